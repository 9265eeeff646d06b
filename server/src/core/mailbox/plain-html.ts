const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** Addresses of the web and of mail as people write them in text; the sentence's own signs at the end do not belong to them. */
const LINK = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"']+\.[^\s<>"']+|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gi;
/** Beyond this a text is shown without links, which would take longer than reading. */
const MAX_LINKED = 400_000;

/** Plain text as HTML that looks the same, with its addresses as links in a new tab. */
export function plainHtml(text: string): string {
  if (text.length > MAX_LINKED) return `<div class="plain">${escapeHtml(text)}</div>`;
  let out = "";
  let done = 0;
  for (const m of text.matchAll(LINK)) {
    const shown = withoutTrailing(m[0]);
    out += escapeHtml(text.slice(done, m.index)) + link(shown);
    done = m.index + shown.length;
  }
  return `<div class="plain">${out}${escapeHtml(text.slice(done))}</div>`;
}

/** Text with everything escaped that means something in HTML or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}

function link(shown: string): string {
  const isWeb = /^(https?:|www\.)/i.test(shown);
  const href = isWeb ? (/^www\./i.test(shown) ? `http://${shown}` : shown) : `mailto:${shown}`;
  return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer">${escapeHtml(shown)}</a>`;
}

/** "(xem https://a.vn/b)." links only to https://a.vn/b; a bracket that was opened within stays. */
function withoutTrailing(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url[end - 1] ?? "";
    const opened = last === ")" && url.slice(0, end).split("(").length >= url.slice(0, end).split(")").length;
    if (!/[.,;:!?)\]}'"»”’…]/.test(last) || opened) return url.slice(0, end);
    end--;
  }
}

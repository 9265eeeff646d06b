import { entityText } from "./entities.ts";

const HIDDEN = /^(style|script|head|title|noscript|template|svg|xml|o:p)$/;
const BREAKS =
  /^(p|div|br|tr|td|th|li|ul|ol|table|h[1-6]|hr|blockquote|pre|section|article|header|footer|body|center)$/;

/**
 * The text a reader of the HTML sees, from its beginning on, until it is longer than `maxLength`: tags gone, block elements as line
 * breaks, hidden elements left out. Tags may be cut off or broken. For previews and search; much faster than a full parser.
 */
export function visibleText(html: string, maxLength: number): string {
  let out = "";
  let pos = 0;
  while (pos < html.length && out.length <= maxLength) {
    const open = html.indexOf("<", pos);
    if (open === -1) return out + entityText(html.slice(pos));
    if (open > pos) out += entityText(html.slice(pos, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      pos = end === -1 ? html.length : end + 3;
      continue;
    }
    const m = /^<(\/?)([a-z][a-z0-9:]*)/i.exec(html.slice(open, open + 20));
    if (m === null && html[open + 1] !== "!" && html[open + 1] !== "?") {
      out += "<";
      pos = open + 1;
      continue;
    }
    const close = endOfTag(html, open);
    const name = (m?.[2] ?? "").toLowerCase();
    if (BREAKS.test(name)) out += "\n";
    const hides = m?.[1] === "" && HIDDEN.test(name) && html[close - 2] !== "/";
    pos = hides ? afterElement(html, name, close) : close;
  }
  return out;
}

/** A quoted attribute may hold ">". */
function endOfTag(html: string, open: number): number {
  const plain = html.indexOf(">", open);
  if (plain === -1) return html.length;
  const tag = html.slice(open, plain);
  if (!/=\s*(?:"[^"]*|'[^']*)$/.test(tag.slice(-2000))) return plain + 1;
  const quote = /=\s*(["'])[^"']*$/.exec(tag.slice(-2000))?.[1] ?? '"';
  const closed = html.indexOf(quote, plain);
  const end = closed === -1 ? -1 : html.indexOf(">", closed);
  return end === -1 ? plain + 1 : end + 1;
}

function afterElement(html: string, name: string, from: number): number {
  const lower = html.indexOf(`</${name}`, from);
  const upper = html.indexOf(`</${name.toUpperCase()}`, from);
  const at = lower === -1 || (upper !== -1 && upper < lower) ? upper : lower;
  if (at === -1) return name === "head" ? from : html.length;
  const end = html.indexOf(">", at);
  return end === -1 ? html.length : end + 1;
}

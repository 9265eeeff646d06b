import { fold, nfc } from "@congthu/shared/fold";

/** A text folded character by character, with where each folded character came from. */
function foldedWithPlaces(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    const plain = /\s/.test(c) ? " " : fold(c);
    folded += plain;
    for (let n = 0; n < plain.length; n++) places.push(i);
  }
  return { folded, places };
}

type Span = { from: number; to: number };

/** Where the words stand in a text, marks or not, at the beginning of a word; joined where they touch. */
function spansOf(text: string, words: readonly string[]): Span[] {
  const { folded, places } = foldedWithPlaces(text);
  const spans: Span[] = [];
  for (const word of words.map(fold).filter((w) => w !== "")) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
      if (at > 0 && /[\p{L}\p{N}]/u.test(folded[at - 1] as string)) continue;
      const last = places[at + word.length - 1] ?? 0;
      spans.push({ from: places[at] ?? 0, to: last + 1 });
    }
  }
  spans.sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before && span.from <= before.to) before.to = Math.max(before.to, span.to);
    else joined.push(span);
  }
  return joined;
}

/** RFC 8621 §5: a preview has at most 255 octets, its entities and marks counted. */
const PREVIEW_BYTES = 255;
const BEFORE = 40;

/** A subject with the words found in it marked; null when there are none. RFC 8621 §5 */
export function markSubject(subject: string, words: readonly string[]): string | null {
  const text = nfc(subject);
  const spans = spansOf(text, words);
  return spans.length === 0 ? null : marked(text, spans, 0, text.length);
}

/** The part of a text around the first of the words, marked, as one line; null when there are none. RFC 8621 §5 */
export function markPreview(body: string, words: readonly string[]): string | null {
  const text = nfc(body).replace(/\s+/g, " ").trim();
  const spans = spansOf(text, words);
  const [first] = spans;
  if (!first) return null;
  let from = Math.max(0, first.from - BEFORE);
  if (from > 0) {
    const space = text.indexOf(" ", from);
    if (space !== -1 && space < first.from) from = space + 1;
  }
  let to = Math.min(text.length, from + PREVIEW_BYTES);
  for (;;) {
    const inside = spans.filter((s) => s.from >= from && s.to <= to);
    const out = `${from > 0 ? "… " : ""}${marked(text, inside, from, to)}${to < text.length ? " …" : ""}`;
    if (Buffer.byteLength(out) <= PREVIEW_BYTES) return inside.length === 0 ? null : out;
    to -= 4;
    if (to <= from) return null;
  }
}

function marked(text: string, spans: readonly Span[], from: number, to: number): string {
  let out = "";
  let done = from;
  for (const span of spans) {
    out += `${escaped(text.slice(done, span.from))}<mark>${escaped(text.slice(span.from, span.to))}</mark>`;
    done = span.to;
  }
  return out + escaped(text.slice(done, to));
}

function escaped(text: string): string {
  return text.toWellFormed().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

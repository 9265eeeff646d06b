import { nfc } from "@congthu/shared/fold";
import { bodyParts } from "./body-parts.ts";
import { decodeText } from "./charset.ts";
import { partPrefix, withoutPartialUtf8 } from "./decode-body.ts";
import { entityText } from "./entities.ts";
import { type Part, partParam } from "./structure.ts";

/** RFC 8621 §4.1.4: not more than 256 characters. */
const MAX_LENGTH = 256;
/** Decoded octets looked at: enough for any text; the second step is for HTML that begins with a long style sheet, as Word writes it. */
const STEPS = [6 * 1024, 96 * 1024];
/** With fewer characters than this it is worth looking further. */
const ENOUGH = 80;

/** A line of plain text from the beginning of the body, without quoted lines: at most 256 characters, NFC, white space collapsed. */
export function previewOf(buf: Buffer, root: Part): string {
  const { textBody, htmlBody } = bodyParts(root);
  const parts = new Set([...textBody, ...htmlBody].filter((p) => p.type === "text"));
  for (const part of parts) {
    const text = previewOfPart(buf, part);
    if (text !== "") return text;
  }
  return "";
}

function previewOfPart(buf: Buffer, part: Part): string {
  let line = "";
  for (const maxBytes of STEPS) {
    const { bytes, isWhole } = partPrefix(buf, part, maxBytes);
    const { text } = decodeText(isWhole ? bytes : withoutPartialUtf8(bytes), partParam(part, "charset") ?? "");
    line = oneLine(part.subtype === "html" ? htmlBeginning(text) : unquoted(text));
    if (isWhole || line.length >= ENOUGH) break;
  }
  if (line.length <= MAX_LENGTH) return line;
  return line.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/** Collapses white space and drops what fills mail invisibly: soft hyphens, zero-width characters, grapheme joiners. */
function oneLine(text: string): string {
  const head = text.length > 4000 ? text.slice(0, 4000) : text;
  return nfc(head.replace(/\p{Default_Ignorable_Code_Point}+/gu, "").replace(/[\s\p{Cc}]+/gu, " ")).trim();
}

/** Text without its quoted lines, unless there is nothing else. */
function unquoted(text: string): string {
  if (!text.includes(">")) return text;
  const own = text
    .split("\n")
    .filter((line) => !/^[ \t]*>/.test(line))
    .join("\n");
  return own.trim() === "" ? text : own;
}

const HIDDEN = /^(style|script|head|title|noscript|template|svg|xml|o:p)$/;
const BREAKS =
  /^(p|div|br|tr|td|th|li|ul|ol|table|h[1-6]|hr|blockquote|pre|section|article|header|footer|body|center)$/;

/** The visible text from the beginning of HTML, some thousand characters of it; tags may be cut off or broken. */
function htmlBeginning(html: string): string {
  let out = "";
  let pos = 0;
  while (pos < html.length && out.length < 2000) {
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
    if (BREAKS.test(name)) out += " ";
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

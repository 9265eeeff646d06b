import { nfc } from "@congthu/shared/fold";
import { bodyParts } from "./body-parts.ts";
import { decodeText } from "./charset.ts";
import { partPrefix, withoutPartialUtf8 } from "./decode-body.ts";
import { visibleText } from "./html-text.ts";
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
    line = oneLine(part.subtype === "html" ? visibleText(text, 2_000) : unquoted(text));
    if (isWhole || line.length >= ENOUGH) break;
  }
  if (line.length <= MAX_LENGTH) return line;
  return line.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/** Characters that are tidied at first; text that is mostly blanks needs more. */
const TIDY = 1_000;

/** Collapses white space and drops what fills mail invisibly: soft hyphens, zero-width characters, grapheme joiners. */
function oneLine(text: string): string {
  if (text.length > TIDY) {
    const line = tidy(text.slice(0, TIDY));
    return line.length > MAX_LENGTH ? line : tidy(text.slice(0, 4 * TIDY));
  }
  return tidy(text);
}

function tidy(text: string): string {
  return nfc(text.replace(/\p{Default_Ignorable_Code_Point}+/gu, "").replace(/[\s\p{Cc}]+/gu, " ")).trim();
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

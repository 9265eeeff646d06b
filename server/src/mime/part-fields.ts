import { cutField, fieldName, type HeaderBlock, type HeaderField, plainValue } from "./headers.ts";
import { parseParams, withoutComments } from "./params.ts";
import type { Part } from "./structure.ts";

/** Octets of a Content-… field that are read; a file name of 255 letters in RFC 2231's form takes 2,300. */
const MAX_VALUE = 4_096;

/** A part from its header block; where it ends is found later. */
export function readPart(buf: Buffer, block: HeaderBlock, headerStart: number, path: string, fallback: string): Part {
  const content = contentFields(buf, block.fields);
  const typed = parseParams(content.get("content-type") ?? "");
  const slash = typed.value.indexOf("/");
  const isUsable = slash > 0 && /^[^\s/]+\s*\/\s*[^\s/]+$/.test(typed.value);
  const [type, subtype] = splitType(isUsable ? typed.value : fallback);
  const encoding = withoutComments(content.get("content-transfer-encoding") ?? "")
    .trim()
    .toLowerCase();
  const part: Part = {
    path,
    type,
    subtype,
    params: typed.params,
    encoding: encoding || "7bit",
    headerStart,
    bodyStart: block.bodyStart,
    bodyEnd: buf.length,
    children: [],
  };
  if (!isUsable) part.implicit = true;
  for (const [name, text] of content) addDescriptive(part, name, text);
  return part;
}

function addDescriptive(part: Part, name: string, text: string): void {
  if (text === "") return;
  if (name === "content-id") part.id = text;
  else if (name === "content-description") part.description = text;
  else if (name === "content-location") part.location = text;
  else if (name === "content-md5") part.md5 = text;
  else if (name === "content-disposition") {
    const { value, params } = parseParams(text);
    if (value !== "") part.disposition = { type: value, params };
  } else if (name === "content-language") {
    const tags = withoutComments(text)
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== "");
    if (tags.length > 0) part.language = tags;
  }
}

function splitType(text: string): [string, string] {
  const slash = text.indexOf("/");
  return [text.slice(0, slash).trim(), text.slice(slash + 1).trim()];
}

/** The values of the Content-… fields by lower-case name; of one that occurs twice the first counts. */
function contentFields(buf: Buffer, fields: HeaderField[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const field of fields) {
    const first = buf[field.start] as number;
    if ((first | 32) !== 99 || field.nameEnd - field.start < 10) continue;
    const name = fieldName(buf, field).toLowerCase();
    if (name.startsWith("content-") && !found.has(name)) found.set(name, plainValue(buf, cutField(field, MAX_VALUE)));
  }
  return found;
}

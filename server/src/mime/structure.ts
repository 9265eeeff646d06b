import { LIMITS } from "../lib/limits.ts";
import { type Envelope, envelopeOf } from "./envelope.ts";
import {
  asBuffer,
  fieldName,
  type HeaderBlock,
  type HeaderField,
  plainValue,
  scanHeaders,
  startsField,
} from "./headers.ts";
import { paramText, parseParams, withoutComments } from "./params.ts";

/**
 * One MIME entity as octet offsets into the message. Header block [headerStart, bodyStart) with its blank line, body
 * [bodyStart, bodyEnd). `path` is IMAP's part number, "" for a multipart message itself; an encapsulated multipart has the path of the
 * message/rfc822 around it. Optional fields are left out where they would say nothing, since this is stored as JSON with each blob.
 */
export type Part = {
  path: string;
  /** Lower case, "text" and "plain". */
  type: string;
  subtype: string;
  /** By lower-case name; `name*` holds a value that came with a charset, decoded. */
  params: Record<string, string>;
  /** Content-Transfer-Encoding in lower case, "7bit" where none is said. */
  encoding: string;
  headerStart: number;
  bodyStart: number;
  bodyEnd: number;
  children: Part[];
  /** Line breaks in the body: of text and of encapsulated messages. */
  lines?: number;
  /** Octets of the body after decoding, where an encoding hides it; noted by `describeMessage`. */
  size?: number;
  /** There was no usable Content-Type field; the type is the default of RFC 2045 §5.2. */
  implicit?: true;
  id?: string;
  description?: string;
  disposition?: Disposition;
  language?: string[];
  location?: string;
  md5?: string;
  message?: { envelope: Envelope; root: Part };
};
export type Disposition = { type: string; params: Record<string, string> };
export type Structure = { root: Part; fields: HeaderField[] };

/** An entity whose end is not yet known; `boundary` while its delimiters are looked for; `isRoot` of a message, whole or encapsulated. */
type Open = { part: Part; boundary: Buffer | null; isRoot: boolean };
type Scan = { buf: Buffer; open: Open[]; boundaries: number; parts: number };
type Delimiter = { level: number; lineStart: number; next: number; closes: boolean };

const DELIMITER_START = Buffer.from("\n--");
const IDENTITY = new Set(["7bit", "8bit", "binary"]);

/** The tree of parts of a message (RFC 2045, RFC 2046). One pass, any octets, never throws. */
export function parseStructure(bytes: Uint8Array): Part {
  return scanStructure(asBuffer(bytes)).root;
}

/** `parseStructure` that hands over the message's own header fields too. */
export function scanStructure(buf: Buffer): Structure {
  const scan: Scan = { buf, open: [], boundaries: 0, parts: 0 };
  const { part: root, fields } = openRoot(scan, 0, "");
  let pos = deepest(scan).bodyStart;
  while (scan.boundaries > 0) {
    const found = nextDelimiter(scan, pos);
    if (found === null) break;
    closeAbove(scan, found.level, endBefore(buf, found.lineStart));
    const around = scan.open[found.level] as Open;
    pos = found.next;
    if (found.closes) {
      around.boundary = null;
      scan.boundaries--;
    } else if (scan.parts < LIMITS.mimeParts) {
      openChild(scan, around.part, found.next);
      pos = deepest(scan).bodyStart;
    }
  }
  closeAbove(scan, -1, buf.length);
  return { root, fields };
}

/** The part an IMAP part number names (RFC 9051 §6.4.5.1), also inside encapsulated messages; "" is the message itself. */
export function findPart(root: Part, path: string): Part | null {
  if (path === "") return root;
  let siblings = numbered(root);
  let part: Part | null = null;
  for (const number of path.split(".")) {
    part = /^[1-9]\d{0,5}$/.test(number) ? (siblings[Number(number) - 1] ?? null) : null;
    if (part === null) return null;
    siblings = part.message ? numbered(part.message.root) : part.children;
  }
  return part;
}

/** The parts below a message's root that have numbers: the root itself is 1 when it is no multipart. */
function numbered(root: Part): Part[] {
  return root.children.length > 0 ? root.children : [root];
}

/** All parts depth first, the root included; encapsulated messages are not entered. */
export function* eachPart(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* eachPart(child);
}

/** The first parameter of a name, in the form with a charset or the plain one; null when absent. */
export function partParam(part: Part, name: string): string | null {
  return paramText(part.params, name);
}

function deepest(scan: Scan): Part {
  return (scan.open.at(-1) as Open).part;
}

/** Opens a message: the whole one (`path` ""), or the one inside the part `path`. */
function openRoot(scan: Scan, at: number, path: string): { part: Part; fields: HeaderField[] } {
  const block = scanHeaders(scan.buf, at, stopsAtDelimiter(scan));
  const part = readPart(scan, block, at, path, "text/plain");
  if (part.type !== "multipart") part.path = below(path, 1);
  enter(scan, part, true);
  return { part, fields: block.fields };
}

function openChild(scan: Scan, parent: Part, at: number): void {
  const { buf } = scan;
  // A part that begins with neither a field nor a blank line has lost its header: all of it is body.
  const headless = at < buf.length && buf[at] !== 10 && buf[at] !== 13 && !startsField(buf, at);
  const block = headless ? { fields: [], bodyStart: at } : scanHeaders(buf, at, stopsAtDelimiter(scan));
  const path = below(parent.path, parent.children.length + 1);
  const part = readPart(scan, block, at, path, parent.subtype === "digest" ? "message/rfc822" : "text/plain");
  parent.children.push(part);
  enter(scan, part, false);
}

function below(path: string, number: number): string {
  return path === "" ? `${number}` : `${path}.${number}`;
}

/** Puts a part on the stack and, where it holds others, prepares to read them. */
function enter(scan: Scan, part: Part, isRoot: boolean): void {
  const mayHold = scan.open.length < LIMITS.mimeDepth;
  const boundary = part.type === "multipart" && mayHold ? boundaryOf(part) : null;
  scan.open.push({ part, boundary, isRoot });
  if (boundary !== null) scan.boundaries++;
  if (!mayHold || !isMessage(part) || scan.parts >= LIMITS.mimeParts) return;
  const { part: root, fields } = openRoot(scan, part.bodyStart, part.path);
  part.message = { envelope: envelopeOf(scan.buf, fields, partParam(root, "charset") ?? ""), root };
}

/** RFC 2046 §5.2.1, RFC 6532 §3.7: an encapsulated message that is not hidden by an encoding. */
function isMessage(part: Part): boolean {
  return (
    part.type === "message" && (part.subtype === "rfc822" || part.subtype === "global") && IDENTITY.has(part.encoding)
  );
}

/** RFC 2046 §5.1.1: at most 70 characters, not ending in a space; longer ones are seen and accepted within a line. */
function boundaryOf(part: Part): Buffer | null {
  const text = (partParam(part, "boundary") ?? "").trimEnd();
  return text === "" || text.length > 900 ? null : Buffer.from(text, "utf8");
}

function closeAbove(scan: Scan, level: number, end: number): void {
  while (scan.open.length - 1 > level) {
    const { part, boundary, isRoot } = scan.open.pop() as Open;
    if (boundary !== null) scan.boundaries--;
    if (isRoot) endRoot(part, Math.max(end, roomStart(scan)));
    else part.bodyEnd = Math.max(part.bodyStart, end);
    if (part.type === "multipart" && part.children.length === 0) {
      makeOpaque(scan, part);
      if (isRoot) part.path = below(part.path, 1);
    }
    if (part.type === "text" || part.message) part.lines = countLines(scan.buf, part.bodyStart, part.bodyEnd);
  }
}

/** An encapsulated message ends with the part around it, though its blank line may have been the delimiter's line break. */
function endRoot(root: Part, end: number): void {
  root.headerStart = Math.min(root.headerStart, end);
  root.bodyStart = Math.min(root.bodyStart, end);
  root.bodyEnd = end;
}

/** Where the body of the innermost open part that is no message root begins. */
function roomStart(scan: Scan): number {
  for (let i = scan.open.length - 1; i >= 0; i--) {
    const { part, isRoot } = scan.open[i] as Open;
    if (!isRoot) return part.bodyStart;
  }
  return 0;
}

/** A multipart without parts is shown as what it is: text when it is merely broken, octets when a limit stopped the reading. */
function makeOpaque(scan: Scan, part: Part): void {
  const limited = scan.parts >= LIMITS.mimeParts || scan.open.length >= LIMITS.mimeDepth;
  part.type = limited ? "application" : "text";
  part.subtype = limited ? "octet-stream" : "plain";
}

/** The next line that delimits one of the open multiparts (RFC 2046 §5.1.2). */
function nextDelimiter(scan: Scan, from: number): Delimiter | null {
  let at = scan.buf.indexOf(DELIMITER_START, Math.max(0, from - 1));
  while (at !== -1) {
    const found = delimiterAt(scan, at + 1);
    if (found !== null) return found;
    at = scan.buf.indexOf(DELIMITER_START, at + 3);
  }
  return null;
}

/** Whether the line at `lineStart`, which begins with "--", delimits an open multipart; the innermost is asked first. */
function delimiterAt(scan: Scan, lineStart: number): Delimiter | null {
  const { buf, open } = scan;
  for (let level = open.length - 1; level >= 0; level--) {
    const boundary = (open[level] as Open).boundary;
    if (boundary === null) continue;
    const after = lineStart + 2 + boundary.length;
    let i = 0;
    while (i < boundary.length && buf[lineStart + 2 + i] === boundary[i]) i++;
    if (i < boundary.length) continue;
    const plain = endOfPadding(buf, after);
    if (plain !== -1) return { level, lineStart, next: plain, closes: false };
    const closed = buf[after] === 45 && buf[after + 1] === 45 ? endOfPadding(buf, after + 2) : -1;
    if (closed !== -1) return { level, lineStart, next: closed, closes: true };
  }
  return null;
}

/** Where the next line begins if only white space stands before it, else -1. */
function endOfPadding(buf: Buffer, from: number): number {
  for (let i = from; i < buf.length; i++) {
    const c = buf[i];
    if (c === 10) return i + 1;
    if (c !== 32 && c !== 9 && c !== 13) return -1;
  }
  return buf.length;
}

/** The line break before a delimiter line belongs to the delimiter (RFC 2046 §5.1.1). */
function endBefore(buf: Buffer, lineStart: number): number {
  const lf = buf[lineStart - 1] === 10 ? lineStart - 1 : lineStart;
  return lf > 0 && buf[lf - 1] === 13 && lf < lineStart ? lf - 1 : lf;
}

function countLines(buf: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) if (buf[i] === 10) lines++;
  return lines;
}

/** A header block ends before a delimiter too, should its blank line be missing. */
function stopsAtDelimiter(scan: Scan): (lineStart: number) => boolean {
  return (lineStart) => scan.boundaries > 0 && delimiterAt(scan, lineStart) !== null;
}

/** A part from its header block; where it ends is found later. */
function readPart(scan: Scan, block: HeaderBlock, headerStart: number, path: string, fallback: string): Part {
  const { buf } = scan;
  scan.parts++;
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
    if (name.startsWith("content-") && !found.has(name)) found.set(name, plainValue(buf, field));
  }
  return found;
}

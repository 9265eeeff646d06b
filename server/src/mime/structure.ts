import { LIMITS } from "../lib/limits.ts";
import {
  type Boundaries,
  delimiterAt,
  endBefore,
  expectBoundary,
  forgetBoundary,
  nextDelimiter,
} from "./delimiters.ts";
import { addressCount, type Envelope, envelopeOf } from "./envelope.ts";
import { asBuffer, type HeaderField, scanHeaders, startsField } from "./headers.ts";
import { paramText } from "./params.ts";
import { readPart } from "./part-fields.ts";

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
type Open = { part: Part; boundary: string | null; isRoot: boolean };
type Scan = Boundaries & {
  open: Open[];
  parts: number;
  /** Addresses that may still be kept of encapsulated messages. */
  addresses: number;
  /** The lines counted last, which the part around them need not count again. */
  counted: { from: number; to: number; lines: number };
};

/** Encapsulated messages share this many addresses in the description; a notice to a whole province, forwarded, fits. */
const MAX_INNER_ADDRESSES = 20_000;
const IDENTITY = new Set(["7bit", "8bit", "binary"]);

/** The tree of parts of a message (RFC 2045, RFC 2046). One pass, any octets, never throws. */
export function parseStructure(bytes: Uint8Array): Part {
  return scanStructure(asBuffer(bytes)).root;
}

/** `parseStructure` that hands over the message's own header fields too. */
export function scanStructure(buf: Buffer): Structure {
  const scan: Scan = {
    buf,
    open: [],
    levels: new Map(),
    longest: 0,
    shortest: Number.POSITIVE_INFINITY,
    parts: 0,
    addresses: MAX_INNER_ADDRESSES,
    counted: { from: 0, to: 0, lines: 0 },
  };
  const { part: root, fields } = openRoot(scan, 0, "");
  let pos = deepest(scan).bodyStart;
  while (scan.levels.size > 0) {
    const found = nextDelimiter(scan, pos);
    if (found === null) break;
    closeAbove(scan, found.level, endBefore(buf, found.lineStart));
    const around = scan.open[found.level] as Open;
    pos = found.next;
    if (found.closes) {
      forget(scan, around);
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
  scan.parts++;
  const part = readPart(scan.buf, block, at, path, "text/plain");
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
  scan.parts++;
  const part = readPart(scan.buf, block, at, path, parent.subtype === "digest" ? "message/rfc822" : "text/plain");
  parent.children.push(part);
  enter(scan, part, false);
}

function below(path: string, number: number): string {
  return path === "" ? `${number}` : `${path}.${number}`;
}

/** Puts a part on the stack and, where it holds others, prepares to read them. */
function enter(scan: Scan, part: Part, isRoot: boolean): void {
  const level = scan.open.length;
  const mayHold = level < LIMITS.mimeDepth;
  const boundary = part.type === "multipart" && mayHold ? boundaryOf(part) : null;
  scan.open.push({ part, boundary, isRoot });
  if (boundary !== null) expectBoundary(scan, boundary, level);
  if (!mayHold || !isMessage(part) || scan.parts >= LIMITS.mimeParts) return;
  const { part: root, fields } = openRoot(scan, part.bodyStart, part.path);
  const envelope = envelopeOf(scan.buf, fields, partParam(root, "charset") ?? "", scan.addresses);
  scan.addresses -= addressCount(envelope);
  part.message = { envelope, root };
}

/** The delimiters of a multipart are no longer looked for. */
function forget(scan: Scan, entity: Open): void {
  if (entity.boundary !== null) forgetBoundary(scan, entity.boundary);
  entity.boundary = null;
}

/** RFC 2046 §5.2.1, RFC 6532 §3.7: an encapsulated message that is not hidden by an encoding. */
function isMessage(part: Part): boolean {
  return (
    part.type === "message" && (part.subtype === "rfc822" || part.subtype === "global") && IDENTITY.has(part.encoding)
  );
}

/** RFC 2046 §5.1.1: at most 70 characters, not ending in a space; longer ones are seen and accepted within a line. */
function boundaryOf(part: Part): string | null {
  const text = (partParam(part, "boundary") ?? "").trimEnd();
  return text === "" || text.length > 900 ? null : Buffer.from(text, "utf8").toString("latin1");
}

function closeAbove(scan: Scan, level: number, end: number): void {
  while (scan.open.length - 1 > level) {
    const entity = scan.open.pop() as Open;
    const { part, isRoot } = entity;
    forget(scan, entity);
    if (isRoot) endRoot(part, Math.max(end, roomStart(scan)));
    else part.bodyEnd = Math.max(part.bodyStart, end);
    if (part.type === "multipart" && part.children.length === 0) {
      makeOpaque(scan, part);
      if (isRoot) part.path = below(part.path, 1);
    }
    if (part.type === "text" || part.message) part.lines = countLines(scan, part.bodyStart, part.bodyEnd);
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

function countLines(scan: Scan, from: number, to: number): number {
  const { buf, counted } = scan;
  const isInside = counted.from >= from && counted.to <= to;
  let lines = isInside ? counted.lines : 0;
  const [leave, resume] = isInside ? [counted.from, counted.to] : [to, to];
  for (let i = from; i < leave; i++) if (buf[i] === 10) lines++;
  for (let i = resume; i < to; i++) if (buf[i] === 10) lines++;
  scan.counted = { from, to, lines };
  return lines;
}

/** A header block ends before a delimiter too, should its blank line be missing. */
function stopsAtDelimiter(scan: Scan): (lineStart: number) => boolean {
  return (lineStart) => scan.levels.size > 0 && delimiterAt(scan, lineStart) !== null;
}

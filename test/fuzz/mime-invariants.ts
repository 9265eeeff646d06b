import assert from "node:assert/strict";
import { decodeBody, decodedSize } from "@congthu/server/mime/decode-body";
import { describeMessage, type MessageMeta } from "@congthu/server/mime/describe";
import { listHeaders } from "@congthu/server/mime/header-forms";
import {
  printBody,
  printBodyStructure,
  printEnvelope,
  sectionRange,
  selectFields,
} from "@congthu/server/mime/imap-structure";
import { parseDeliveryReport, parseReadReceipt } from "@congthu/server/mime/parse-report";
import { sanitizeMessageHtml } from "@congthu/server/mime/sanitize-html";
import { findPart, type Part } from "@congthu/server/mime/structure";
import { bodyValue, searchText } from "@congthu/server/mime/text";

/** Reads a message in every way the server does and asserts what must hold whatever its octets are. */
export function assertMessageHolds(bytes: Buffer): MessageMeta {
  const meta = describeMessage(bytes);
  assert.deepEqual(JSON.parse(JSON.stringify(meta)), meta);
  assert.ok(meta.preview.length <= 256 && meta.preview.isWellFormed());
  assert.ok(!meta.hasAttachment || meta.root.children.length > 0 || meta.attachmentNames.length <= 1);
  assertNested(meta.root, 0, bytes.length);
  assertNumbered(meta.root);
  assertImap(meta);
  assertSections(meta.root, bytes);
  assertTexts(meta.root, bytes);
  assert.ok(searchText(bytes, meta.root, 2_000).length <= 2_000);
  parseDeliveryReport(bytes, meta.root);
  parseReadReceipt(bytes, meta.root);
  return meta;
}

/** Parts lie inside the parts around them, one after another. */
function assertNested(part: Part, from: number, to: number): void {
  assert.ok(from <= part.headerStart && part.headerStart <= part.bodyStart, part.path);
  assert.ok(part.bodyStart <= part.bodyEnd && part.bodyEnd <= to, part.path);
  assert.equal(part.type === "multipart", part.children.length > 0, part.path);
  let next = part.bodyStart;
  for (const child of part.children) {
    assertNested(child, next, part.bodyEnd);
    next = child.bodyEnd;
  }
  if (part.message) assertNested(part.message.root, part.bodyStart, part.bodyEnd);
}

/** Every part with a number is found by it; no number is used twice. */
function assertNumbered(root: Part): void {
  const seen = new Set<string>();
  for (const part of numberedParts(root)) {
    assert.ok(/^\d+(\.\d+)*$/.test(part.path) && !seen.has(part.path), part.path);
    seen.add(part.path);
    assert.equal(findPart(root, part.path), part);
  }
}

function* numberedParts(root: Part): Generator<Part> {
  if (root.children.length === 0) yield root;
  yield* below(root);
}

function* below(part: Part): Generator<Part> {
  for (const child of part.children) {
    yield child;
    yield* below(child);
  }
  if (part.message) yield* numberedParts(part.message.root);
}

/** What is printed is one parenthesized list of strings, numbers, NIL and lists (RFC 9051 §9), ASCII outside of literals. */
function assertImap(meta: MessageMeta): void {
  for (const mode of ["ascii", "utf8"] as const) {
    const envelope = readList(printEnvelope(meta, mode), mode);
    assert.equal(envelope.length, 10);
    const structure = readList(printBodyStructure(meta.root, mode), mode);
    assertBody(structure, meta.root, true);
    assertBody(readList(printBody(meta.root, mode), mode), meta.root, false);
  }
}

type Value = string | number | null | Value[];

function assertBody(body: Value[], part: Part, extended: boolean): void {
  if (part.children.length > 0) {
    const children = body.filter((v, i) => Array.isArray(v) && i < part.children.length) as Value[][];
    assert.equal(children.length, part.children.length);
    for (const [i, child] of children.entries()) assertBody(child, part.children[i] as Part, extended);
    assert.equal(typeof body[children.length], "string");
    assert.equal(body.length, children.length + (extended ? 5 : 1));
    return;
  }
  const extra = part.message ? 3 : part.type === "text" ? 1 : 0;
  assert.equal(body.length, 7 + extra + (extended ? 4 : 0));
  assert.equal(body[6], part.bodyEnd - part.bodyStart);
  if (part.message) assertBody(body[8] as Value[], part.message.root, extended);
}

function readList(text: string, mode: "ascii" | "utf8"): Value[] {
  const bytes = Buffer.from(text);
  let pos = 0;
  const read = (): Value => {
    const c = String.fromCharCode(bytes[pos] ?? 0);
    if (c === "(") {
      const list: Value[] = [];
      pos++;
      while (bytes[pos] !== 41) {
        if (bytes[pos] === 32) pos++;
        assert.ok(pos < bytes.length, "unclosed list");
        list.push(read());
      }
      pos++;
      return list;
    }
    if (c === '"') {
      const m = /^"((?:[^"\\\r\n\0]|\\["\\])*)"/.exec(bytes.toString("latin1", pos, pos + 10_000));
      assert.ok(m, `quoted string at ${pos}`);
      if (mode === "ascii") assert.match(m[1] as string, /^[\x20-\x7e\t]*$/);
      pos += m[0].length;
      return m[1] as string;
    }
    const head = /^(?:\{(\d+)\}\r\n|(\d+)|(NIL))/.exec(bytes.toString("latin1", pos, pos + 30));
    assert.ok(head, `value at ${pos}: ${text.slice(pos, pos + 40)}`);
    pos += head[0].length;
    if (head[3] !== undefined) return null;
    if (head[2] !== undefined) return Number(head[2]);
    const literal = bytes.subarray(pos, pos + Number(head[1]));
    assert.ok(literal.length === Number(head[1]) && !literal.includes(0));
    pos += literal.length;
    return literal.toString();
  };
  const value = read();
  assert.equal(pos, bytes.length, "text after the list");
  assert.ok(Array.isArray(value));
  return value;
}

function assertSections(root: Part, bytes: Buffer): void {
  const whole = sectionRange(root, "", "");
  assert.deepEqual(whole, { start: 0, end: bytes.length, withPrefix: true });
  const header = sectionRange(root, "", "HEADER");
  const text = sectionRange(root, "", "TEXT");
  assert.ok(header && text && header.start === 0 && header.end === text.start && text.end === bytes.length);
  const block = bytes.subarray(header.start, header.end);
  const names = listHeaders(block).map((field) => field.name);
  assert.equal(listHeaders(selectFields(block, names, "except")).length, 0);
  assert.equal(listHeaders(selectFields(block, names, "only")).length, names.length);
  for (const part of numberedParts(root)) {
    const body = sectionRange(root, part.path, "");
    assert.ok(body && body.start === part.bodyStart && body.end === part.bodyEnd);
    assert.equal(sectionRange(root, part.path, "HEADER") !== null, part.message !== undefined);
  }
}

function assertTexts(root: Part, bytes: Buffer): void {
  for (const part of numberedParts(root)) {
    if (part.children.length > 0) continue;
    const raw = bytes.subarray(part.bodyStart, part.bodyEnd);
    const size = decodeBody(raw, part.encoding).length;
    assert.equal(decodedSize(raw, part.encoding), size);
    assert.equal(part.size ?? raw.length, size);
    if (part.type !== "text") continue;
    const cut = bodyValue(bytes, part, 100);
    assert.ok(Buffer.byteLength(cut.value) <= 100 && cut.value.isWellFormed());
    if (part.subtype === "html") assertTame(bodyValue(bytes, part, 50_000).value);
  }
}

/** No element or attribute that runs, loads or submits is left. */
function assertTame(html: string): void {
  const clean = sanitizeMessageHtml(html, { embedded: () => null, remote: () => null }).html;
  const tags = clean.replace(/^<style>[^<]*<\/style>/, "").match(/<[^>]*>?/g) ?? [];
  for (const tag of tags) {
    assert.match(tag, /^<\/?[a-z0-9]+(?:\s[a-z]+(?:="[^"<>]*")?)*(?: \/)?>$/);
    assert.doesNotMatch(tag, /^<\/?(?:script|style|svg|math|iframe|form|input|object|embed|link|meta|base)\b/);
    for (const [, name = "", value = ""] of tag.matchAll(/\s([a-z]+)="([^"]*)"/g)) {
      assert.doesNotMatch(name, /^on|^srcset|^action/, tag);
      if (name === "src") assert.match(value, /^data:image\/(?!svg)/);
    }
  }
}

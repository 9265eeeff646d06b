import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bodyParts } from "@congthu/server/mime/body-parts";
import { composeMessage, type Draft } from "@congthu/server/mime/compose";
import { createBodyDecoder, decodeBody, decodedSize, partBytes } from "@congthu/server/mime/decode-body";
import { emailAddress } from "@congthu/server/mime/header-forms";
import { bodyValue } from "@congthu/server/mime/text";
import fc from "fast-check";
import { corpusMessages, hasCorpus } from "./corpus.ts";
import { assertMessageHolds } from "./mime-invariants.ts";

/** Our own messages, and real ones where they are at hand. */
function seeds(): Buffer[] {
  const folder = resolve(import.meta.dirname, "../golden/mail");
  const own = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  const out: Buffer[] = own.map((name) => readFileSync(join(folder, name)));
  if (hasCorpus()) for (const [, bytes] of corpusMessages(8_000)) out.push(bytes);
  return out;
}

/** Pieces that mean something to a reader of mail. */
const PIECES =
  "\r\n|\n|\r\n\r\n|--|--b|--b--|\r\n--b\r\n|Content-Type: |multipart/mixed; boundary=b|multipart/digest;boundary=b|message/rfc822|text/html|;|=|\"|(|)|<|>|,|:|\\|\0|\xff|\xc3\xa9|=?utf-8?q?|=?utf-8?B?4b|?=|*0*=|*1=|utf-8''%E1|base64|quoted-printable|Content-Transfer-Encoding: |Subject: |From: |<style>|<script>|<!--|&#0;|charset=tcvn|charset=utf-16le| \t".split(
    "|",
  );

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
  put: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 3 }), fc.constant("")),
  again: fc.integer({ min: 1, max: 40 }),
});
type Edit = { at: number; cut: number; put: string; again: number };

function mutate(seed: Buffer, edits: Edit[]): Buffer {
  let text = seed.toString("latin1");
  for (const { at, cut, put, again } of edits) {
    const pos = Math.floor(at * text.length);
    text = text.slice(0, pos) + Buffer.from(put, "latin1").toString("latin1").repeat(again) + text.slice(pos + cut);
  }
  return Buffer.from(text, "latin1");
}

describe("fuzz: mail", () => {
  const messages = seeds();

  it("mutated messages hold every invariant", () => {
    fc.assert(
      fc.property(fc.nat(messages.length - 1), fc.array(edit, { minLength: 1, maxLength: 6 }), (i, edits) => {
        assertMessageHolds(mutate(messages[i] as Buffer, edits));
      }),
      { numRuns: 1_500 },
    );
  }).timeout(60_000);

  it("heaps of pieces hold every invariant", () => {
    const heap = fc.array(fc.constantFrom(...PIECES), { maxLength: 80 });
    fc.assert(
      fc.property(heap, (pieces) => {
        assertMessageHolds(
          Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${pieces.join("")}`, "latin1"),
        );
      }),
      { numRuns: 1_500 },
    );
  }).timeout(60_000);

  it("transfer encodings are undone the same in a stream, whatever the chunks, and counted right", () => {
    const piece = fc.constantFrom("=", "=4", "41", "=\r\n", " ", "\t", "\r", "\n", "é", "-", "QQ==", "abc");
    const encodings = fc.constantFrom("base64", "quoted-printable", "8bit");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), encodings, fc.nat(9), (pieces, encoding, step) => {
        const input = Buffer.from(pieces.join(""));
        const whole = decodeBody(input, encoding);
        assert.equal(decodedSize(input, encoding), whole.length);
        const decoder = createBodyDecoder(encoding);
        const out: Buffer[] = [];
        for (let i = 0; i < input.length; i += step + 1) {
          out.push(Buffer.from(decoder.write(input.subarray(i, i + step + 1))));
        }
        assert.deepEqual(Buffer.concat([...out, decoder.end()]), whole);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("fuzz: what is composed is read back", () => {
  const word = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constantFrom(
      "Nguyễn Đức Trường",
      "Sở KH&CN, Ninh Bình",
      'a "b" \\ c',
      "=?utf-8?q?x?=",
      "x".repeat(1_200),
      "a  b",
      "\t",
      "ữ".repeat(90),
    ),
  );
  const address = fc.record({
    name: fc.oneof(fc.constant(null), word),
    email: fc.constantFrom("a@b.vn", "nguyen.van-an+x@ninhbinh.gov.vn", '"x, y"@b.vn', "o'neil@x.org"),
  });
  const file = fc.record({
    name: fc.oneof(fc.constant(null), word),
    type: fc.constantFrom("application/pdf", "image/png", "text/csv"),
    content: fc.uint8Array({ maxLength: 300 }),
  });
  const draft = fc.record({
    from: fc.array(address, { minLength: 1, maxLength: 2 }),
    to: fc.array(address, { maxLength: 5 }),
    cc: fc.array(address, { maxLength: 2 }),
    bcc: fc.array(address, { maxLength: 2 }),
    subject: word,
    text: fc.oneof(
      word,
      fc.lorem(),
      fc.array(word, { maxLength: 8 }).map((lines) => lines.join("\n")),
    ),
    files: fc.array(file, { maxLength: 3 }),
    messageId: fc.constantFrom("a@b", "x.y.z@ninhbinh.gov.vn"),
    date: fc.nat(4e9).map((s) => s * 1000),
  });
  /** One line of text as it comes back: NFC, well-formed, without line breaks and white space at the ends. */
  const line = (text: string) =>
    text
      .normalize("NFC")
      .toWellFormed()
      .replace(/[\r\n\0]+/g, " ")
      .trim();
  /** Control characters in encoded words are dropped by every reader (RFC 8621 §4.1.2.2); folding may touch tabs. */
  const loose = (text: string) => line(text).replace(/[\p{Cc}\s]+/gu, "");

  it("with every address, text and file", () => {
    fc.assert(
      fc.property(draft, (d) => {
        const bytes = composeMessage(d as Draft, true);
        const meta = assertMessageHolds(bytes);
        for (const field of ["from", "to", "cc", "bcc"] as const) {
          const found = (meta[field] ?? []).map(emailAddress);
          assert.deepEqual(
            found.map((a) => [loose(a.name ?? ""), a.email]),
            d[field].map((a) => [loose(a.name ?? ""), a.email]),
          );
        }
        assert.equal(loose(meta.subject ?? ""), loose(d.subject));
        assert.equal(Date.parse(meta.sentAt ?? ""), d.date);
        const { textBody, attachments } = bodyParts(meta.root);
        const expected = d.text
          .normalize("NFC")
          .toWellFormed()
          .replace(/\r\n|\r/g, "\n");
        assert.equal(bodyValue(bytes, textBody[0] as never).value, expected);
        const files = attachments.filter((part) => part.disposition?.type === "attachment");
        assert.deepEqual(
          files.map((part) => partBytes(bytes, part).toString("hex")),
          d.files.map((f) => Buffer.from(f.content).toString("hex")),
        );
        for (const wire of bytes.toString("latin1").split("\r\n"))
          assert.ok(wire.length <= 998 && !/[\r\n\0\x80-\xff]/.test(wire));
      }),
      { numRuns: 400 },
    );
  }).timeout(60_000);
});

import assert from "node:assert/strict";
import { composeMessage, composeTree, type Draft } from "./compose.ts";
import { partBytes } from "./decode-body.ts";
import { describeMessage } from "./describe.ts";
import { emailAddress } from "./header-forms.ts";
import { eachPart } from "./structure.ts";
import { bodyValue } from "./text.ts";

const plain: Draft = {
  from: [{ name: "Nguyễn Văn An", email: "an@ninhbinh.gov.vn" }],
  to: [{ name: "Sở KH&CN", email: "skhcn@ninhbinh.gov.vn" }],
  cc: [],
  bcc: [{ name: null, email: "kin@ninhbinh.gov.vn" }],
  subject: "V/v triển khai kế hoạch",
  text: "Kính gửi Sở,\n\nTrân trọng.",
  files: [],
  messageId: "1@ninhbinh.gov.vn",
  date: Date.UTC(2026, 1, 16, 1, 30),
};
const png = Buffer.from("iVBORw0KGgo=", "base64");
const full: Draft = {
  ...plain,
  sender: { name: null, email: "vanthu@ninhbinh.gov.vn" },
  replyTo: [{ name: null, email: "vp@ninhbinh.gov.vn" }],
  cc: [{ name: 'Lê "B", C', email: "b@x.vn" }],
  html: '<p>Kính gửi <b>Sở</b></p><img src="cid:logo@x">',
  files: [
    { name: "logo.png", type: "image/png", content: png, cid: "logo@x" },
    { name: "Công văn số 12 – bản chính.pdf", type: "application/pdf", content: Buffer.from("%PDF-1.7\n\xff") },
    { name: null, type: "message/rfc822", content: Buffer.from("Subject: cũ\n\nthân\n") },
  ],
  inReplyTo: ["0@x.vn"],
  references: ["a@x.vn", "<bad>", "0@x.vn"],
  headers: [{ name: "X-Priority", value: "1" }],
};

/** What every message on the wire must be (RFC 5322 §2.1.1, §2.3). */
function assertWire(bytes: Buffer): void {
  const text = bytes.toString("latin1");
  assert.doesNotMatch(text, /[^\r]\n|\r(?!\n)|\0/);
  for (const line of text.split("\r\n")) assert.ok(line.length <= 998);
}

describe("compose", () => {
  it("writes a plain message, the same each time", () => {
    const bytes = composeMessage(plain, false);
    assert.deepEqual(composeMessage(plain, false), bytes);
    assert.equal(
      bytes.toString(),
      [
        "From: =?UTF-8?B?Tmd1eeG7hW4gVsSDbiBBbg==?= <an@ninhbinh.gov.vn>",
        "To: =?UTF-8?B?U+G7nyBLSCZDTg==?= <skhcn@ninhbinh.gov.vn>",
        "Subject: =?UTF-8?B?Vi92IHRyaeG7g24ga2hhaSBr4bq/IGhv4bqhY2g=?=",
        "Date: Mon, 16 Feb 2026 08:30:00 +0700",
        "Message-ID: <1@ninhbinh.gov.vn>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        "S8OtbmggZ+G7rWkgU+G7nywNCg0KVHLDom4gdHLhu41uZy4=",
      ].join("\r\n"),
    );
  });

  it("comes back from our own reading", () => {
    const bytes = composeMessage(full, true);
    assertWire(bytes);
    const meta = describeMessage(bytes);
    const tree = [...eachPart(meta.root)].map((p) => `${p.path} ${p.type}/${p.subtype}`);
    assert.deepEqual(tree, [
      " multipart/mixed",
      "1 multipart/alternative",
      "1.1 text/plain",
      "1.2 multipart/related",
      "1.2.1 text/html",
      "1.2.2 image/png",
      "2 application/pdf",
      "3 message/rfc822",
    ]);
    assert.equal(meta.subject, full.subject);
    assert.deepEqual(meta.cc?.map(emailAddress), full.cc);
    assert.deepEqual(meta.bcc, full.bcc);
    assert.deepEqual(meta.references, ["a@x.vn", "0@x.vn"]);
    assert.equal(meta.sentAt, "2026-02-16T08:30:00+07:00");
    assert.equal(meta.importance, "high");
    assert.deepEqual(meta.attachmentNames, ["Công văn số 12 – bản chính.pdf"]);
    const [alternative, pdf, inner] = meta.root.children;
    assert.equal(bodyValue(bytes, alternative?.children[0] as never).value, full.text);
    assert.deepEqual(partBytes(bytes, pdf as never), full.files[1]?.content);
    assert.equal(inner?.message?.envelope.subject, "cũ");
  });

  it("leaves out Bcc unless asked", () => {
    assert.doesNotMatch(composeMessage(plain, false).toString(), /bcc|kin@/i);
    assert.match(composeMessage(plain, true).toString(), /^Bcc: kin@ninhbinh\.gov\.vn\r$/m);
  });

  const bodies: [string, string, string][] = [
    ["short ASCII", "hello\nworld", "7bit"],
    ["long lines", `${"word ".repeat(400)}`, "quoted-printable"],
    ["one long word", "x".repeat(5000), "quoted-printable"],
    ["few marks", `${"plain text and more of it, ".repeat(9)}à`, "quoted-printable"],
    ["Vietnamese", "Ủy ban nhân dân tỉnh đề nghị các sở", "base64"],
    ["lone line breaks", "a\rb\nc\r\nd", "7bit"],
    ["trailing spaces", "a=b  \nàc \t\nplain text in plenty, plain text in plenty", "quoted-printable"],
    ["a dot and From", ".\n..\nFrom x\n--=_\n", "7bit"],
    ["nothing", "", "7bit"],
    ["half a surrogate", "a\ud800b and some plain text to go with it", "quoted-printable"],
  ];
  for (const [name, text, encoding] of bodies)
    it(`text: ${name}`, () => {
      const bytes = composeMessage({ ...plain, text }, false);
      assertWire(bytes);
      const { root } = describeMessage(bytes);
      assert.equal(root.encoding, encoding);
      assert.equal(
        bodyValue(bytes, root).value,
        text
          .replace(/\r\n|\r/g, "\n")
          .normalize("NFC")
          .toWellFormed(),
      );
    });

  it("keeps octets of files of every length", () => {
    for (const size of [0, 1, 56, 57, 58, 114, 57 * 1024 - 1, 57 * 1024, 57 * 1024 + 1, 200_000]) {
      const content = Buffer.from(Array.from({ length: size }, (_, i) => (i * 31) & 255));
      const bytes = composeMessage({ ...plain, files: [{ name: "a", type: "application/x", content }] }, false);
      assertWire(bytes);
      const part = describeMessage(bytes).root.children[1];
      assert.deepEqual(partBytes(bytes, part as never), content);
    }
  });

  it("never uses a boundary that a part holds", () => {
    const first = composeMessage(
      { ...plain, files: [{ name: "a", type: "message/rfc822", content: Buffer.from("A: b\r\n\r\n") }] },
      false,
    );
    const boundary = describeMessage(first).root.params.boundary;
    const content = Buffer.from(`Subject: x\r\n\r\n--${boundary}\r\n\r\ntrap\r\n--${boundary}--\r\n`);
    const root = describeMessage(
      composeMessage({ ...plain, files: [{ name: "a", type: "message/rfc822", content }] }, false),
    ).root;
    assert.equal(root.children.length, 2);
    assert.notEqual(root.params.boundary, boundary);
  });

  it("says 8bit around an enclosed message that is", () => {
    const content = Buffer.from("Subject: cũ\r\n\r\nthân\r\n");
    const text = composeMessage(
      { ...plain, files: [{ name: null, type: "message/rfc822", content }] },
      false,
    ).toString();
    assert.equal(text.match(/^Content-Transfer-Encoding: 8bit\r$/gm)?.length, 2);
  });

  it("lets nothing slip into the header", () => {
    const text = composeMessage(
      {
        ...plain,
        subject: "a\r\nBcc: x@y\r\n\r\nbody",
        from: [{ name: "n\r\nX-Evil: 1", email: "a@b" }],
        files: [{ name: 'f"\r\nX-Evil: 2', type: "a/b", content: png, cid: "c" }],
      },
      false,
    ).toString();
    assert.doesNotMatch(text, /^(X-Evil|Bcc)/m);
    for (const broken of [
      { ...plain, headers: [{ name: "X", value: "a\r\nBcc: b" }] },
      { ...plain, messageId: "a>\r\nX: y" },
      { ...plain, files: [{ name: null, type: "text/plain\r\nX: y", content: png }] },
      { ...plain, files: [{ name: null, type: "a/b", content: png, cid: "c>\r\nX: y" }] },
    ])
      assert.throws(() => composeMessage(broken, false), RangeError);
  });

  it("writes any tree with given fields", () => {
    const bytes = composeTree(
      [
        { name: "Subject", value: "x" },
        { name: "Content-Type", value: "text/evil" },
      ],
      {
        type: "Multipart/Mixed",
        children: [
          {
            type: "text/calendar",
            params: { method: "REQUEST" },
            content: "BEGIN:VCALENDAR",
            language: ["vi"],
            location: "x.ics",
          },
          { type: "text/html", content: "<p>", headers: [{ name: "X-A", value: "1" }], disposition: "inline" },
        ],
      },
    );
    const { root } = describeMessage(bytes);
    assert.deepEqual(
      root.children.map((c) => [c.subtype, c.params, c.language, c.location, c.disposition?.type]),
      [
        ["calendar", { method: "REQUEST", charset: "utf-8" }, ["vi"], "x.ics", undefined],
        ["html", { charset: "utf-8" }, undefined, undefined, "inline"],
      ],
    );
    assert.match(bytes.toString(), /\r\nX-A: 1\r\n/);
    assert.throws(() => composeTree([], { type: "multipart/mixed", children: [] }), RangeError);
  });
});

import assert from "node:assert/strict";
import { composeMessage, type Draft } from "@congthu/server/mime/compose";
import { simpleParser } from "mailparser";

const png = Buffer.from("iVBORw0KGgo=", "base64");
const draft: Draft = {
  from: [{ name: "Nguyễn Văn An", email: "an@ninhbinh.gov.vn" }],
  to: [{ name: 'Sở "KH&CN", Ninh Bình', email: "skhcn@ninhbinh.gov.vn" }],
  cc: [{ name: null, email: "b@x.vn" }],
  bcc: [],
  subject: "V/v triển khai kế hoạch ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước năm 2026",
  text: "Kính gửi Sở,\n\nTrân trọng.",
  html: '<p>Kính gửi <b>Sở</b></p><img src="cid:logo@x">',
  files: [
    { name: "logo.png", type: "image/png", content: png, cid: "logo@x" },
    { name: "Công văn số 12 – bản chính.pdf", type: "application/pdf", content: Buffer.from("%PDF-1.7\n\xff") },
    { name: `${"Tờ trình rất dài ".repeat(12)}.docx`, type: "application/x", content: Buffer.alloc(0) },
    { name: null, type: "message/rfc822", content: Buffer.from("Subject: cũ\n\nthân\n") },
  ],
  messageId: "1@ninhbinh.gov.vn",
  inReplyTo: ["0@x.vn"],
  references: ["a@x.vn", "0@x.vn"],
  date: Date.UTC(2026, 1, 16, 1, 30),
};

describe("golden: what is composed, as mailparser reads it", () => {
  it("is the same message", async () => {
    const mail = await simpleParser(composeMessage(draft, false));
    assert.equal(mail.subject, draft.subject);
    assert.deepEqual(mail.from?.value, [{ name: "Nguyễn Văn An", address: "an@ninhbinh.gov.vn" }]);
    assert.deepEqual([mail.to].flat()[0]?.value, [{ name: 'Sở "KH&CN", Ninh Bình', address: "skhcn@ninhbinh.gov.vn" }]);
    assert.equal(mail.text?.trim(), draft.text);
    assert.match(mail.html || "", /Kính gửi <b>Sở<\/b>/);
    assert.equal(mail.date?.getTime(), draft.date);
    assert.equal(mail.messageId, "<1@ninhbinh.gov.vn>");
    assert.deepEqual(mail.references, ["<a@x.vn>", "<0@x.vn>"]);
    assert.deepEqual(
      mail.attachments.map((a) => [a.filename, a.contentType, a.cid, a.related ?? false, a.size]),
      draft.files.map((f) => [
        f.name ?? undefined,
        f.type,
        f.cid,
        f.cid !== undefined,
        Buffer.from(f.name === null ? "Subject: cũ\r\n\r\nthân\r\n" : f.content).length,
      ]),
    );
  });
});

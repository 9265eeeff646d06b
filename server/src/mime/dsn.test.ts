import assert from "node:assert/strict";
import { describeMessage } from "./describe.ts";
import { composeDsn, type DsnReport } from "./dsn.ts";
import { statusReason } from "./dsn-text.ts";
import { parseDeliveryReport } from "./parse-report.ts";
import { bodyValue } from "./text.ts";

const original = Buffer.from(
  "From: an@ninhbinh.gov.vn\r\nSubject: =?UTF-8?B?Q8O0bmcgdsSDbg==?=\r\nMessage-ID: <1@ninhbinh.gov.vn>\r\nDate: Mon, 16 Feb 2026 08:30:00 +0700\r\n\r\nNội dung\r\n",
);
const report: DsnReport = {
  from: { name: "Hệ thống thư", email: "postmaster@ninhbinh.gov.vn" },
  to: "an@ninhbinh.gov.vn",
  reportingMta: "mail.ninhbinh.gov.vn",
  recipients: [
    {
      address: "khong-co@b.vn",
      action: "failed",
      status: "5.1.1",
      originalRecipient: "rfc822;khong-co@b.vn",
      remoteMta: "mx.b.vn",
      diagnostic: "550 5.1.1 no such\r\n user\xe9",
      lastAttempt: Date.UTC(2026, 1, 16, 1, 31),
    },
    { address: "cham@c.vn", action: "delayed", status: "4.4.1", retryUntil: Date.UTC(2026, 1, 21, 1, 30) },
    { address: "thư@d.vn", action: "relayed", status: "2.0.0" },
  ],
  envelopeId: "QQ314159",
  arrivedAt: Date.UTC(2026, 1, 16, 1, 30),
  original,
  returnFull: false,
  messageId: "dsn1@ninhbinh.gov.vn",
  date: Date.UTC(2026, 1, 16, 1, 32),
};

describe("delivery status notifications", () => {
  const bytes = composeDsn(report);
  const meta = describeMessage(bytes);

  it("have the form of RFC 3464 §2", () => {
    assert.equal(meta.root.subtype, "report");
    assert.equal(meta.root.params["report-type"], "delivery-status");
    assert.deepEqual(
      meta.root.children.map((c) => `${c.type}/${c.subtype} ${c.encoding}`),
      ["text/plain base64", "message/delivery-status 7bit", "text/rfc822-headers 7bit"],
    );
    const [, status, header] = meta.root.children;
    assert.equal(
      bytes.toString("latin1", status?.bodyStart, status?.bodyEnd),
      [
        "Original-Envelope-Id: QQ314159",
        "Reporting-MTA: dns; mail.ninhbinh.gov.vn",
        "Arrival-Date: Mon, 16 Feb 2026 08:30:00 +0700",
        "",
        "Original-Recipient: rfc822;khong-co@b.vn",
        "Final-Recipient: rfc822; khong-co@b.vn",
        "Action: failed",
        "Status: 5.1.1",
        "Remote-MTA: dns; mx.b.vn",
        "Diagnostic-Code: smtp; 550 5.1.1 no such user?",
        "Last-Attempt-Date: Mon, 16 Feb 2026 08:31:00 +0700",
        "",
        "Final-Recipient: rfc822; cham@c.vn",
        "Action: delayed",
        "Status: 4.4.1",
        "Will-Retry-Until: Sat, 21 Feb 2026 08:30:00 +0700",
        "",
        "Final-Recipient: utf-8; th\\x{1B0}@d.vn",
        "Action: relayed",
        "Status: 2.0.0",
        "",
      ].join("\r\n"),
    );
    assert.equal(
      bytes.toString("utf8", header?.bodyStart, header?.bodyEnd),
      original.toString("utf8", 0, original.indexOf("\r\n\r\n") + 4),
    );
  });

  it("speak Vietnamese, then English", () => {
    assert.equal(meta.subject, "Không chuyển được thư (Undelivered): Công văn");
    assert.equal(meta.autoSubmitted, "auto-replied");
    assert.ok(meta.isAutomatic);
    assert.deepEqual(meta.references, ["1@ninhbinh.gov.vn"]);
    const text = bodyValue(bytes, meta.root.children[0] as never).value;
    assert.ok(text.indexOf("không chuyển được") < text.indexOf("could not be delivered"));
    assert.match(text, /Không có địa chỉ này tại máy chủ nhận\. \(5\.1\.1\)/);
    assert.match(text, /mx\.b\.vn trả lời: 550 5\.1\.1 no such user/);
    assert.match(text, /Thử đến: 21\/02\/2026 08:30/);
    assert.match(text, /Chủ đề: Công văn\nGửi lúc: 16\/02\/2026 08:30\nMã thư: <1@ninhbinh\.gov\.vn>/);
  });

  it("come back when read", () => {
    const read = parseDeliveryReport(bytes, meta.root);
    assert.equal(read?.envelopeId, "QQ314159");
    assert.equal(read?.reportingMta, "mail.ninhbinh.gov.vn");
    assert.deepEqual(
      read?.recipients.map((r) => [r.finalRecipient, r.action, r.status]),
      [
        ["khong-co@b.vn", "failed", "5.1.1"],
        ["cham@c.vn", "delayed", "4.4.1"],
        ["thư@d.vn", "relayed", "2.0.0"],
      ],
    );
    assert.equal(parseDeliveryReport(original, describeMessage(original).root), null);
  });

  it("return the whole message when asked", () => {
    const whole = composeDsn({ ...report, returnFull: true });
    const part = describeMessage(whole).root.children[2];
    assert.equal(part?.message?.envelope.subject, "Công văn");
    assert.equal(whole.toString("utf8", part?.bodyStart, part?.bodyEnd), original.toString());
  });

  it("take any original", () => {
    for (const odd of ["", "no header", "Subject: x", "Message-ID: <a\x01b>\r\nSubject: \xff\r\n\r\n", "\r\n\r\n"]) {
      const odder = Buffer.from(odd, "latin1");
      for (const returnFull of [true, false]) describeMessage(composeDsn({ ...report, original: odder, returnFull }));
    }
  });

  const reasons: [string, string][] = [
    ["5.2.2", "Hộp thư của người nhận đã đầy."],
    ["4.2.9", "Hộp thư của người nhận chưa nhận được thư."],
    ["5.0.0", "Máy chủ nhận từ chối thư."],
    ["", "Máy chủ nhận từ chối thư."],
  ];
  for (const [status, text] of reasons)
    it(`explain ${status}`, () => {
      assert.equal(statusReason(status, "vi"), text);
    });
});

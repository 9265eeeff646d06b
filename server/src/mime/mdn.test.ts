import assert from "node:assert/strict";
import { describeMessage } from "./describe.ts";
import { composeMdn, type MdnReport } from "./mdn.ts";
import { parseReadReceipt } from "./parse-report.ts";
import { bodyValue } from "./text.ts";

const report: MdnReport = {
  from: { name: "Trần Thị Bình", email: "binh@ninhbinh.gov.vn" },
  to: [{ name: null, email: "an@x.vn" }],
  disposition: { actionMode: "manual-action", sendingMode: "mdn-sent-manually", type: "displayed" },
  reportingUa: "Công Thư",
  original: Buffer.from("Subject: Họp\r\nMessage-ID: <1@x.vn>\r\nDate: Mon, 16 Feb 2026 08:30:00 +0700\r\n\r\nx"),
  messageId: "mdn1@ninhbinh.gov.vn",
  date: Date.UTC(2026, 1, 16, 2),
};

describe("read receipts (RFC 8098)", () => {
  it("have the form of §3 and come back when read", () => {
    const bytes = composeMdn(report);
    const meta = describeMessage(bytes);
    assert.equal(meta.root.params["report-type"], "disposition-notification");
    assert.deepEqual(meta.inReplyTo, ["1@x.vn"]);
    assert.equal(meta.receiptTo, null);
    assert.equal(meta.autoSubmitted, null);
    const [text, fields] = meta.root.children;
    assert.match(
      bodyValue(bytes, text as never).value,
      /^Thư "Họp" gửi lúc 16\/02\/2026 08:30 đến binh@ninhbinh\.gov\.vn đã được mở xem/,
    );
    assert.equal(
      bytes.toString("latin1", fields?.bodyStart, fields?.bodyEnd),
      [
        "Reporting-UA: C?ng Th?",
        "Final-Recipient: rfc822; binh@ninhbinh.gov.vn",
        "Original-Message-ID: <1@x.vn>",
        "Disposition: manual-action/mdn-sent-manually; displayed",
        "",
      ].join("\r\n"),
    );
    assert.deepEqual(parseReadReceipt(bytes, meta.root), {
      finalRecipient: "binh@ninhbinh.gov.vn",
      originalRecipient: null,
      originalMessageId: "1@x.vn",
      reportingUa: "C?ng Th?",
      actionMode: "manual-action",
      sendingMode: "mdn-sent-manually",
      type: "displayed",
    });
  });

  it("say so when nobody had a hand in it", () => {
    const disposition = {
      actionMode: "automatic-action",
      sendingMode: "mdn-sent-automatically",
      type: "processed",
    } as const;
    assert.equal(describeMessage(composeMdn({ ...report, disposition })).autoSubmitted, "auto-replied");
  });

  it("do without a Message-ID of the original", () => {
    const meta = describeMessage(composeMdn({ ...report, original: Buffer.from("Subject: x\r\n\r\n") }));
    assert.equal(meta.inReplyTo, null);
  });

  it("other messages are no receipts", () => {
    for (const text of [
      "",
      "Content-Type: multipart/report\r\n\r\n",
      "Subject: x\r\n\r\nDisposition: a/b; displayed",
    ]) {
      assert.equal(parseReadReceipt(Buffer.from(text), describeMessage(Buffer.from(text)).root), null);
    }
  });
});

import assert from "node:assert/strict";
import { describeMessage } from "./describe.ts";

const of = (text: string | Buffer) => describeMessage(Buffer.from(text));

describe("describeMessage", () => {
  it("reads a Vietnamese message", () => {
    const meta = of(
      [
        "From: =?UTF-8?B?Tmd1eeG7hW4gVsSDbiBBbg==?= <an@ninhbinh.gov.vn>",
        'To: "Trần Thị Bình" <binh@x.vn>, =?utf-8?q?nh=C3=B3m?=: c@x.vn, D <d@x.vn>;, e@x.vn',
        "Subject: Re: =?UTF-8?Q?V=C4=83n_b=E1=BA?= =?UTF-8?Q?=A3n?= (fwd)",
        "Date: Mon, 16 Feb 2026 08:30:00 +0700",
        "Message-ID: <1@x.vn>",
        "In-Reply-To: <0@x.vn> (thư cũ)",
        "References: <a@x.vn>\r\n <0@x.vn>",
        "Importance: High",
        "Disposition-Notification-To: an@ninhbinh.gov.vn",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "> trích\r\nKính gửi  Ủy ban,",
      ].join("\r\n"),
    );
    const { root, ...rest } = meta;
    assert.equal(root.path, "1");
    assert.deepEqual(rest, {
      v: 1,
      size: meta.size,
      date: "Mon, 16 Feb 2026 08:30:00 +0700",
      sentAt: "2026-02-16T08:30:00+07:00",
      subject: "Re: Văn bản (fwd)",
      rawSubject: "Re: =?UTF-8?Q?V=C4=83n_b=E1=BA?= =?UTF-8?Q?=A3n?= (fwd)",
      baseSubject: "Văn bản",
      from: [{ name: "Nguyễn Văn An", raw: "=?UTF-8?B?Tmd1eeG7hW4gVsSDbiBBbg==?=", email: "an@ninhbinh.gov.vn" }],
      sender: null,
      replyTo: null,
      to: [
        { name: "Trần Thị Bình", email: "binh@x.vn" },
        { name: null, email: "c@x.vn" },
        { name: "D", email: "d@x.vn" },
        { name: null, email: "e@x.vn" },
      ],
      cc: null,
      bcc: null,
      groups: { to: [{ name: "nhóm", raw: "=?utf-8?q?nh=C3=B3m?=", from: 1, to: 3 }] },
      messageId: ["1@x.vn"],
      inReplyTo: ["0@x.vn"],
      rawInReplyTo: "<0@x.vn> (thư cũ)",
      references: ["a@x.vn", "0@x.vn"],
      hasAttachment: false,
      attachmentNames: [],
      preview: "Kính gửi Ủy ban,",
      listId: null,
      autoSubmitted: null,
      precedence: null,
      isAutomatic: false,
      importance: "high",
      receiptTo: [{ name: null, email: "an@ninhbinh.gov.vn" }],
    });
  });

  it("survives JSON and any octets", () => {
    for (const input of ["", "\0\0\0", "\r\n\r\n", "From", ": x\n: y\n\n", "\xff\xfe".repeat(50)]) {
      const meta = of(Buffer.from(input, "latin1"));
      assert.deepEqual(JSON.parse(JSON.stringify(meta)), meta);
    }
  });

  it("stays small for messages that are not", () => {
    const many = `${"a,".repeat(600_000)}\r\n`;
    for (const text of [
      `Subject: ${"x".repeat(1_000_000)}\r\n\r\n`,
      `To: ${many}\r\n`,
      `References: ${"<a@b>".repeat(200_000)}\r\n\r\n`,
      `Content-Type: text/plain; name="${"n".repeat(1_000_000)}"\r\n\r\n`,
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\nContent-Type: message/rfc822\r\n\r\nTo: ${"a,".repeat(1_000)}\r\n\r\n\r\n`.repeat(900)}`,
    ])
      assert.ok(JSON.stringify(of(text)).length < 1_000_000);
  });

  it("reads header octets in the message's own charset when they are not UTF-8", () => {
    const text = Buffer.from("Subject: H\xe0 N\xf4i\nContent-Type: text/plain; charset=windows-1252\n\nx", "latin1");
    assert.equal(of(text).subject, "Hà Nôi");
    assert.equal(of(Buffer.from("Subject: H\xe0\n\n", "latin1")).subject, "H\ufffd");
  });

  const part = (headers: string, body = "x") => `--b\n${headers}\n\n${body}\n`;
  const attachments: [string, string, boolean, string[]][] = [
    ["none", "Content-Type: text/plain\n\nx", false, []],
    [
      "a file with an encoded name",
      `Content-Type: multipart/mixed; boundary=b\n\n${part("")}${part("Content-Type: application/pdf; name==?utf-8?q?c=C3=B4ng_v=C4=83n.pdf?=")}--b--`,
      true,
      ["công văn.pdf"],
    ],
    [
      "a picture of the HTML",
      `Content-Type: multipart/related; boundary=b\n\n${part("Content-Type: text/html")}${part("Content-Type: image/png; name=logo.png\nContent-ID: <l@x>")}--b--`,
      false,
      [],
    ],
    [
      "an inline file of Apple Mail",
      `Content-Type: multipart/mixed; boundary=b\n\n${part("")}${part("Content-Type: application/pdf\nContent-Disposition: inline; filename=a.pdf")}--b--`,
      true,
      ["a.pdf"],
    ],
    [
      "a photo of a telephone",
      `Content-Type: multipart/mixed; boundary=b\n\n${part("")}${part("Content-Type: image/jpeg; name=IMG_1.JPG\nContent-Disposition: inline; filename=IMG_1.JPG")}--b--`,
      true,
      ["IMG_1.JPG"],
    ],
    [
      "a logo of the HTML that lies outside of related",
      `Content-Type: multipart/mixed; boundary=b\n\n${part("Content-Type: text/html")}${part("Content-Type: image/png; name=l.png\nContent-ID: <l@x>\nContent-Disposition: inline")}--b--`,
      false,
      [],
    ],
    [
      "a signature",
      `Content-Type: multipart/signed; boundary=b\n\n${part("")}${part("Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s")}--b--`,
      false,
      [],
    ],
    [
      "an invitation beside its text",
      `Content-Type: multipart/alternative; boundary=b\n\n${part("")}${part("Content-Type: text/calendar; method=REQUEST")}--b--`,
      false,
      [],
    ],
    [
      "a forwarded message",
      `Content-Type: multipart/mixed; boundary=b\n\n${part("")}${part("Content-Type: message/rfc822", "Subject: s\n\nx")}--b--`,
      true,
      [],
    ],
  ];
  for (const [name, text, has, names] of attachments)
    it(`attachments: ${name}`, () => {
      const meta = of(text);
      assert.deepEqual([meta.hasAttachment, meta.attachmentNames], [has, names]);
    });

  const automatic: [string, boolean][] = [
    ["Subject: x", false],
    ["Auto-Submitted: no", false],
    ["Auto-Submitted: auto-replied (vacation)", true],
    ["Precedence: Bulk", true],
    ["Precedence: first-class", false],
    ["List-Id: Nhóm <nhom.x.vn>", true],
    ["X-Auto-Response-Suppress: DR, OOF", true],
  ];
  for (const [header, expected] of automatic)
    it(`automatic: ${header}`, () => {
      assert.equal(of(`${header}\n\n`).isAutomatic, expected);
    });
  it("takes the identifier of a list", () => {
    assert.equal(of("List-Id: Nhóm <nhom.x.vn>\n\n").listId, "nhom.x.vn");
  });
});

import assert from "node:assert/strict";
import { describeMessage } from "./describe.ts";
import {
  printBody,
  printBodyStructure,
  printEnvelope,
  type SectionText,
  sectionRange,
  selectFields,
  type TextMode,
} from "./imap-structure.ts";

const meta = (...lines: string[]) => describeMessage(Buffer.from(lines.join("\r\n")));

describe("ENVELOPE", () => {
  const user = '((NIL NIL "user" "domain"))';
  const cases: [string, string[], TextMode, string][] = [
    [
      "all fields (RFC 9051 §7.5.2)",
      [
        "Message-ID: <msg@id>",
        "In-Reply-To: <reply@to.id>",
        "Date: Sat, 01 Feb 2007 01:02:03 +0200",
        "Subject: subject header",
        "From: From Real <from@a.org>",
        "Sender: Sender Real <sender@b.org>",
        "Reply-To: <reply@c.org>",
        "To: x@d.org",
        "Cc: cc@e.org",
        "Bcc: bcc@f.org",
        "",
      ],
      "ascii",
      '("Sat, 01 Feb 2007 01:02:03 +0200" "subject header" (("From Real" NIL "from" "a.org")) (("Sender Real" NIL "sender" "b.org"))' +
        ' ((NIL NIL "reply" "c.org")) ((NIL NIL "x" "d.org")) ((NIL NIL "cc" "e.org")) ((NIL NIL "bcc" "f.org")) "<reply@to.id>" "<msg@id>")',
    ],
    ["only From", ["From: user@domain", ""], "ascii", `(NIL NIL ${user} ${user} ${user} NIL NIL NIL NIL NIL)`],
    [
      "empty fields",
      ["Subject:", "From: user@domain", "Sender: ", "Reply-To:", "To: ", ""],
      "ascii",
      `(NIL "" ${user} ${user} ${user} NIL NIL NIL NIL NIL)`,
    ],
    [
      "groups, a comment as name, a route",
      ["To: g: a@b.c, d@e.f;, x@y.z, leer:;", "Cc: user@domain (Real Name)", "Bcc: <@route:user@domain>", ""],
      "ascii",
      '(NIL NIL NIL NIL NIL ((NIL NIL "g" NIL)(NIL NIL "a" "b.c")(NIL NIL "d" "e.f")(NIL NIL NIL NIL)(NIL NIL "x" "y.z")(NIL NIL "leer" NIL)(NIL NIL NIL NIL))' +
        ' (("Real Name" NIL "user" "domain")) ((NIL "@route" "user" "domain")) NIL NIL)',
    ],
    [
      "quotes and quoted local parts",
      ['Cc: "a \\"b\\" c" <"x y"@d.e>, undisclosed', ""],
      "ascii",
      '(NIL NIL NIL NIL NIL NIL (("a \\"b\\" c" NIL "x y" "d.e")(NIL NIL "undisclosed" "")) NIL NIL NIL)',
    ],
    [
      "encoded words stay, UTF-8 is encoded for an ASCII session",
      ["Subject: Công văn", "Cc: =?utf-8?q?L=C3=AA?= <a@b>", ""],
      "ascii",
      '(NIL "=?UTF-8?B?Q8O0bmcgdsSDbg==?=" NIL NIL NIL NIL (("=?utf-8?q?L=C3=AA?=" NIL "a" "b")) NIL NIL NIL)',
    ],
    ["UTF-8 as it is", ["Subject: Công văn", ""], "utf8", '(NIL "Công văn" NIL NIL NIL NIL NIL NIL NIL NIL)'],
    ["a broken Message-ID", ["Message-ID: abc", ""], "utf8", '(NIL NIL NIL NIL NIL NIL NIL NIL NIL "abc")'],
  ];
  for (const [name, lines, mode, expected] of cases)
    it(name, () => {
      assert.equal(printEnvelope(meta(...lines), mode), expected);
    });
});

describe("BODYSTRUCTURE", () => {
  const cases: [string, string[], string, string][] = [
    [
      "plain text",
      ["", "body", ""],
      '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 6 1 NIL NIL NIL NIL)',
      '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 6 1)',
    ],
    [
      "multipart",
      [
        'Content-Type: multipart/mixed; boundary="foo\r\n bar"',
        "",
        "--foo bar",
        'Content-Type: text/x-myown; charset=us-ascii; foo="quoted\\"string"',
        "Content-ID: <foo@example.com>",
        "Content-MD5: Q2hlY2s=",
        "Content-Disposition: inline; foo=bar",
        "Content-Description: hello",
        "Content-Language: en, fi",
        "Content-Location: http://x.vn/",
        "",
        "hello",
        "",
        "--foo bar",
        "Content-Type: application/pdf; name*=UTF-8''b%C3%A1o%20c.pdf",
        "Content-Transfer-Encoding: base64",
        "",
        "AA==",
        "--foo bar--",
      ],
      '(("text" "x-myown" ("charset" "us-ascii" "foo" "quoted\\"string") "<foo@example.com>" "hello" "7bit" 7 1 "Q2hlY2s="' +
        ' ("inline" ("foo" "bar")) ("en" "fi") "http://x.vn/")' +
        '("application" "pdf" ("name*" "UTF-8\'\'b%C3%A1o%20c.pdf") NIL NIL "base64" 4 NIL NIL NIL NIL)' +
        ' "mixed" ("boundary" "foo bar") NIL NIL NIL)',
      '(("text" "x-myown" ("charset" "us-ascii" "foo" "quoted\\"string") "<foo@example.com>" "hello" "7bit" 7 1)' +
        '("application" "pdf" ("name*" "UTF-8\'\'b%C3%A1o%20c.pdf") NIL NIL "base64" 4) "mixed")',
    ],
    [
      "a message in the message",
      ["Content-Type: message/rfc822", "", "Subject: s", "", "x", ""],
      '("message" "rfc822" NIL NIL NIL "7bit" 17 (NIL "s" NIL NIL NIL NIL NIL NIL NIL NIL)' +
        ' ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3 1 NIL NIL NIL NIL) 3 NIL NIL NIL NIL)',
      '("message" "rfc822" NIL NIL NIL "7bit" 17 (NIL "s" NIL NIL NIL NIL NIL NIL NIL NIL)' +
        ' ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3 1) 3)',
    ],
    [
      "a message behind an encoding",
      ["Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", "AA=="],
      '("application" "octet-stream" NIL NIL NIL "base64" 4 NIL NIL NIL NIL)',
      '("application" "octet-stream" NIL NIL NIL "base64" 4)',
    ],
  ];
  for (const [name, lines, structure, body] of cases)
    it(name, () => {
      const { root } = meta(...lines);
      assert.equal(printBodyStructure(root, "ascii"), structure);
      assert.equal(printBody(root, "ascii"), body);
    });

  it("puts text beyond ASCII into literals whose size is in octets", () => {
    const { root } = meta("Content-Type: text/plain; charset=utf-8; name=báo", "", "");
    assert.match(printBody(root, "ascii"), /"name" \{4\}\r\nbáo\)/);
    assert.match(printBody(root, "utf8"), /"name" "báo"\)/);
  });
});

describe("sections", () => {
  const inner =
    "Subject: in\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\npre\r\n--i\r\n\r\nA\r\n--i\r\nX: y\r\n\r\nB\r\n--i--\r\nepi";
  const text = `Subject: out\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nfirst\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--o--\r\n`;
  const bytes = Buffer.from(text);
  const { root } = describeMessage(bytes);
  const body = text.slice(text.indexOf("\r\n\r\n") + 4);
  const cases: [string, SectionText, string | null, boolean][] = [
    ["", "", text, true],
    ["", "HEADER", text.slice(0, text.indexOf("\r\n\r\n") + 4), true],
    ["", "TEXT", body, false],
    ["", "MIME", null, false],
    ["1", "", "first", false],
    ["1", "MIME", "\r\n", false],
    ["1", "HEADER", null, false],
    ["1", "TEXT", null, false],
    ["2", "", inner, false],
    ["2", "MIME", "Content-Type: message/rfc822\r\n\r\n", false],
    ["2", "HEADER", inner.slice(0, inner.indexOf("\r\n\r\n") + 4), false],
    ["2", "TEXT", inner.slice(inner.indexOf("\r\n\r\n") + 4), false],
    ["2.1", "", "A", false],
    ["2.2", "", "B", false],
    ["2.2", "MIME", "X: y\r\n\r\n", false],
    ["2.3", "", null, false],
    ["3", "", null, false],
  ];
  for (const [path, what, expected, withPrefix] of cases)
    it(`${path}.${what}`, () => {
      const range = sectionRange(root, path, what);
      assert.equal(range && bytes.toString("latin1", range.start, range.end), expected);
      assert.equal(range?.withPrefix ?? false, withPrefix);
    });

  it("part 1 of a message that is no multipart is its body, its MIME header the message's", () => {
    const single = Buffer.from("Subject: s\r\n\r\nx");
    const part = describeMessage(single).root;
    assert.deepEqual(sectionRange(part, "1", ""), { start: 14, end: 15, withPrefix: false });
    assert.deepEqual(sectionRange(part, "1", "MIME"), { start: 0, end: 14, withPrefix: true });
  });

  const header = "From: a\r\nTO: b\r\n c\r\nsubject: d\r\nTo: e\r\n\r\n";
  const fields: [string, string[], "only" | "except", string][] = [
    [header, ["to"], "only", "TO: b\r\n c\r\nTo: e\r\n\r\n"],
    [header, ["TO", "x"], "except", "From: a\r\nsubject: d\r\n\r\n"],
    [header, ["x"], "only", "\r\n"],
    ["From: a\nTo: b\n\n", ["to"], "only", "To: b\n\n"],
    ["From: a\r\nTo: b\r\n", ["to"], "only", "To: b\r\n"],
    ["", ["to"], "except", ""],
    ["\r\n", ["to"], "except", "\r\n"],
  ];
  for (const [input, names, which, expected] of fields)
    it(`${which} ${names} of ${JSON.stringify(input)}`, () => {
      assert.equal(selectFields(Buffer.from(input), names, which).toString(), expected);
    });
});

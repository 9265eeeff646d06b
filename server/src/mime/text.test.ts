import assert from "node:assert/strict";
import { parseStructure } from "./structure.ts";
import { bodyTextIn, bodyValue, octetsBefore, searchText } from "./text.ts";

const leaf = (type: string, body: string | Buffer, encoding = "8bit") => {
  const bytes = Buffer.concat([
    Buffer.from(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`),
    Buffer.from(body),
  ]);
  return [bytes, parseStructure(bytes)] as const;
};

describe("body values (RFC 8621 §4.1.4)", () => {
  const cases: [string, string, string | Buffer, string, number, [string, boolean, boolean]][] = [
    ["text, line ends", "text/plain; charset=utf-8", "Số 1\r\nSố 2\n", "8bit", 0, ["Số 1\nSố 2\n", false, false]],
    ["base64", "text/plain; charset=utf-8", "U+G7kSAx", "base64", 0, ["Số 1".normalize("NFC"), false, false]],
    [
      "broken octets",
      "text/plain; charset=utf-8",
      Buffer.from("a\xffb", "latin1"),
      "8bit",
      0,
      ["a\ufffdb", true, false],
    ],
    ["an unknown charset", "text/plain; charset=x-none", "abc", "8bit", 0, ["abc", true, false]],
    ["an unknown encoding", "text/plain", "abc", "x-uuencode", 0, ["abc", true, false]],
    [
      "HTML that names its charset",
      "text/html",
      Buffer.from('<meta charset="windows-1252">\xe0', "latin1"),
      "8bit",
      0,
      ['<meta charset="windows-1252">à', false, false],
    ],
    ["cut between characters", "text/plain; charset=utf-8", "ộộộ", "8bit", 7, ["ộộ", false, true]],
    ["exactly as long", "text/plain; charset=utf-8", "ộộ", "8bit", 6, ["ộộ", false, false]],
    ["not inside a tag", "text/html; charset=utf-8", "ab<a href=x>c</a>", "8bit", 8, ["ab", false, true]],
    ["after a tag", "text/html; charset=utf-8", "ab<b>c</b>", "8bit", 5, ["ab<b>", false, true]],
    ["UTF-16", "text/plain; charset=utf-16le", Buffer.from("Hà Nội", "utf16le"), "8bit", 3, ["Hà", false, true]],
  ];
  for (const [name, type, body, encoding, max, [value, isEncodingProblem, isTruncated]] of cases)
    it(name, () => {
      assert.deepEqual(bodyValue(...leaf(type, body, encoding), max), { value, isEncodingProblem, isTruncated });
    });

  it("cuts a long text without finding problems that the cut made", () => {
    for (const encoding of ["8bit", "base64"]) {
      const text = "ộ".repeat(100_000);
      const body = encoding === "8bit" ? text : Buffer.from(text).toString("base64");
      const cut = bodyValue(...leaf("text/plain; charset=utf-8", body, encoding), 1000);
      assert.deepEqual(cut, { value: "ộ".repeat(333), isEncodingProblem: false, isTruncated: true });
    }
  });

  it("reads in the charset the reader chooses", () => {
    assert.equal(
      bodyTextIn(...leaf("text/plain; charset=iso-8859-1", Buffer.from("C\xe9ng ho\xb5", "latin1")), "tcvn"),
      "Cộng hoà",
    );
  });
});

describe("search text", () => {
  it("takes each text once, attachments and inner messages too", () => {
    const bytes = Buffer.from(
      [
        "Content-Type: multipart/mixed; boundary=m",
        "",
        "--m",
        "Content-Type: multipart/alternative; boundary=a",
        "",
        "--a",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Kính gửi   Sở",
        "--a",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Kính gửi <b>Sở</b></p>",
        "--a--",
        "--m",
        "Content-Type: message/rfc822",
        "",
        "Subject: =?utf-8?q?b=C3=AAn_trong?=",
        "",
        "thư cũ",
        "--m",
        "Content-Type: text/csv; name=a.csv",
        "",
        "STT,Họ tên",
        "--m",
        "Content-Type: application/pdf",
        "",
        "%PDF",
        "--m--",
      ].join("\r\n"),
    );
    assert.equal(searchText(bytes, parseStructure(bytes), 10_000), "Kính gửi Sở\nbên trong\nthư cũ\nSTT,Họ tên");
    assert.equal(searchText(bytes, parseStructure(bytes), 8), "Kính gửi");
  });
});

describe("octets before a wrong guess on their way", () => {
  const cases: [string, Buffer, Buffer][] = [
    ["TCVN3 as Latin-1 as UTF-8", Buffer.from("Céng hoµ"), Buffer.from("Céng hoµ", "latin1")],
    ["TCVN3 itself", Buffer.from("Céng hoµ", "latin1"), Buffer.from("Céng hoµ", "latin1")],
    ["real Vietnamese", Buffer.from("Cộng hoà"), Buffer.from("Cộng hoà")],
    ["ASCII", Buffer.from("abc"), Buffer.from("abc")],
  ];
  for (const [name, given, before] of cases) it(name, () => assert.ok(octetsBefore(given).equals(before)));
});

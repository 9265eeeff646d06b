import assert from "node:assert/strict";
import { LIMITS } from "../lib/limits.ts";
import { eachPart, findPart, type Part, parseStructure } from "./structure.ts";

/** The tree as lines "path type/subtype body". */
function outline(text: string): string[] {
  const bytes = Buffer.from(text);
  const lines: string[] = [];
  const add = (part: Part) => {
    const body =
      part.children.length > 0 || part.message
        ? ""
        : ` ${JSON.stringify(bytes.toString("utf8", part.bodyStart, part.bodyEnd))}`;
    lines.push(`${part.path} ${part.type}/${part.subtype}${body}`);
    for (const child of part.children) add(child);
    if (part.message) add(part.message.root);
  };
  add(parseStructure(bytes));
  return lines;
}

const mixed = (boundary: string) => `Content-Type: multipart/mixed; boundary="${boundary}"\n\n`;

describe("structure", () => {
  const cases: [string, string, string[]][] = [
    ["nothing at all", "", ['1 text/plain ""']],
    ["no header", "\nhello\n", ['1 text/plain "hello\\n"']],
    ["header only", "Subject: x\n", ['1 text/plain ""']],
    ["CRLF", "Subject: x\r\n\r\nbody\r\n", ['1 text/plain "body\\r\\n"']],
    ["an unknown type", "Content-Type: nonsense\n\nx", ['1 text/plain "x"']],
    [
      "preamble, epilogue, padding after the delimiter",
      `${mixed("a b")}preamble\n--a b  \n\none\n--a b\nContent-Type: Image/PNG\n\ntwo\n--a b--\t\nepilogue\n--a b\n\nnot a part\n`,
      [" multipart/mixed", '1 text/plain "one"', '2 image/png "two"'],
    ],
    [
      "CRLF and empty parts",
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--b\r\n\r\n\r\n--b--\r\n",
      [" multipart/mixed", '1 text/plain ""', '2 text/plain ""'],
    ],
    [
      "a boundary that is the beginning of another",
      `${mixed("foo")}--foo\n${mixed("foobar")}--foobar\n\nin\n--foobar--\n\n--foo\n\nout\n--foo--\n`,
      [" multipart/mixed", "1 multipart/mixed", '1.1 text/plain "in"', '2 text/plain "out"'],
    ],
    [
      "an inner multipart that is not closed",
      `${mixed("out")}--out\n${mixed("in")}--in\n\n1\n--out\n\n2\n--out--\n`,
      [" multipart/mixed", "1 multipart/mixed", '1.1 text/plain "1"', '2 text/plain "2"'],
    ],
    [
      "the same boundary twice: the innermost has it",
      `${mixed("b")}--b\n${mixed("b")}--b\n\nin\n--b--\n--b\n\nout\n--b--\n`,
      [" multipart/mixed", "1 multipart/mixed", '1.1 text/plain "in"', '2 text/plain "out"'],
    ],
    [
      "an empty message in a message",
      `${mixed("b")}--b\nContent-Type: message/rfc822\n\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\n--b--\n`,
      [" multipart/mixed", "1 message/rfc822", '1.1 text/plain ""', "2 message/rfc822", '2.1 text/plain ""'],
    ],
    ["an outer multipart that is not closed", `${mixed("b")}--b\n\nrest`, [" multipart/mixed", '1 text/plain "rest"']],
    ["a missing boundary", "Content-Type: multipart/mixed\n\n--x\n\nt", ['1 text/plain "--x\\n\\nt"']],
    ["a boundary that never comes", `${mixed("nie")}text\n`, ['1 text/plain "text\\n"']],
    [
      "a part without blank line",
      `${mixed("b")}--b\nContent-Type: text/html\n--b\nno header here\n--b--`,
      [" multipart/mixed", '1 text/html ""', '2 text/plain "no header here"'],
    ],
    [
      "a digest and its default type",
      "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: s\n\none\n--d\nContent-Type: text/plain\n\ntwo\n--d--\n",
      [" multipart/digest", "1 message/rfc822", '1.1 text/plain "one"', '2 text/plain "two"'],
    ],
    [
      "a message in a message",
      `Content-Type: message/rfc822\n\nSubject: s\n${mixed("b")}--b\n\none\n--b\nContent-Type: message/rfc822\n\nSubject: t\n\ntwo\n--b--\n`,
      ["1 message/rfc822", "1 multipart/mixed", '1.1 text/plain "one"', "1.2 message/rfc822", '1.2.1 text/plain "two"'],
    ],
    [
      "an encoded message, which stays closed",
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDo=",
      ['1 message/rfc822 "U3ViamVjdDo="'],
    ],
    [
      "a folded boundary and a comment",
      'Content-Type: multipart/mixed (what);\n\tcharset="x"; boundary="foo\n bar"\n\n--foo bar\n\nhello\n\n--foo bar--\n',
      [" multipart/mixed", '1 text/plain "hello\\n"'],
    ],
    ["the mbox line first", "From a@b Mon Jan 1\nContent-Type: text/html\n\nx", ['1 text/html "x"']],
  ];
  for (const [name, text, expected] of cases)
    it(name, () => {
      assert.deepEqual(outline(text), expected);
    });

  it("reads the descriptive fields", () => {
    const part = parseStructure(
      Buffer.from(
        'Content-Type: TEXT/Plain; charset="utf-8"; Name*0*=UTF-8\'\'b%C3%A1o; name*1=" c.txt"\nContent-ID: <a@b>\n' +
          "Content-Description: mô tả\nContent-Transfer-Encoding: BASE64 (x)\nContent-Disposition: Attachment; filename=t.txt\n" +
          "Content-Language: vi, en (English)\nContent-Location: http://x.vn/\nContent-MD5: abc\n\nZQ==\n",
      ),
    );
    assert.deepEqual(part, {
      path: "1",
      type: "text",
      subtype: "plain",
      params: { charset: "utf-8", "name*": "báo c.txt" },
      encoding: "base64",
      headerStart: 0,
      bodyStart: 302,
      bodyEnd: 307,
      children: [],
      lines: 1,
      id: "<a@b>",
      description: "mô tả",
      disposition: { type: "attachment", params: { filename: "t.txt" } },
      language: ["vi", "en"],
      location: "http://x.vn/",
      md5: "abc",
    });
  });

  it("finds parts by IMAP number", () => {
    const inner = `Content-Type: multipart/mixed; boundary=i\n\n--i\n\nA\n--i\n\nB\n--i--\n`;
    const bytes = Buffer.from(`${mixed("o")}--o\n\n1\n--o\nContent-Type: message/rfc822\n\n${inner}--o--\n`);
    const root = parseStructure(bytes);
    const text = (path: string) => {
      const part = findPart(root, path);
      return part && bytes.toString("utf8", part.bodyStart, part.bodyEnd);
    };
    assert.equal(text("1"), "1");
    assert.equal(text("2.2"), "B");
    assert.equal(text(""), bytes.toString("utf8", root.bodyStart));
    for (const path of ["3", "1.1", "2.3", "0", "01", "2.0", "x", "2.2.1"]) assert.equal(text(path), null, path);
    const single = parseStructure(Buffer.from("Subject: x\n\nbody"));
    assert.equal(findPart(single, "1"), single);
  });

  it("keeps to its limits", () => {
    let text = "deep";
    for (let i = 0; i < 70; i++) text = `${mixed(`b${i}`)}--b${i}\n${text}\n--b${i}--\n`;
    let depth = 0;
    for (let p: Part | undefined = parseStructure(Buffer.from(text)); p; p = p.children[0]) {
      depth++;
      if (p.children.length === 0) assert.equal(`${p.type}/${p.subtype}`, "application/octet-stream");
    }
    assert.equal(depth, LIMITS.mimeDepth + 1);

    const wide = parseStructure(Buffer.from(`${mixed("b")}${"--b\n\nx\n".repeat(5000)}--b--\n`));
    assert.equal([...eachPart(wide)].length, LIMITS.mimeParts);
    const nested = parseStructure(Buffer.from("Content-Type: message/rfc822\n\n".repeat(3000)));
    assert.ok(JSON.stringify(nested).length < 30_000);
  });
});

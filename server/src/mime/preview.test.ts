import assert from "node:assert/strict";
import { asBuffer } from "./headers.ts";
import { previewOf } from "./preview.ts";
import { parseStructure } from "./structure.ts";

function preview(type: string, body: string | Buffer, encoding = "8bit"): string {
  const head = Buffer.from(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`);
  const bytes = Buffer.concat([head, Buffer.from(body)]);
  return previewOf(asBuffer(bytes), parseStructure(bytes));
}

describe("preview", () => {
  const html: [string, string, string][] = [
    ["tags", "<p>Kính gửi <b>Ủy</b>&nbsp;ban</p><p>Số&#58; 1</p>", "Kính gửi Ủy ban Số: 1"],
    ["inline tags do not split words", "Vi<i>ệt</i>", "Việt"],
    [
      "entities",
      "C&ocirc;ng v&#259;n &amp; t&#xE0;i li&ecirc;&#803;u &Agrave; &unknown; &lt;x&gt;",
      "Công văn & tài liệu À &unknown; <x>",
    ],
    [
      "style, script, title, comments",
      "<head><title>T</title><style>p{}</style></head><script>x<y</script><!-- c -->a<STYLE>b</STYLE>c",
      "a c".replace(" ", ""),
    ],
    ["Word's conditional comments", "<!--[if mso]><xml>x</xml><![endif]--><p>Văn bản</p>", "Văn bản"],
    ["> inside an attribute", '<a title="a>b" href=x>liên kết</a>', "liên kết"],
    ["a lone <", "1 < 2 và 3", "1 < 2 và 3"],
    ["cut off", "<p>abc</p><img src=", "abc"],
    ["invisible filling", "Chào&zwnj;&nbsp;&zwnj;&nbsp;\u200b\u00ad bạn", "Chào bạn"],
    ["nothing", "<style>unclosed", ""],
  ];
  for (const [name, body, expected] of html)
    it(`HTML: ${name}`, () => {
      assert.equal(preview("text/html; charset=utf-8", body), expected);
    });

  it("finds the text behind Word's style sheet", () => {
    const body = `<html><head><style>${"p.MsoNormal {margin:0}\r\n".repeat(1500)}</style></head><body>Nội dung</body></html>`;
    assert.equal(preview("text/html; charset=utf-8", body), "Nội dung");
  });

  const text: [string, string, string, string][] = [
    ["white space", "utf-8", " a \r\n\r\n\tb  c ", "a b c"],
    ["quoted lines are left out", "utf-8", "> cũ\r\nmới\r\n > cũ", "mới"],
    ["unless there is nothing else", "utf-8", "> cũ", "> cũ"],
    ["empty", "utf-8", "", ""],
  ];
  for (const [name, charset, body, expected] of text)
    it(`text: ${name}`, () => {
      assert.equal(preview(`text/plain; charset=${charset}`, body), expected);
    });

  it("has at most 256 characters and whole ones", () => {
    for (const [type, unit] of [
      ["plain", "ầ"],
      ["plain", "😀"],
      ["html", "a😀"],
    ]) {
      const out = preview(`text/${type}; charset=utf-8`, (unit ?? "").repeat(20_000));
      assert.ok(out.length <= 256 && out.length >= 255, `${out.length}`);
      assert.ok(out.isWellFormed());
      assert.ok(!out.includes("\ufffd"));
    }
  });

  it("cuts encoded text cleanly", () => {
    const long = Buffer.from("ộ".repeat(9_000));
    const out = preview("text/plain; charset=utf-8", long.toString("base64"), "base64");
    assert.equal(out, "ộ".repeat(256));
  });

  it("falls back to HTML when the text is empty", () => {
    const bytes = Buffer.from(
      "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n",
    );
    assert.equal(previewOf(bytes, parseStructure(bytes)), "x");
  });

  it("is quick on hostile HTML", () => {
    for (const hostile of ["<!--", "<a ", "<style>", '<a b="', "&", "<", "<p>", "&#1;", "</"]) {
      preview("text/html; charset=utf-8", hostile.repeat(60_000));
    }
  });
});

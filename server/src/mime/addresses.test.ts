import assert from "node:assert/strict";
import { parseAddresses } from "./addresses.ts";

/** "name|email" of each, a route after a further bar. */
const brief = (text: string) =>
  parseAddresses(text).addresses.map((a) => `${a.name ?? ""}|${a.email}${a.route === undefined ? "" : `|${a.route}`}`);

describe("addresses", () => {
  const cases: [string, string[]][] = [
    ["", []],
    [" , ;", []],
    ["a@b.vn", ["|a@b.vn"]],
    ["<a@b.vn>", ["|a@b.vn"]],
    ["An <a@b.vn>, Bình <c@d.vn>", ["An|a@b.vn", "Bình|c@d.vn"]],
    ['"Trần, Bình" <a@b.vn>', ["Trần, Bình|a@b.vn"]],
    ['"a \\"b\\" \\\\ c" <a@b.vn>', ['a "b" \\ c|a@b.vn']],
    ["a@b.vn (Tran Van  A)", ["Tran Van A|a@b.vn"]],
    ["a@b.vn (một (hai) ba)", ["một (hai) ba|a@b.vn"]],
    ["(x) An (y) <a@b.vn> (z)", ["An|a@b.vn"]],
    ["=?UTF-8?Q?Nguy=E1=BB=85n=2C_An?= <a@b.vn>", ["Nguyễn, An|a@b.vn"]],
    ['"=?UTF-8?B?QW4=?=" <a@b.vn>', ["An|a@b.vn"]],
    ['"x y"@b.vn', ['|"x y"@b.vn']],
    ['Z <"x, y"@b.vn>', ['Z|"x, y"@b.vn']],
    ["<@a,@b:c@d.vn>", ["|c@d.vn|@a,@b"]],
    ["a . b @ c . vn", ["|a.b@c.vn"]],
    ["undisclosed-recipients:;", []],
    ["g: a@b, c@d; e@f", ["|a@b", "|c@d", "|e@f"]],
    ["a@b; c@d", ["|a@b", "|c@d"]],
    ["a@b, , c@d,", ["|a@b", "|c@d"]],
    ["An <a@b", ["An|a@b"]],
    ["An <a@b, c@d", ["An|a@b", "|c@d"]],
    ["<a@b> <c@d>", ["|a@b", "|c@d"]],
    ["An <a@b> Bình <c@d>", ["An|a@b", "Bình|c@d"]],
    ["An <a@b> viết", ["An viết|a@b"]],
    ['"unclosed <a@b>', ["unclosed|a@b"]],
    ["Nguyễn Văn An", ["|Nguyễn Văn An"]],
    ["'Nguyễn Văn An' an@x.vn", ["Nguyễn Văn An|an@x.vn"]],
    ["An <>", ["An|"]],
    ["<>", []],
    ['"Ai" <thuc@x.vn>:<gia@y.vn>', ["Ai|thuc@x.vn", "|gia@y.vn"]],
    ["mailto:a@b", ["|a@b"]],
  ];
  for (const [text, expected] of cases)
    it(JSON.stringify(text), () => {
      assert.deepEqual(brief(text), expected);
    });

  it("keeps groups as ranges, also an empty and an unclosed one", () => {
    assert.deepEqual(parseAddresses("x@y, =?utf-8?q?nh=C3=B3m?=: a@b, c@d;, leer:;, hở: e@f").groups, [
      { name: "nhóm", raw: "=?utf-8?q?nh=C3=B3m?=", from: 1, to: 3 },
      { name: "leer", from: 3, to: 3 },
      { name: "hở", from: 3, to: 4 },
    ]);
  });

  it("reads a list for a whole province in a moment", () => {
    const list = Array.from({ length: 10_000 }, (_, i) => `"Cán bộ ${i}" <cb${i}@ninhbinh.gov.vn>`).join(",\r\n ");
    assert.equal(parseAddresses(list).addresses.length, 10_000);
    for (const hostile of ["(", "<", '"', ":", "a<", "<a>b", "\\", "@", " ", "=?"])
      parseAddresses(hostile.repeat(200_000));
  });
});

import assert from "node:assert/strict";
import { paramText, parseParams } from "./params.ts";

describe("parameters", () => {
  const cases: [string, string, Record<string, string>][] = [
    ["", "", {}],
    ["Text/HTML", "text/html", {}],
    ["text/plain;charset=UTF-8", "text/plain", { charset: "UTF-8" }],
    ['text/plain; Charset="utf-8" ; format = flowed ;', "text/plain", { charset: "utf-8", format: "flowed" }],
    ["text/plain (a ; b=c); charset=x (comment)", "text/plain", { charset: "x" }],
    ['a/b; (x; y="z") name=v', "a/b", { name: "v" }],
    ['a/b; name="a;b\\"c=d"', "a/b", { name: 'a;b"c=d' }],
    ['a/b; name="unclosed', "a/b", { name: "unclosed" }],
    ["a/b; name=Báo cáo tháng 3.pdf; x=1", "a/b", { name: "Báo cáo tháng 3.pdf", x: "1" }],
    ["a/b; name=báo cáo (1).pdf", "a/b", { name: "báo cáo (1).pdf" }],
    ["a/b; x; =y; z=", "a/b", { z: "" }],
    ["a/b; n=1; n=2", "a/b", { n: "1" }],
    // RFC 2231 §3
    ['a/b; url*0="ftp://"; url*1="cs.utk.edu"', "a/b", { url: "ftp://cs.utk.edu" }],
    ["a/b; n*1=b; n*0=a", "a/b", { n: "ab" }],
    // RFC 2231 §4
    ["a/b; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "a/b", { "title*": "This is ***fun***" }],
    // RFC 2231 §4.1
    [
      "a/b; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
      "a/b",
      { "title*": "This is even more ***fun*** isn't it!" },
    ],
    ["a/b; n*0*=UTF-8''%E1%BB; n*1*=%85", "a/b", { "n*": "ễ" }],
    ["a/b; n*=%C3%B4", "a/b", { "n*": "ô" }],
    ["a/b; n*=utf-8''a%; n=plain", "a/b", { n: "plain", "n*": "a%" }],
    ["a/b; __proto__=x; constructor=y", "a/b", { constructor: "y" } as never],
  ];
  for (const [text, value, params] of cases)
    it(JSON.stringify(text), () => {
      const parsed = parseParams(text);
      assert.equal(parsed.value, value);
      assert.deepEqual({ ...parsed.params }, params);
    });

  it("prefers the form with a charset", () => {
    assert.equal(paramText({ n: "a", "n*": "b" }, "n"), "b");
    assert.equal(paramText({ n: "a" }, "n"), "a");
    assert.equal(paramText({}, "constructor"), null);
  });
});

import assert from "node:assert/strict";
import { decodeWords, encodeWords } from "./encoded-word.ts";

describe("encoded words", () => {
  const cases: [string, string, string][] = [
    ["plain text", "Công văn", "Công văn"],
    ["NFD becomes NFC", "Công văn".normalize("NFD"), "Công văn"],
    ["Q", "=?utf-8?q?C=C3=B4ng_v=C4=83n?=", "Công văn"],
    ["B", "=?UTF-8?B?Q8O0bmcgdsSDbg==?=", "Công văn"],
    ["a language", "=?utf-8*vi?Q?v=C4=83n?=", "văn"],
    ["between text", "a =?utf-8?q?b?= c", "a b c"],
    ["space between words goes", "=?utf-8?q?a?= \t =?utf-8?q?b?=", "ab"],
    ["space before text stays", "=?utf-8?q?a?=  b", "a  b"],
    ["a character split over words", "=?utf-8?B?4bs=?= =?utf-8?B?hQ==?=", "ễ"],
    ["a character split, two encodings", "=?utf-8?Q?=E1=BB?= =?utf-8?B?hQ==?=", "ễ"],
    ["different charsets", "=?utf-8?q?=C3=B4?= =?iso-8859-1?q?=F4?=", "ôô"],
    ["glued to each other", "=?utf-8?q?a?==?utf-8?q?b?=", "ab"],
    ["glued to a letter: no word (RFC 2047 §5)", "x=?utf-8?q?a?=", "x=?utf-8?q?a?="],
    ["followed by a letter: no word", "=?utf-8?q?a?=x", "=?utf-8?q?a?=x"],
    ["in parentheses", "(=?utf-8?q?a?=)", "(a)"],
    ["a space inside: no word", "=?utf-8?q?a b?=", "=?utf-8?q?a b?="],
    ["an unknown charset", "=?x-none?q?a?=", "=?x-none?q?a?="],
    ["an unknown encoding", "=?utf-8?x?a?=", "=?utf-8?x?a?="],
    ["broken escapes", "=?utf-8?q?a=4?= =?utf-8?q?b=zz?=", "a=4b=zz"],
    ["broken UTF-8", "=?utf-8?q?a=FFb?=", "a\ufffdb"],
    ["control characters are dropped", "=?utf-8?q?a=00=0D=0Ab=07?=", "ab"],
    ["TCVN3", "=?x-viet-tcvn5712?q?C=E9ng_ho=B5?=", "Cộng hoà"],
    ["windows-1258 composes", "=?windows-1258?q?Vi=EA=F2t?=", "Việt"],
    ["VISCII", "=?viscii?q?Vi=AEt?=", "Việt"],
    ["an empty word", "=?utf-8?q??= a", " a"],
    ["unfinished", "=?utf-8?q?abc", "=?utf-8?q?abc"],
    ["only the opening", "=?", "=?"],
  ];
  for (const [name, text, expected] of cases)
    it(name, () => {
      assert.equal(decodeWords(text), expected);
    });

  it("encodes within 75 characters and comes back", () => {
    for (const text of [
      "plain",
      "Sở Khoa học và Công nghệ tỉnh Ninh Bình ".repeat(9),
      "😀".repeat(60),
      "=?not a word?=",
    ]) {
      const encoded = encodeWords(text);
      for (const word of encoded.startsWith("=?") ? encoded.split(" ") : []) assert.ok(word.length <= 75, word);
      assert.equal(decodeWords(encoded), text);
    }
    assert.equal(encodeWords("plain"), "plain");
  });

  it("does not lose itself in hostile text", () => {
    for (const hostile of ["=?", "=?utf-8?q?a?= ", "=?utf-8?q?a", "=?utf-8*"]) decodeWords(hostile.repeat(100_000));
  });
});

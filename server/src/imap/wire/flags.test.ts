import assert from "node:assert/strict";
import { formatFlags, parseFlagList, parseKeyword, parseStoreFlags } from "./flags.ts";
import { ImapSyntaxError } from "./syntax-error.ts";
import { createTokens, type Tokens } from "./tokens.ts";

const read = <T>(text: string, parse: (t: Tokens) => T) => {
  const t = createTokens([{ text, literal: null }]);
  const value = parse(t);
  t.end();
  return value;
};

describe("flags", () => {
  it("reads lists", () => {
    assert.deepEqual(read("()", parseFlagList), { flags: 0, keywords: "" });
    assert.deepEqual(read("(\\Seen \\DELETED $junk)", parseFlagList), { flags: 1 + 8 + 128, keywords: "" });
    assert.deepEqual(read("(Zeta alpha ALPHA $Label1)", parseFlagList), {
      flags: 0,
      keywords: "$label1 alpha zeta",
    });
  });
  it("takes no part of \\Recent and of system flags nobody defined", () => {
    assert.deepEqual(read("(\\Recent \\Foo \\Seen)", parseFlagList), { flags: 1, keywords: "" });
  });
  it("reads STORE's bare form", () => {
    assert.deepEqual(read("\\Seen \\Flagged", parseStoreFlags), { flags: 5, keywords: "" });
    assert.deepEqual(read("()", parseStoreFlags), { flags: 0, keywords: "" });
    assert.throws(() => read("", parseStoreFlags), ImapSyntaxError);
  });
  it("reads keywords for SEARCH", () => {
    assert.equal(read("$Forwarded", parseKeyword), 32);
    assert.equal(read("Công".slice(0, 1), parseKeyword), "c");
    assert.throws(() => read("\\Seen", parseKeyword), ImapSyntaxError);
  });
  it("writes", () => {
    assert.equal(formatFlags(0, ""), "");
    assert.equal(formatFlags(3, ""), "\\Seen \\Answered");
    assert.equal(formatFlags(0, "a b"), "a b");
    assert.equal(formatFlags(4 + 1024, "a"), "\\Flagged $Important a");
  });
});

import assert from "node:assert/strict";
import { describeMessage } from "@congthu/server/mime/describe";
import { eachPart } from "@congthu/server/mime/structure";
import { corpusMessages, hasCorpus } from "./corpus.ts";
import { assertMessageHolds } from "./mime-invariants.ts";

/** The tree without its offsets. */
const shape = (bytes: Buffer) =>
  [...eachPart(describeMessage(bytes).root)].map((p) => `${p.path} ${p.type}/${p.subtype} ${p.lines ?? ""}`);

describe("fuzz: real mail", () => {
  if (!hasCorpus()) {
    it("../shared/corpus is not on this machine: nothing was read");
    return;
  }

  it("is read without a throw and holds every invariant", () => {
    let count = 0;
    for (const [path, bytes] of corpusMessages(4 * 1024 * 1024)) {
      count++;
      try {
        assertMessageHolds(bytes);
      } catch (cause) {
        throw new Error(path, { cause });
      }
    }
    assert.ok(count > 500, `only ${count} messages found`);
  }).timeout(60_000);

  it("has the same tree with LF and with CRLF", () => {
    let count = 0;
    for (const [path, bytes] of corpusMessages(100_000)) {
      const text = bytes.toString("latin1");
      // A lone CR is no line break, and beside LF it would become one.
      if (/\r(?!\n)/.test(text)) continue;
      count++;
      const lf = Buffer.from(text.replaceAll("\r\n", "\n"), "latin1");
      const crlf = Buffer.from(text.replace(/\r?\n/g, "\r\n"), "latin1");
      assert.deepEqual(shape(lf), shape(crlf), path);
    }
    assert.ok(count > 400, `only ${count} messages compared`);
  }).timeout(60_000);
});

import assert from "node:assert/strict";
import { outcomesOf, toneOf } from "./model.ts";

const NOTHING = { delivered: 0, relayed: 0, waiting: 0, held: 0, failed: 0, refused: 0 };
const LETTER = { traceId: "x", at: 0, sender: "", recipient: "", messageId: "", sizeBytes: 0, ...NOTHING };

describe("what became of a letter", () => {
  it("names what happened alone, the gravest first", () => {
    assert.deepEqual(outcomesOf(LETTER), []);
    assert.deepEqual(outcomesOf({ ...LETTER, delivered: 3, waiting: 1, refused: 2 }), [
      { outcome: "refused", n: 2 },
      { outcome: "waiting", n: 1 },
      { outcome: "delivered", n: 3 },
    ]);
  });
  for (const [kind, tone] of [
    ["received", "good"],
    ["accepted", "good"],
    ["deferred", "wait"],
    ["waiting", "wait"],
    ["refused", "bad"],
    ["bounced", "bad"],
  ] as const)
    it(`${kind} is ${tone}`, () => assert.equal(toneOf({ kind }), tone));
});

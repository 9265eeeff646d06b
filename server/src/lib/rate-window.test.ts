import assert from "node:assert/strict";
import { createRateWindow } from "./rate-window.ts";

describe("rate window", () => {
  it("allows so many in each stretch, key by key", () => {
    let nowMs = 0;
    const allow = createRateWindow({ most: 2, perMs: 1_000, now: () => nowMs });
    assert.deepEqual([allow("a"), allow("a"), allow("a"), allow("b")], [true, true, false, true]);
    nowMs = 999;
    assert.equal(allow("a"), false);
    nowMs = 1_000;
    assert.deepEqual([allow("a"), allow("b")], [true, true]);
  });
});

import assert from "node:assert/strict";
import { thresholdOf } from "./thresholds.ts";

describe("the thresholds of a mailbox", () => {
  for (const [used, limit, percent] of [
    [0, 100, 0],
    [79, 100, 0],
    [80, 100, 80],
    [90, 100, 90],
    [94, 100, 90],
    [95, 100, 95],
    [120, 100, 95],
    [5, 0, 0],
  ] as const)
    it(`${used} of ${limit} reach ${percent}`, () => assert.equal(thresholdOf(used, limit), percent));
});

import assert from "node:assert/strict";
import { backoffMs } from "./backoff.ts";

describe("backoffMs", () => {
  const cases: [number, number, number][] = [
    [0, 0.5, 1_000],
    [1, 0.5, 2_000],
    [4, 0.5, 16_000],
    [5, 0.5, 30_000],
    [500, 0.5, 30_000],
    [0, 0, 900],
    [0, 1, 1_100],
  ];
  for (const [attempt, random, ms] of cases)
    it(`attempt ${attempt}: ${ms} ms`, () =>
      assert.equal(
        backoffMs(attempt, () => random),
        ms,
      ));
});

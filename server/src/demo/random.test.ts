import assert from "node:assert/strict";
import { createRandom } from "./random.ts";

const draw = (seed: string) => Array.from({ length: 8 }, createRandom(seed).next);

describe("demo/random", () => {
  it("repeats itself for one seed and differs for another", () => {
    assert.deepEqual(draw("1"), draw("1"));
    assert.notDeepEqual(draw("1"), draw("2"));
  });

  it("spreads evenly", () => {
    const random = createRandom("even");
    const buckets = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const n = random.int(0, 9);
      buckets[n] = (buckets[n] ?? 0) + 1;
    }
    for (const count of buckets) assert.ok(count > 1_800 && count < 2_200, String(buckets));
  });

  it("follows weights and never picks a weight of nothing", () => {
    const random = createRandom("w");
    const seen = Array.from({ length: 1000 }, () =>
      random.weighted([
        ["a", 3],
        ["b", 1],
        ["c", 0],
      ]),
    );
    const as = seen.filter((s) => s === "a").length;
    assert.ok(as > 680 && as < 820, String(as));
    assert.ok(!seen.includes("c"));
  });

  it("samples without repeating", () => {
    const items = [1, 2, 3, 4, 5];
    assert.deepEqual(createRandom("s").sample(items, 9).sort(), items);
    assert.equal(new Set(createRandom("s").sample(items, 3)).size, 3);
    assert.deepEqual(items, [1, 2, 3, 4, 5]);
  });

  it("forks do not disturb the stream they come from", () => {
    const one = createRandom("f");
    const two = createRandom("f");
    two.fork("x").next();
    assert.equal(one.next(), two.next());
    assert.notEqual(one.fork("x").next(), one.fork("y").next());
  });

  it("says when there is nothing to pick", () => {
    assert.throws(() => createRandom("e").pick([]), RangeError);
  });
});

import assert from "node:assert/strict";
import { createByteBudget } from "./byte-budget.ts";

describe("byte budget", () => {
  it("serves in order, never more than there is", async () => {
    const budget = createByteBudget(10);
    const order: string[] = [];
    const ask = (name: string, bytes: number) => budget.take(bytes).then((taken) => order.push(`${name}${taken}`));
    await ask("a", 6);
    const later = [ask("b", 6), ask("c", 1)];
    await Promise.resolve();
    assert.deepEqual(order, ["a6"], "c waits behind b");
    budget.give(6);
    await Promise.all(later);
    assert.deepEqual(order, ["a6", "b6", "c1"]);
  });

  it("cuts a wish beyond the whole down", async () => {
    const budget = createByteBudget(10);
    assert.equal(await budget.take(100), 10);
    budget.give(10);
    assert.equal(await budget.take(10), 10);
  });
});

import assert from "node:assert/strict";
import { USAGE_SUMS } from "../../store/usage.ts";
import {
  addDays,
  addLetters,
  addMonth,
  addSums,
  addTotals,
  monthSums,
  noSums,
  sumsOf,
  sumVector,
  zeroSums,
} from "./month-sums.ts";

/** A month as it was kept when there were 14 kinds of sums: on its third day 2 sign-ins, and 5 letters received from elsewhere. */
function old(): { totals: Uint8Array; days: Uint8Array } {
  const [totals, days] = [new Uint32Array(14), new Uint32Array(31 * 14)];
  totals.set([2], 0);
  totals.set([5], 13);
  days.set([2], 2 * 14);
  days.set([5], 2 * 14 + 13);
  return { totals: new Uint8Array(totals.buffer), days: new Uint8Array(days.buffer) };
}

const OLD_SUMS = { ...zeroSums(), sign_ins: 2, received_other: 5 };

describe("sums of a month", () => {
  it("are what was added, in all and day by day", () => {
    const month = noSums();
    const day = Object.fromEntries(USAGE_SUMS.map((name, i) => [name, i + 1])) as ReturnType<typeof zeroSums>;
    addSums(month, 0, day);
    addSums(month, 30, day);
    const [total, last] = [sumVector(), sumVector()];
    addTotals(total, month.totals);
    addDays(last, month.days, { first: 1, last: 30 });
    assert.deepEqual(sumsOf(last), day);
    assert.deepEqual(sumsOf(total), Object.fromEntries(USAGE_SUMS.map((name, i) => [name, 2 * (i + 1)])));
  });

  it("of before there were as many kinds are read, widened and added to", () => {
    const [total, third, others] = [sumVector(), sumVector(), sumVector()];
    addTotals(total, old().totals);
    addDays(third, old().days, { first: 2, last: 2 });
    addDays(others, old().days, { first: 3, last: 30 });
    assert.deepEqual([sumsOf(total), sumsOf(third), sumsOf(others)], [OLD_SUMS, OLD_SUMS, zeroSums()]);
    const month = monthSums(old());
    addSums(month, 2, { ...zeroSums(), sent_documents: 4 });
    addMonth(month, old());
    const again = sumVector();
    addDays(again, month.days, { first: 2, last: 2 });
    assert.deepEqual(sumsOf(again), { ...zeroSums(), sign_ins: 4, received_other: 10, sent_documents: 4 });
    const letters = { sent: new Float64Array(3), received: new Float64Array(3) };
    addLetters(letters, old().days, { first: 1, last: 2, at: 1 });
    assert.deepEqual(
      [[...letters.sent], [...letters.received]],
      [
        [0, 0, 0],
        [0, 0, 5],
      ],
    );
  });
});

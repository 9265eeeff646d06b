import assert from "node:assert/strict";
import { dayNumber } from "@congthu/shared/dates";
import fc from "fast-check";
import { countBits, daysOfMonth, daysWithin, endMonth, lastDay, withMarks, withoutBefore } from "./day-bits.ts";

const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const KINDS = [0, 1, 2, 3, 4, 5];

describe("days as bits", () => {
  it("keep each day of each kind, whatever the order", () => {
    const span = { min: dayNumber("2024-01-01"), max: dayNumber("2026-12-31") };
    const marks = fc.array(fc.record({ day: fc.integer(span), kinds: fc.integer({ min: 1, max: 63 }) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(marks, fc.nat(), fc.integer(span), (all, cut, to) => {
        const half = cut % all.length;
        const first = half === 0 ? undefined : withMarks(undefined, all.slice(0, half));
        const bits = withMarks(first, all.slice(half));
        for (const kind of KINDS) {
          const days = new Set(all.filter((m) => m.kinds & (1 << kind)).map((m) => m.day));
          let n = 0;
          for (let month = bits.fromMonth; month < endMonth(bits); month++)
            n += countBits(daysOfMonth(bits, month, [kind]));
          assert.equal(n, days.size);
          const upTo = [...days].filter((d) => d <= to);
          assert.equal(lastDay(bits, to, [kind]), upTo.length > 0 ? Math.max(...upTo) : null);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("of a month are those between two days", () => {
    const march = monthOf("2026-03-01");
    const within = (from: string, to: string) => countBits(daysWithin(march, dayNumber(from), dayNumber(to)));
    assert.deepEqual(
      [
        within("2026-03-01", "2026-03-31"),
        within("2026-02-01", "2026-04-30"),
        within("2026-03-31", "2026-03-31"),
        within("2026-03-10", "2026-03-12"),
        within("2026-04-01", "2026-04-30"),
        within("2026-02-01", "2026-02-28"),
      ],
      [31, 31, 1, 3, 0, 0],
    );
    assert.equal(countBits(daysWithin(monthOf("2024-02-01"), 0, 999_999)), 29);
  });

  it("forget the months before one", () => {
    const bits = withMarks(undefined, [
      { day: dayNumber("2026-01-31"), kinds: 1 },
      { day: dayNumber("2026-03-01"), kinds: 1 },
    ]);
    const later = withoutBefore(bits, monthOf("2026-02-01"));
    assert.ok(later);
    assert.equal(lastDay(later, dayNumber("2026-02-28"), [0]), null);
    assert.equal(lastDay(later, dayNumber("2026-03-31"), [0]), dayNumber("2026-03-01"));
    assert.equal(withoutBefore(bits, monthOf("2026-04-01")), null);
  });
});

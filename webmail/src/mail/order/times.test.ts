import assert from "node:assert/strict";
import { inDays, laterTimes, utcDate } from "./times.ts";

describe("times to come back at", () => {
  const table: [string, string, string[]][] = [
    [
      "Thursday morning",
      "2026-11-19T02:00:00Z",
      [
        "afternoon 2026-11-19T07:00:00Z",
        "tomorrow 2026-11-20T01:00:00Z",
        "monday 2026-11-23T01:00:00Z",
        "week 2026-11-26T01:00:00Z",
      ],
    ],
    [
      "Sunday evening: tomorrow is Monday",
      "2026-11-22T12:00:00Z",
      ["tomorrow 2026-11-23T01:00:00Z", "week 2026-11-29T01:00:00Z"],
    ],
    [
      "Monday: the next Monday is in a week",
      "2026-11-23T02:00:00Z",
      ["afternoon 2026-11-23T07:00:00Z", "tomorrow 2026-11-24T01:00:00Z", "monday 2026-11-30T01:00:00Z"],
    ],
  ];
  for (const [name, now, times] of table)
    it(name, () =>
      assert.deepEqual(
        laterTimes(Date.parse(now)).map(({ when, at }) => `${when} ${utcDate(at)}`),
        times,
      ),
    );

  it("count days by the calendar of Vietnam", () => {
    assert.equal(utcDate(inDays(Date.parse("2026-11-22T18:00:00Z"), 5)), "2026-11-28T01:00:00Z");
  });
});

import assert from "node:assert/strict";
import { sampleReport } from "../../../../test/harness/sample-report.ts";
import { bandCounts, extremes, weeksOf } from "./grades.ts";

const report = sampleReport();
const rows = report.rows.map((row, i) => ({ ...row, place: i === 3 ? null : i + 1, band: i === 3 ? null : i % 2 }));

describe("grades of agencies", () => {
  it("counts agencies by band, the best first, those without a percentage last", () => {
    const counts = bandCounts({ ...report, rows });
    assert.deepEqual(
      counts.map((c) => [c.band?.label ?? null, c.agencies]),
      [
        ["Tốt", 3],
        ["Khá", 1],
        ["Trung bình", 0],
        ["Yếu", 0],
        [null, 1],
      ],
    );
  });

  it("shows both ends of the ranking, nobody twice", () => {
    const { best, last } = extremes(rows);
    assert.deepEqual(
      [best.map((r) => r.place), last.map((r) => r.place)],
      [
        [1, 2],
        [5, 3],
      ],
    );
    assert.deepEqual(extremes(rows.slice(0, 1)), { best: [], last: [] });
  });

  it("lays days out by weeks from Monday on", () => {
    const weeks = weeksOf(
      [
        { day: "2026-03-01", working: false, users: 0 },
        { day: "2026-03-02", working: true, users: 10 },
        { day: "2026-03-03", working: true, users: 40 },
      ],
      40,
    );
    assert.deepEqual(
      weeks.map((w) => [w.monday, w.days.map((d) => d?.level ?? null)]),
      [
        ["2026-02-23", [null, null, null, null, null, null, 0]],
        ["2026-03-02", [1, 4, null, null, null, null, null]],
      ],
    );
  });
});

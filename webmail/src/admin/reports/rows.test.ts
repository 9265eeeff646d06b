import assert from "node:assert/strict";
import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { nextRanking, type Ranking, tableRows } from "./rows.ts";

const row = (name: string, tier: string, active: number, mailboxes: number) =>
  ({ name, tier, active, mailboxes, onLeave: 0 }) as UsageRow;
const sum = {} as UsageFigures;
const report = {
  tiers: [
    { tier: "tinh", label: "Cấp tỉnh", labelEn: "Province", sum },
    { tier: "xa", label: "Cấp xã", labelEn: "Commune", sum },
  ],
  rows: [
    row("Xã Điện Bàn", "xa", 1, 10),
    row("Sở Nội vụ", "tinh", 9, 10),
    row("Sở Y tế", "tinh", 5, 10),
    row("Xã Trống", "xa", 0, 0),
  ],
} as unknown as UsageReport;
const names = (find: string, ranking: Ranking) =>
  tableRows(report, { find, ranking, language: "vi" }).map((r) =>
    r.kind === "tier" ? `= ${r.label}` : `${r.order} ${r.row.name}`,
  );

describe("rows of the usage table", () => {
  it("stand by tier with a sum under each", () => {
    const expected = ["1 Sở Nội vụ", "2 Sở Y tế", "= Cấp tỉnh", "3 Xã Điện Bàn", "4 Xã Trống", "= Cấp xã"];
    assert.deepEqual(names("", null), expected);
  });
  it("are ranked, agencies without mailboxes last", () => {
    assert.deepEqual(names("", { by: "activeOfMailboxes", order: "desc" }), [
      "1 Sở Nội vụ",
      "2 Sở Y tế",
      "3 Xã Điện Bàn",
      "4 Xã Trống",
    ]);
    assert.deepEqual(names("", { by: "activeOfMailboxes", order: "asc" }), [
      "1 Xã Điện Bàn",
      "2 Sở Y tế",
      "3 Sở Nội vụ",
      "4 Xã Trống",
    ]);
  });
  it("are found without marks; sums that would not add up are left out", () => {
    assert.deepEqual(names("dien ban", null), ["1 Xã Điện Bàn"]);
  });

  it("change their ranking with each click: highest, lowest, none", () => {
    const first = nextRanking(null, "active");
    const second = nextRanking(first, "active");
    assert.deepEqual([first?.order, second?.order, nextRanking(second, "active")], ["desc", "asc", null]);
    assert.deepEqual(nextRanking(second, "regular"), { by: "regular", order: "desc" });
  });
});

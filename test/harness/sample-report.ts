import { NO_FIGURES, sumFigures } from "@congthu/server/core/reporting/usage-figures";
import type { UsageFigures, UsageReport, UsageRow } from "@congthu/shared/api/reports";
import { startOfLocalDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { DEFAULT_USAGE_DEFINITION } from "@congthu/shared/usage-definition";
import { DEFAULT_BANDS } from "@congthu/shared/usage-grades";
import { percentOf } from "@congthu/shared/usage-measures";

/** name, tier, declared [staff, leaders] or null, mailboxes, active, regular, [leaders' mailboxes, in use], letters, received, locked */
const AGENCIES = [
  ["Sở Khoa học và Công nghệ", "tinh", [50, 8], 48, 45, 40, [8, 7], 1234, 4321, 1],
  ["Sở Văn hóa, Thể thao và Du lịch", "tinh", [60, 9], 60, 30, 1, [9, 1], 10, 2000, 0],
  ["Xã Nậm Nhùn", "xa", [25, 4], 20, 9, 4, [4, 2], 31, 300, 0],
  ["Xã Pa Ủ", "xa", null, 18, 12, 7, [3, 1], 5, 120, 2],
  ["Xã Tà Tổng", "xa", [20, 3], 0, 0, 0, [0, 0], 0, 0, 0],
] as const;

const TIERS = [
  { tier: "tinh", label: "Cấp tỉnh", labelEn: "Province" },
  { tier: "xa", label: "Cấp xã", labelEn: "Commune" },
];

/** Five agencies of two tiers: one that reported nothing, one without mailboxes, one with a single regular user. */
export function sampleReport(change: Partial<UsageReport> = {}): UsageReport {
  const rows = AGENCIES.map(
    ([name, tier, declared, mailboxes, active, regular, leaders, letters, received, locked], i): UsageRow => {
      const figures: UsageFigures = {
        ...NO_FIGURES,
        agencies: 1,
        mailboxes,
        active,
        regular,
        leaderMailboxes: leaders[0],
        leaderActive: leaders[1],
        letters,
        received,
        locked,
      };
      const counted = declared
        ? {
            reported: 1,
            staff: declared[0],
            leaders: declared[1],
            mailboxesReported: mailboxes,
            activeReported: active,
            regularReported: regular,
          }
        : {};
      return {
        ...figures,
        ...counted,
        agencyId: `g${i}` as AgencyId,
        name,
        tier,
        notes: declared ? (mailboxes === 0 ? ["noMailboxes"] : []) : ["notReported"],
        percent: declared ? percentOf({ x: regular, y: declared[0] }) : null,
        percentBefore: null,
        band: null,
        place: null,
      };
    },
  );
  return {
    period: { from: "2026-01-01", to: "2026-03-31" },
    through: "2026-03-31",
    workingDays: 56,
    definition: { ...DEFAULT_USAGE_DEFINITION, acts: [...DEFAULT_USAGE_DEFINITION.acts] },
    grading: { measure: "regularOfStaff", bands: [...DEFAULT_BANDS], target: null },
    tiers: TIERS.map((t) => ({ ...t, sum: sumFigures(rows.filter((row) => row.tier === t.tier)) })),
    rows,
    total: sumFigures(rows),
    previous: { from: "2025-10-01", to: "2025-12-31", total: { ...sumFigures(rows), active: 70, regular: 41 } },
    createdAt: startOfLocalDay("2026-04-02"),
    ...change,
  };
}

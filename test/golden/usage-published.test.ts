import assert from "node:assert/strict";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { timeId } from "@congthu/server/lib/ids";
import { insertMailLog, type MailLogRow } from "@congthu/server/store/mail-log";
import { startOfLocalDay } from "@congthu/shared/dates";
import { percentOf, shareOf } from "@congthu/shared/usage-measures";
import { workingDaysBetween } from "@congthu/shared/working-days";
import { type Bench, openBench } from "../harness/engines.ts";
import { type NewAgency, type NewMailbox, openUsageWorld, type UsageWorld } from "../harness/usage-world.ts";

/**
 * Figures that were published (vietnam.md §3.3), entered as agencies with headcounts, mailboxes and activity: name, tier, declared [staff, leaders] or
 * null, mailboxes, leaders among them, regular users, leaders among those.
 */
type Published = readonly [
  string,
  "tinh" | "huyen" | "xa",
  readonly [number, number] | null,
  number,
  number,
  number,
  number,
];

/** Điện Biên 2014: province and district above 70 %, communes 18 %. */
const DIEN_BIEN: readonly Published[] = [
  ["Các sở, ban, ngành", "tinh", [200, 0], 190, 0, 144, 0],
  ["Các huyện", "huyen", [100, 0], 90, 0, 71, 0],
  ["Các xã", "xa", [200, 0], 60, 0, 36, 0],
];

/** TP. Hồ Chí Minh 2014: all leaders, 13 % of the staff, one leader, nobody. */
const HO_CHI_MINH: readonly Published[] = [
  ["Sở Tư pháp", "tinh", [40, 8], 40, 8, 8, 8],
  ["Sở Xây dựng", "tinh", [100, 5], 100, 5, 13, 2],
  ["Sở Văn hóa, Thể thao và Du lịch", "tinh", [60, 6], 60, 6, 1, 1],
  ["Sở Lao động – Thương binh và Xã hội", "tinh", [50, 5], 50, 5, 0, 0],
];

/** Yên Bái 2019: 42 of 180 communes; the others have reported nothing. */
const YEN_BAI: readonly Published[] = Array.from({ length: 180 }, (_, i) => {
  const name = `Xã số ${i + 1}`;
  return i < 42 ? ([name, "xa", [2, 0], 2, 0, 1, 0] as const) : ([name, "xa", null, 0, 0, 0, 0] as const);
});

const MARCH = { from: "2025-03-01", to: "2025-03-31" };
const DAYS = workingDaysBetween(MARCH.from, MARCH.to);

describe("published usage figures", function () {
  this.timeout(60_000);
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench("sqlite");
  });
  afterEach(() => bench.close());

  async function reportOf(published: readonly Published[]) {
    const { app, now } = bench;
    const w = await openUsageWorld(app, now);
    const own = published.map(
      ([name, tier, declared]): NewAgency => ({
        ...{
          name,
          parent: "Tỉnh",
          tier,
          kind: tier === "tinh" ? "department" : tier === "huyen" ? "district" : "commune",
        },
        declared: declared ? [["2025-01-01", ...declared] as const] : [],
      }),
    );
    await w.addAgencies([{ name: "Tỉnh", kind: "province", tier: "tinh" }, ...own]);
    const mailboxes = published.flatMap(([agency, , , n, leaders], a) =>
      Array.from(
        { length: n },
        (_, i): NewMailbox => ({ name: `p${a}-${i}`, agency, leader: i < leaders, day: "2025-01-02" }),
      ),
    );
    await w.addMailboxes(mailboxes);
    await app.db.write((tx) =>
      insertMailLog(
        tx,
        published.flatMap((p, a) => actsOf(w, p, a)),
      ),
    );
    now.ms = startOfLocalDay("2025-04-02");
    return buildReport(app, await app.db.read(operatorPrincipal), MARCH);
  }

  /** The regular users open a letter every working day: leaders first, as many as published, then the others. */
  function actsOf(w: UsageWorld, [agency, , , , leaders, regular, regularLeaders]: Published, a: number): MailLogRow[] {
    const others = Array.from({ length: regular - regularLeaders }, (_, i) => leaders + i);
    const who = [...Array(regularLeaders).keys(), ...others];
    return who.flatMap((i) =>
      DAYS.map((day): MailLogRow => {
        const at = startOfLocalDay(day) + 9 * 3_600_000;
        return {
          ...{
            log_id: timeId("l", at),
            at,
            kind: "opened",
            account_id: w.person(`p${a}-${i}`),
            agency_id: w.agency(agency),
          },
          ...{ channel: "web", peer: "", trace_id: "", sender: "", recipient: "", message_id: "" },
          ...{ size_bytes: 0, remote: "", reply: "" },
        };
      }),
    );
  }

  it("Điện Biên 2014: above 70 % in the province and its districts, 18 % in the communes", async () => {
    const { tiers } = await reportOf(DIEN_BIEN);
    assert.deepEqual(
      tiers.map((t) => [t.tier, percentOf(shareOf("regularOfStaff", t.sum))]),
      [
        ["tinh", 72],
        ["huyen", 71],
        ["xa", 18],
      ],
    );
  });

  it("TP. Hồ Chí Minh 2014: all leaders, 13 % of the staff, one leader, and none at all", async () => {
    const { rows, grading } = await reportOf(HO_CHI_MINH);
    const told = rows.map((row) => [
      row.name,
      `${row.leaderRegular}/${row.leaderMailboxes}`,
      row.percent,
      row.band === null ? null : grading.bands[row.band]?.label,
      row.place,
    ]);
    assert.deepEqual(told, [
      ["Sở Tư pháp", "8/8", 20, "Yếu", 1],
      ["Sở Xây dựng", "2/5", 13, "Yếu", 2],
      ["Sở Văn hóa, Thể thao và Du lịch", "1/6", 1.7, "Yếu", 3],
      // Reported, and nobody: 0 %, which is not "chưa báo cáo".
      ["Sở Lao động – Thương binh và Xã hội", "0/5", 0, "Yếu", 4],
    ]);
  });

  it("Yên Bái 2019: 42/180 communes; the others are not reported, and no 0 %", async () => {
    const { rows, total } = await reportOf(YEN_BAI);
    assert.equal(`${total.reported}/${total.agencies}`, "42/180");
    assert.equal(percentOf(shareOf("regularOfStaff", total)), 50);
    const silent = rows.filter((row) => row.staff === null);
    assert.equal(silent.length, 138);
    assert.ok(silent.every((row) => row.percent === null && row.place === null && row.notes.includes("notReported")));
  });
});

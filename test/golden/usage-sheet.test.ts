import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { recordLeave } from "@congthu/server/core/directory/leaves";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { explainUsage } from "@congthu/server/core/reporting/explain-usage";
import { rebuildUsage } from "@congthu/server/core/reporting/rebuild-usage";
import { usageDays, usageProtocols } from "@congthu/server/core/reporting/usage-days";
import { changeUsageDefinition } from "@congthu/server/core/reporting/usage-definition";
import { usageTrend } from "@congthu/server/core/reporting/usage-trend";
import { updateAccount } from "@congthu/server/store/accounts";
import { updateAgency } from "@congthu/server/store/agencies";
import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import { startOfLocalDay } from "@congthu/shared/dates";
import type { QualifyingAct, RegularRule } from "@congthu/shared/usage-definition";
import { percentOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { workingDaysBetween } from "@congthu/shared/working-days";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { openUsageWorld, type UsageWorld } from "../harness/usage-world.ts";

/*
 * March 2026 has 22 working days: 2–6, 9–13, 16–20, 23–27, 30–31 (weeks of 5, 5, 5, 5 and 2 days).
 *
 * Sở Nội vụ (declared 6, 2 of them leaders), its division Phòng 1 with it; one agency mailbox:
 *   a1  leader  opened letters on 2–19/3: 14 days, in weeks 5 5 4 0 0; the last on 19/3
 *   a2  staff   signed in on Monday, Tuesday and Wednesday of each week: 3 3 3 3 2 = 14 days
 *   a3  staff   (Phòng 1) sent one letter each Monday: 1 1 1 1 1 = 5 days; four to other agencies, one to gmail; the first two with a document each
 *   a4  staff   on maternity leave since January; opened a letter on 3/3 all the same
 *   a5  staff   studied until 20/3, so 7 days are left (23–31/3); opened on 23, 24, 25, 26 and 30: 5 of 7, in weeks 4 of 5 and 1 of 2
 *   hộp thư     opened by a1 on 2/3 and 3/3 in the morning and in the afternoon, on 4/3 in the morning; got 3 letters from other .gov.vn, each with a document
 *   máy         technical: sends every day, counts nowhere
 * Xã A (since 1/7/2025, declared 4, 1 leader):
 *   b1  leader  a mail program polls every day, nothing else
 *   b2  staff   replied on 2/3; until 30/6/2025 leader of Huyện Cũ, where a letter was opened on 2/6/2025
 *   b3  staff   opened on 2–9/3 (6 days), locked on 10/3
 * Xã B (since 1/7/2025, declared nothing):
 *   c1  staff   never did anything; got one letter from gmail and one from elsewhere
 *   c2  staff   opened a letter on 15/1/2026: 75 days before the end
 * Huyện Cũ (declared 10, 3 leaders; closed on 1/7/2025)
 */
const MARCH = { from: "2026-03-01", to: "2026-03-31" };
const DAYS = workingDaysBetween(MARCH.from, MARCH.to);
const MONDAYS = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"];

const DEFAULT_ACTS: QualifyingAct[] = ["opened", "sent", "replied", "forwarded", "webSignIn"];
const PROGRAM_ACTS: QualifyingAct[] = ["opened", "sent", "replied", "forwarded", "webSignIn", "signIn"];

/** The columns of the sheet, in order. */
const COLUMNS = [
  ...[
    "staff",
    "mailboxes",
    "onLeave",
    "active",
    "regular",
    "leaders",
    "leaderMailboxes",
    "leaderActive",
    "leaderRegular",
  ],
  ...["locked", "neverUsed", "dormant", "letters", "sentProvince", "sentPublic", "replied", "received", "receivedGov"],
  ...["receivedPublic", "boxes", "boxDays", "boxDaysChecked", "sentDocuments", "receivedDocuments"],
] as (keyof UsageFigures)[];

type Line = readonly (number | null)[];
type Sheet = {
  acts: QualifyingAct[];
  rule: RegularRule;
  rows: Record<string, Line>;
  tiers: Record<string, Line>;
  total: Line;
};

/** What does not hang on the definition: letters and checks. */
const SO_LETTERS = [5, 4, 1, 0, 3, 3, 0, 1, 22, 2, 2, 3] as const;
const A_LETTERS = [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] as const;
const B_LETTERS = [0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0] as const;
const XA_LETTERS = [1, 0, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0] as const;
const ALL_LETTERS = [6, 4, 1, 1, 5, 3, 1, 1, 22, 2, 2, 3] as const;

const SHEETS: Record<string, Sheet> = {
  "on 60 % of the working days": {
    acts: DEFAULT_ACTS,
    rule: { kind: "workingDays", percent: 60 },
    rows: {
      // staff, boxes, leave, active (a1 a2 a3 a5), regular (a1 14/22, a2 14/22, a5 5/7; a3 5/22 not), leaders, theirs, a1, a1, locked, never, dormant
      "Sở Nội vụ": [6, 5, 1, 4, 3, 2, 1, 1, 1, 0, 0, 0, ...SO_LETTERS],
      // active b2 b3; b3 6/22 is not regular; b1's program alone is nothing: never used
      "Xã A": [4, 3, 0, 2, 0, 1, 1, 0, 0, 1, 1, 0, ...A_LETTERS],
      // c1 never, c2 dormant
      "Xã B": [null, 2, 0, 0, 0, null, 0, 0, 0, 0, 1, 1, ...B_LETTERS],
    },
    tiers: {
      tinh: [6, 5, 1, 4, 3, 2, 1, 1, 1, 0, 0, 0, ...SO_LETTERS],
      xa: [4, 5, 0, 2, 0, 1, 1, 0, 0, 1, 2, 1, ...XA_LETTERS],
    },
    total: [10, 10, 1, 6, 3, 3, 2, 1, 1, 1, 2, 1, ...ALL_LETTERS],
  },
  "on 3 days of every week": {
    acts: DEFAULT_ACTS,
    rule: { kind: "weekly", days: 3, ofWeeks: 100 },
    rows: {
      // a1 lacks the weeks of 23/3 and 30/3; a2 has 3 3 3 3 and both days of the last; a5 has 4 of 5, but 1 of 2
      "Sở Nội vụ": [6, 5, 1, 4, 1, 2, 1, 1, 0, 0, 0, 0, ...SO_LETTERS],
      "Xã A": [4, 3, 0, 2, 0, 1, 1, 0, 0, 1, 1, 0, ...A_LETTERS],
      "Xã B": [null, 2, 0, 0, 0, null, 0, 0, 0, 0, 1, 1, ...B_LETTERS],
    },
    tiers: {
      tinh: [6, 5, 1, 4, 1, 2, 1, 1, 0, 0, 0, 0, ...SO_LETTERS],
      xa: [4, 5, 0, 2, 0, 1, 1, 0, 0, 1, 2, 1, ...XA_LETTERS],
    },
    total: [10, 10, 1, 6, 1, 3, 2, 1, 0, 1, 2, 1, ...ALL_LETTERS],
  },
  "once in the last 14 days, programs counted": {
    acts: PROGRAM_ACTS,
    rule: { kind: "within", days: 14 },
    rows: {
      // from 18/3 on: a1 (18, 19), a2, a3 (23, 30), a5
      "Sở Nội vụ": [6, 5, 1, 4, 4, 2, 1, 1, 1, 0, 0, 0, ...SO_LETTERS],
      // b1's program signs in every day now; b2 and b3 acted before 18/3
      "Xã A": [4, 3, 0, 3, 1, 1, 1, 1, 1, 1, 0, 0, ...A_LETTERS],
      "Xã B": [null, 2, 0, 0, 0, null, 0, 0, 0, 0, 1, 1, ...B_LETTERS],
    },
    tiers: {
      tinh: [6, 5, 1, 4, 4, 2, 1, 1, 1, 0, 0, 0, ...SO_LETTERS],
      xa: [4, 5, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1, ...XA_LETTERS],
    },
    total: [10, 10, 1, 7, 5, 3, 2, 2, 2, 1, 1, 1, ...ALL_LETTERS],
  },
};

async function live(bench: Bench): Promise<UsageWorld> {
  const { app, now } = bench;
  const w = await openUsageWorld(app, now);
  await w.addAgencies([
    { name: "Tỉnh", kind: "province", tier: "tinh" },
    { name: "Sở Nội vụ", parent: "Tỉnh", kind: "department", tier: "tinh", declared: [["2026-01-01", 6, 2]] },
    { name: "Phòng 1", parent: "Sở Nội vụ", kind: "division", tier: "tinh" },
    { name: "Huyện Cũ", parent: "Tỉnh", kind: "district", tier: "huyen", declared: [["2025-01-01", 10, 3]] },
    {
      name: "Xã A",
      parent: "Tỉnh",
      kind: "commune",
      tier: "xa",
      since: "2025-07-01",
      declared: [["2026-01-01", 4, 1]],
    },
    { name: "Xã B", parent: "Tỉnh", kind: "commune", tier: "xa", since: "2025-07-01" },
  ]);
  await w.addMailboxes([
    { name: "b2", agency: "Huyện Cũ", leader: true, day: "2025-01-02" },
    { name: "a1", agency: "Sở Nội vụ", leader: true, day: "2026-01-05" },
    { name: "a2", agency: "Sở Nội vụ", day: "2026-01-05" },
    { name: "a3", agency: "Phòng 1", day: "2026-01-05" },
    { name: "a4", agency: "Sở Nội vụ", day: "2026-01-05" },
    { name: "a5", agency: "Sở Nội vụ", day: "2026-01-05" },
    { name: "hop", agency: "Sở Nội vụ", day: "2026-01-05", kind: "agency" },
    { name: "may", agency: "Sở Nội vụ", day: "2026-01-05", kind: "technical" },
    { name: "b1", agency: "Xã A", leader: true, day: "2026-01-05" },
    { name: "b3", agency: "Xã A", day: "2026-01-05" },
    { name: "c1", agency: "Xã B", day: "2026-01-05" },
    { name: "c2", agency: "Xã B", day: "2026-01-05" },
  ]);
  await w.fact("b2", "2025-06-02", "opened");
  const merged = startOfLocalDay("2025-07-01");
  await app.db.write(async (tx) => {
    await updateAccount(tx, w.person("b2"), { agency_id: w.agency("Xã A"), is_leader: 0, standing_at: merged });
    await updateAgency(tx, w.agency("Huyện Cũ"), { closed_on: "2025-07-01" });
  });
  for (const day of DAYS.slice(0, 14)) await w.fact("a1", day, "opened");
  for (const monday of MONDAYS) {
    const at = DAYS.indexOf(monday);
    for (const day of DAYS.slice(at, at + 3))
      if (day !== monday && MONDAYS.includes(day)) break;
      else await w.fact("a2", day, "signedIn");
    await w.fact("a3", monday, "sent", {
      peer: monday === "2026-03-30" ? "public" : "province",
      documents: monday < "2026-03-10" ? 1 : 0,
    });
  }
  await w.fact("a4", "2026-03-03", "opened");
  for (const day of ["2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-30"])
    await w.fact("a5", day, "opened");
  const inBox = { owner_id: w.person("hop") };
  for (const [day, hour] of [
    ["2026-03-02", 8],
    ["2026-03-02", 14],
    ["2026-03-03", 11],
    ["2026-03-03", 12],
    ["2026-03-04", 8],
  ] as const)
    await w.fact("a1", day, "opened", { hour, ...inBox });
  for (const day of ["2026-03-05", "2026-03-06", "2026-03-09"])
    await w.fact("hop", day, "received", { channel: "smtp", peer: "gov", documents: 1 });
  for (const day of DAYS) {
    await w.fact("may", day, "sent", { channel: "submission", peer: "public" });
    await w.fact("b1", day, "signedIn", { channel: "imap" });
  }
  await w.fact("b2", "2026-03-02", "sent", { peer: "agency" });
  await w.fact("b2", "2026-03-02", "replied", { peer: "agency" });
  for (const day of DAYS.slice(0, 6)) await w.fact("b3", day, "opened", { channel: "mobile" });
  await w.fact("c1", "2026-03-10", "received", { channel: "smtp", peer: "public" });
  await w.fact("c1", "2026-03-11", "received", { channel: "smtp", peer: "other" });
  await w.fact("c2", "2026-01-15", "opened");
  await app.db.write((tx) =>
    updateAccount(tx, w.person("b3"), { status: "locked", standing_at: startOfLocalDay("2026-03-10") }),
  );
  now.ms = startOfLocalDay("2026-05-04");
  const operator = await app.db.read(operatorPrincipal);
  const leave = (who: string, from: string, to: string, kind: "maternity" | "study") =>
    recordLeave(app, operator, w.person(who), { from, to, kind, document: "" });
  await leave("a4", "2026-01-10", "2026-07-10", "maternity");
  await leave("a5", "2026-02-01", "2026-03-20", "study");
  return w;
}

onEveryEngine("usage sheet worked out by hand", (open) => {
  let bench: Bench;
  let w: UsageWorld;
  before(async () => {
    bench = await open();
    w = await live(bench);
  });
  after(() => bench.close());
  afterEach(async () => assert.deepEqual(await checkConsistency(bench.app), []));

  const report = async (q: { from: string; to: string } = MARCH): Promise<UsageReport> =>
    buildReport(bench.app, await bench.app.db.read(operatorPrincipal), q);
  const line = (f: UsageFigures): Line => COLUMNS.map((column) => f[column]);
  const define = async (acts: QualifyingAct[], rule: RegularRule) =>
    changeUsageDefinition(bench.app, await bench.app.db.read(operatorPrincipal), { acts, rule, since: "2024-01-01" });

  for (const [title, sheet] of Object.entries(SHEETS)) {
    it(`equals the report to the last cell: ${title}`, async () => {
      await define(sheet.acts, sheet.rule);
      const r = await report();
      assert.equal(r.workingDays, 22);
      assert.deepEqual(Object.fromEntries(r.rows.map((row) => [row.name, line(row)])), sheet.rows);
      assert.deepEqual(Object.fromEntries(r.tiers.map((t) => [t.tier, line(t.sum)])), sheet.tiers);
      assert.deepEqual(line(r.total), sheet.total);
    });
  }

  it("has the shares that the sheet gives", async () => {
    await define(DEFAULT_ACTS, { kind: "workingDays", percent: 60 });
    const rows = new Map((await report()).rows.map((row) => [row.name, row]));
    const shares = (name: string) =>
      Object.fromEntries(
        USAGE_MEASURES.flatMap((m) => {
          const row = rows.get(name);
          return m.kind === "share" && row ? [[m.id, percentOf(m.of(row))]] : [];
        }),
      );
    assert.deepEqual(shares("Sở Nội vụ"), {
      mailboxShare: 83.3, // 5 of 6
      activeOfMailboxes: 100, // 4 of 5 − 1 on leave
      activeOfStaff: 80, // 4 of 6 − 1
      regularOfMailboxes: 75, // 3 of 4
      regularOfStaff: 60, // 3 of 5
      leaderShare: 100, // a1 of a1
      leaderRegularShare: 100,
      othersRegularShare: 66.7, // a2 and a5 of a2, a3 and a5
      boxShare: 9.1, // 2 of 22 days
      publicShare: 12.5, // 1 of 5 sent and 3 received
    });
    assert.deepEqual(shares("Xã B"), {
      mailboxShare: null,
      activeOfMailboxes: 0,
      activeOfStaff: null,
      regularOfMailboxes: 0,
      regularOfStaff: null,
      leaderShare: null,
      leaderRegularShare: null,
      othersRegularShare: 0,
      boxShare: null,
      publicShare: 50, // one of two letters received
    });
  });

  it("keeps what was true in June 2025: the district, its tier, and who led it", async () => {
    const r = await report({ from: "2025-06-01", to: "2025-06-30" });
    assert.deepEqual(
      r.rows.map((row) => [
        row.name,
        row.tier,
        row.staff,
        row.mailboxes,
        row.leaderMailboxes,
        row.active,
        row.leaderActive,
      ]),
      [
        ["Sở Nội vụ", "tinh", null, 0, 0, 0, 0],
        ["Huyện Cũ", "huyen", 10, 1, 1, 1, 1],
      ],
    );
  });

  it("explains each account by one reason", async () => {
    const { reasons } = await explainUsage(bench.app, await bench.app.db.read(operatorPrincipal), MARCH);
    assert.deepEqual(
      Object.fromEntries(
        reasons.filter((n) => n.accounts > 0).map((n) => [n.reason, [n.accounts, n.leaders, n.locked]]),
      ),
      {
        regular: [3, 1, 0], // a1, a2, a5
        active: [3, 0, 1], // a3, b2, b3
        otherActs: [1, 1, 0], // b1
        idle: [1, 0, 0], // c2
        never: [1, 0, 0], // c1
        onLeave: [1, 0, 0], // a4
        agencyMailbox: [1, 0, 0],
        technical: [1, 0, 0],
      },
    );
  });

  it("draws each day, each month and each way", async () => {
    const operator = await bench.app.db.read(operatorPrincipal);
    const { days, mailboxes } = await usageDays(bench.app, operator, MARCH);
    assert.equal(mailboxes, 10);
    // 2/3: a1 a2 a3 b2 b3; 3/3: a1 a2 b3, not a4, who is on leave; 20/3: nobody; 21/3: Saturday
    const on = (day: string) => days.find((d) => d.day === day);
    assert.deepEqual(on("2026-03-02"), { day: "2026-03-02", working: true, users: 5, letters: 2, received: 0 });
    assert.deepEqual(on("2026-03-03"), { day: "2026-03-03", working: true, users: 3, letters: 0, received: 0 });
    assert.deepEqual([on("2026-03-20")?.users, on("2026-03-21")?.working], [0, false]);
    const { channels } = await usageProtocols(bench.app, operator, MARCH);
    assert.deepEqual(
      channels.map((c) => [c.channel, c.users]),
      [
        ["web", 6],
        ["mobile", 1],
        ["imap", 1],
        ["pop3", 0],
        ["submission", 0],
        ["api", 0],
      ],
    );
    const { months } = await usageTrend(bench.app, operator, { to: "2026-03-31" });
    assert.deepEqual(
      months.filter((m) => ["2025-06", "2026-01", "2026-03"].includes(m.month)),
      [
        { month: "2025-06", users: 1, regular: 0, mailboxes: 1, letters: 0, received: 0 },
        { month: "2026-01", users: 1, regular: 0, mailboxes: 10, letters: 0, received: 0 },
        { month: "2026-03", users: 6, regular: 3, mailboxes: 10, letters: 6, received: 5 },
      ],
    );
  });

  it("comes out the same from sums made anew, from the daily facts and from the log", async () => {
    const { createdAt: _, ...before } = await report();
    for (const fromLog of [false, true]) {
      await bench.app.db.write(async (tx) => {
        for (const table of ["person", "channel", "month", "month_days", "box"])
          await tx.run(`DELETE FROM usage_${table}`);
      });
      await rebuildUsage(bench.app, { fromLog, progress: () => undefined });
      const { createdAt: __, ...after } = await report();
      assert.deepEqual(after, before);
    }
    assert.ok(w.agencies.size > 0);
  });

  it("says the same of all agencies together where only sums of each are kept, and begins to keep them with the next fact", async () => {
    const operator = await bench.app.db.read(operatorPrincipal);
    const letters = async () => {
      const { months } = await usageTrend(bench.app, operator, { to: "2026-03-31" });
      const { days } = await usageDays(bench.app, operator, MARCH);
      return [months.at(-1)?.received, days.reduce((n, d) => n + d.received, 0)];
    };
    const before = await letters();
    assert.deepEqual(before, [5, 5]);
    await bench.app.db.write(async (tx) => {
      for (const table of ["usage_month", "usage_month_days"])
        await tx.run(`DELETE FROM ${table} WHERE agency_id = ''`);
    });
    assert.deepEqual(await letters(), before);
    await w.fact("c1", "2026-03-12", "received", { channel: "smtp", peer: "gov" });
    assert.deepEqual(await letters(), [6, 6]);
  });
});

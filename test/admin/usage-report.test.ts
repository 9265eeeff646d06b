import assert from "node:assert/strict";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { MailError } from "@congthu/server/core/errors";
import { periodBefore } from "@congthu/server/core/reporting/build-report";
import { readSpreadsheet } from "@congthu/server/lib/spreadsheet";
import type { UsageFigures, UsagePerson, UsageReport, UsageTrend } from "@congthu/shared/api/reports";
import type { DefinitionPreview } from "@congthu/shared/api/settings";
import { startOfLocalDay } from "@congthu/shared/dates";
import { percentOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { workingDaysBetween } from "@congthu/shared/working-days";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import type { Province } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";
import { seedUsageProvince, type UsageProvince } from "./usage-province.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;
const MARCH = { from: "2026-03-01", to: "2026-03-31" };
const WORKED = workingDaysBetween(MARCH.from, MARCH.to);

onEveryEngine("usage report", (open) => {
  let bench: Bench;
  let p: UsageProvince;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  before(async () => {
    bench = await open();
    bench.now.ms = startOfLocalDay("2026-04-02");
    p = await seedUsageProvince(bench.app);
    actors = await seedActors(bench.app, {
      root: p.agencies.tinh,
      department: p.agencies.so,
      commune: p.agencies.xa1,
    } as unknown as Province);
    // a1 opens letters on 14 of March's 22 working days (14/22 = 63.6 %): regular.
    for (const day of WORKED.slice(0, 14)) await p.fact("a1", day, "opened");
    // a2 on 13 (59.1 %): in use, not regular. Three acts on one day are one day.
    for (const day of WORKED.slice(0, 13)) await p.fact("a2", day, "signedIn");
    await p.fact("a2", "2026-03-02", "sent");
    await p.fact("a2", "2026-03-02", "replied");
    // a3 only on two Sundays: in use, on no working day.
    await p.fact("a3", "2026-03-08", "sent", { peer: "agency" });
    await p.fact("a3", "2026-03-15", "opened", { channel: "imap" });
    // a4, whose mailbox was opened on 19/03, on 6 of the 9 working days since (66.7 %): regular.
    for (const day of WORKED.slice(-6)) await p.fact("a4", day, "opened");
    // b1, a leader, by a mail program that polls every day, and nothing else: not in use.
    for (const day of WORKED) await p.fact("b1", day, "signedIn", { channel: "imap" });
    // b2, locked since 20/03, forwarded one letter before.
    await p.fact("b2", "2026-03-03", "forwarded", { channel: "submission" });
    // c1 received only; c2 acted in February and on 1 April, not in March.
    for (const peer of ["public", "public", "gov"] as const)
      await p.fact("c1", "2026-03-10", "received", { channel: "smtp", peer });
    await p.fact("c2", "2026-02-27", "opened");
    await p.fact("c2", "2026-04-01", "opened");
    // The agency mailbox receives, and a clerk opens it in his own name: the mailbox is nobody.
    await p.fact("mailbox", "2026-03-10", "received", { channel: "smtp", peer: "gov" });
    // What is about no account adds nothing.
    await p.fact("a1", "2026-03-10", "relayed", { account_id: null, agency_id: null });
  });
  after(() => bench.close());
  afterEach(async () => assert.deepEqual(await checkConsistency(bench.app), []));

  const report = async (query: Record<string, string> = MARCH, who: Parameters<typeof actors.as>[0] = "reviewer") =>
    callRoute<UsageReport>(bench.app, await actors.as(who), "readUsageReport", { query });
  const brief = (f: UsageFigures) => [
    f.staff,
    f.mailboxes,
    f.active,
    f.regular,
    f.leaderMailboxes,
    f.leaderActive,
    f.locked,
    f.letters,
    f.received,
    f.receivedPublic,
  ];

  it("has as many working days as the calendar says", () => assert.equal(WORKED.length, 22));

  it("equals the sheet worked out by hand, cell by cell", async () => {
    const r = await report();
    assert.equal(r.workingDays, 22);
    assert.deepEqual(
      r.rows.map((row) => [row.name, row.tier, ...brief(row), row.notes.join()]),
      [
        // staff, mailboxes, in use, regular, leaders' mailboxes, leaders in use, locked, sent, received, from public providers
        ["so", "tinh", 5, 4, 4, 2, 1, 1, 0, 2, 1, 0, ""],
        ["xa1", "xa", 4, 2, 1, 0, 1, 0, 1, 0, 0, 0, ""],
        ["xa2", "xa", null, 2, 0, 0, 1, 0, 0, 0, 3, 2, "notReported"],
        ["xa3", "xa", 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, "noMailboxes"],
      ],
    );
    assert.deepEqual(
      r.tiers.map((t) => [t.tier, t.sum.agencies, t.sum.reported, ...brief(t.sum)]),
      [
        ["tinh", 1, 1, 5, 4, 4, 2, 1, 1, 0, 2, 1, 0],
        ["xa", 3, 2, 10, 4, 1, 0, 2, 0, 1, 0, 3, 2],
      ],
    );
    assert.deepEqual(brief(r.total), [15, 8, 5, 2, 3, 1, 1, 2, 4, 2]);
    const shares = Object.fromEntries(
      USAGE_MEASURES.flatMap((m) => (m.kind === "share" ? [[m.id, percentOf(m.of(r.total))]] : [])),
    );
    assert.deepEqual(shares, {
      // xa2 declared nothing: its 2 mailboxes are in no share of all staff.
      mailboxShare: 40, // 6 of 15
      activeOfMailboxes: 62.5, // 5 of 8
      activeOfStaff: 33.3, // 5 of 15
      regularOfMailboxes: 25, // 2 of 8
      regularOfStaff: 13.3, // 2 of 15
      leaderShare: 33.3, // 1 of 3
      leaderRegularShare: 33.3, // a1 of 3
      othersRegularShare: 20, // a4 of 5
      boxShare: null, // the agency mailbox was opened in April
      publicShare: 33.3, // 2 of the 2 sent and 4 received
    });
    const xa2 = r.rows.find((row) => row.name === "xa2");
    assert.ok(xa2);
    assert.deepEqual(
      USAGE_MEASURES.filter((m) => m.kind === "share").map((m) => percentOf(m.of(xa2))),
      [null, 0, null, 0, null, 0, 0, 0, null, 66.7],
      "not reported is never 0 %",
    );
  });

  it("follows the definition: more acts, another threshold, and its version on the report", async () => {
    const define = async (body: unknown) =>
      callRoute(bench.app, await actors.as("system"), "changeUsageDefinition", { body });
    const acts = ["opened", "sent", "replied", "forwarded", "webSignIn", "signIn"];
    const rule = { kind: "workingDays", percent: 59 };
    const preview = async (who: "system" | "reviewer") =>
      callRoute<DefinitionPreview>(bench.app, await actors.as(who), "previewUsageDefinition", { body: { acts, rule } });
    await assert.rejects(preview("reviewer"), { code: "access.denied" });
    const told = await preview("system");
    // March is the last whole month; what the preview says is what comes, and nothing has changed by asking.
    assert.deepEqual(told.period, MARCH);
    assert.deepEqual([told.before.active, told.before.regular, told.after.active, told.after.regular], [5, 2, 6, 4]);
    assert.equal(
      told.tiers.reduce((n, t) => n + t.after.active, 0),
      6,
    );
    assert.equal((await report()).definition.version, 1);
    await define({ acts, rule, since: "2026-01-01" });
    const wide = await report();
    // Polling counts now: b1 on all 22 days. a2's 13 of 22 are 59.1 %.
    assert.deepEqual([wide.total.active, wide.total.regular, wide.definition.version], [6, 4, 2]);
    await define({ acts: ["sent"], rule: { kind: "workingDays", percent: 1 }, since: "2026-01-01" });
    const narrow = await report();
    // a2 on one working day (4.5 %), a3 on a Sunday.
    assert.deepEqual([narrow.total.active, narrow.total.regular, narrow.definition.version], [2, 1, 3]);
    await define({
      acts: ["opened", "sent", "replied", "forwarded", "webSignIn"],
      rule: { kind: "workingDays", percent: 60 },
      since: "2026-01-01",
    });
    assert.deepEqual(brief((await report()).total), [15, 8, 5, 2, 3, 1, 1, 2, 4, 2]);
  });

  it("is true at once: an act shows in the next report, once", async () => {
    const day = "2026-03-31";
    const before = (await report()).total;
    await p.fact("c2", day, "opened");
    const after = (await report()).total;
    assert.equal(after.active, before.active + 1);
    assert.deepEqual(await report().then((r) => r.total), after);
  });

  it("compares with the time before, and shows no future", async () => {
    const r = await report({ from: "2026-03-01", to: "2026-03-31" });
    assert.deepEqual([r.previous?.from, r.previous?.to], ["2026-02-01", "2026-02-28"]);
    // In February a4 had no mailbox yet; c2 opened one letter.
    assert.deepEqual([r.previous?.total.mailboxes, r.previous?.total.active], [7, 1]);
    const open = await report({ from: "2026-04-01", to: "2026-04-30" });
    assert.deepEqual([open.through, open.workingDays, open.total.active], ["2026-04-02", 2, 1]);
    await assert.rejects(report({ from: "2026-05-01", to: "2026-05-31" }), refused("invalid"));
    await assert.rejects(report({ from: "2026-03-31", to: "2026-03-01" }), refused("invalid"));
  });

  it("gives an agency's reviewer that agency alone, and nobody a name", async () => {
    const own = await report(MARCH, "reviewerA");
    assert.deepEqual(
      own.rows.map((row) => row.name),
      ["so"],
    );
    await assert.rejects(report({ ...MARCH, agencyId: p.agencies.xa1 }, "reviewerA"), refused("access.denied"));
    const one = await report({ ...MARCH, agencyId: p.agencies.xa1 }, "reviewer");
    assert.deepEqual(
      one.rows.map((row) => row.name),
      ["xa1"],
    );
    assert.doesNotMatch(JSON.stringify(await report()), /Người/);
  });

  it("shows names to the agency's own administrator alone, and writes the look down", async () => {
    const people = async (who: Parameters<typeof actors.as>[0], agencyId: string) =>
      callRoute<{ people: UsagePerson[] }>(bench.app, await actors.as(who), "readUsagePeople", {
        query: { ...MARCH, agencyId },
      });
    const { people: seen } = await people("adminA", p.agencies.so);
    assert.deepEqual(
      seen.map((u) => [u.name, u.usedDays, u.workedDays, u.workingDays, u.regular, u.lastUsed]),
      [
        ["Người a1", 14, 14, 22, true, WORKED[13]],
        ["Người a2", 13, 13, 22, false, WORKED[12]],
        ["Người a3", 2, 0, 22, false, "2026-03-15"],
        ["Người a4", 6, 6, 9, true, "2026-03-31"],
      ],
    );
    for (const who of ["system", "reviewer", "auditor", "helpdeskA"] as const)
      await assert.rejects(people(who, p.agencies.so), refused("access.denied"), who);
    await assert.rejects(people("adminB", p.agencies.so), refused("access.denied"));
    const { items } = await callRoute<{ items: { action: string; actor: { id: string } }[] }>(
      bench.app,
      await actors.as("auditor"),
      "listAudit",
      { query: { action: "usage.peopleViewed" } },
    );
    assert.deepEqual(
      items.map((e) => e.actor.id),
      [actors.ids.adminA],
    );
    assert.equal((await verifyAudit(bench.app)).ok, true);
  });

  it("keeps the tier of its day", async () => {
    const at = { params: { agencyId: p.agencies.xa1 }, body: { tier: "tinh", fromDay: "2026-03-15" } };
    await callRoute(bench.app, await actors.as("system"), "setAgencyTier", at);
    const tierOn = async (to: string) =>
      (await report({ from: "2026-02-01", to })).rows.find((r) => r.name === "xa1")?.tier;
    assert.deepEqual([await tierOn("2026-03-14"), await tierOn("2026-03-15")], ["xa", "tinh"]);
  });

  it("draws twelve months", async () => {
    const { months } = await callRoute<UsageTrend>(bench.app, await actors.as("reviewer"), "readUsageTrend", {
      query: { to: "2026-04-30" },
    });
    assert.deepEqual([months.length, months[0]?.month, months.at(-1)?.month], [12, "2025-05", "2026-04"]);
    assert.deepEqual(
      months.slice(-4).map((m) => [m.month, m.users, m.mailboxes, m.letters]),
      [
        ["2026-01", 0, 7, 0],
        ["2026-02", 1, 7, 0],
        ["2026-03", 6, 8, 2],
        ["2026-04", 1, 8, 0],
      ],
    );
  });

  it("gives a file that a spreadsheet reads, with the definition in it", async () => {
    const { file } = await callRoute<{ file: { name: string; bytes: Uint8Array } }>(
      bench.app,
      await actors.as("reviewer"),
      "readUsageFile",
      {
        query: { ...MARCH, format: "csv" },
      },
    );
    const text = Buffer.from(file.bytes).toString("utf8");
    assert.equal(file.name, "su-dung-thu-cong-vu_2026-03-01_2026-03-31.csv");
    assert.ok(text.startsWith("\uFEFFSTT,"));
    const lines = text.split("\r\n");
    assert.match(lines.find((l) => l.includes(",xa2,")) ?? "", /,chưa báo cáo,2,chưa báo cáo,/);
    assert.match(lines.find((l) => l.startsWith(",Tổng cộng")) ?? "", /3\/4 cơ quan đã báo cáo/);
    assert.match(text, /ít nhất 60 % số ngày làm việc/);
  });

  it("gives a workbook with the same figures", async () => {
    const { file } = await callRoute<{ file: { name: string; bytes: Uint8Array } }>(
      bench.app,
      await actors.as("reviewer"),
      "readUsageFile",
      { query: { ...MARCH, format: "xlsx" } },
    );
    const [table] = await readSpreadsheet(file.bytes);
    const row = table?.rows.find((cells) => cells[1]?.text === "so") ?? [];
    assert.deepEqual(
      row.slice(3, 10).map((cell) => cell.text),
      ["5", "4", "80", "0", "2", "40", "50"],
    );
  });
});

describe("the time before", () => {
  const cases: [string, string, string, string][] = [
    ["2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
    ["2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"],
    ["2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"],
    ["2025-12-10", "2026-12-10", "2024-12-09", "2025-12-09"],
    ["2026-03-10", "2026-03-12", "2026-03-07", "2026-03-09"],
  ];
  for (const [from, to, a, b] of cases)
    it(`${from}–${to} follows ${a}–${b}`, () => assert.deepEqual(periodBefore(from, to), { from: a, to: b }));
});

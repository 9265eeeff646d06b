import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { checkConsistency } from "@congthu/server/core/consistency";
import { MailError } from "@congthu/server/core/errors";
import { runSchedules } from "@congthu/server/core/reporting/run-schedules";
import { changeSetting } from "@congthu/server/core/settings/change-setting";
import { startHttp } from "@congthu/server/http/start";
import { readSpreadsheet } from "@congthu/server/lib/spreadsheet";
import { listOpenReports, readOpenReport } from "@congthu/shared/api/open-data";
import type { FrozenReportView, ReportPeriodView, ReturnView, Verification } from "@congthu/shared/api/report-periods";
import type { UsageReport } from "@congthu/shared/api/reports";
import { startOfLocalDay } from "@congthu/shared/dates";
import { workingDaysBetween } from "@congthu/shared/working-days";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";
import { seedUsageProvince, type UsageProvince } from "./usage-province.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;
const MARCH = { from: "2026-03-01", to: "2026-03-31" };
const DUE = "2026-04-10";
type Who = Parameters<Awaited<ReturnType<typeof seedActors>>["as"]>[0];
type Received = { recipient: string };

onEveryEngine("reports of agencies", (open) => {
  let bench: Bench;
  let p: UsageProvince;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  let periodId: string;
  before(async () => {
    bench = await open();
    bench.now.ms = startOfLocalDay("2026-04-02");
    p = await seedUsageProvince(bench.app);
    actors = await seedActors(bench.app, {
      root: p.agencies.tinh,
      department: p.agencies.so,
      commune: p.agencies.xa1,
    } as unknown as Province);
    for (const day of workingDaysBetween(MARCH.from, MARCH.to)) await p.fact("a1", day, "opened");
    await p.fact("b1", "2026-03-10", "sent");
  });
  after(() => bench.close());
  afterEach(async () => assert.deepEqual(await checkConsistency(bench.app), []));

  const call = async <T>(who: Who, name: string, q: Parameters<typeof callRoute>[3] = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, q);
  const form = (change: object = {}) => ({
    onDay: "2026-03-31",
    staff: 5,
    leaders: 2,
    directoryReviewed: true,
    problems: "",
    proposals: "",
    ...change,
  });
  const setReporting = async (value: object) =>
    changeSetting(bench.app, await actors.as("system"), {
      name: "reporting",
      value: { sender: "", schedules: [], ...value },
    });
  const sentTo = () => bench.app.db.read((r) => r.all<Received>(`SELECT recipient FROM outbound ORDER BY recipient`));

  it("are asked for by the department for the whole province alone", async () => {
    const body = { name: "Báo cáo tháng 3", ...MARCH, due: DUE };
    for (const who of ["adminA", "reviewerA", "auditor"] as const)
      await assert.rejects(call(who, "openReportPeriod", { body }), refused("access.denied"), who);
    ({ id: periodId } = await call<{ id: string }>("reviewer", "openReportPeriod", { body }));
    await assert.rejects(call("reviewer", "openReportPeriod", { body }), refused("state.mismatch"));
    const { items } = await call<{ items: ReportPeriodView[] }>("reviewer", "listReportPeriods");
    // so with its division is one; tinh only holds the others together.
    assert.deepEqual(
      items.map((i) => [i.name, i.due, i.agencies, i.returned]),
      [["Báo cáo tháng 3", DUE, 4, 0]],
    );
    const own = await call<{ items: ReportPeriodView[] }>("adminA", "listReportPeriods");
    assert.deepEqual(
      own.items.map((i) => i.agencies),
      [1],
    );
  });

  it("are filled in by each agency for itself, and the headcount follows", async () => {
    const params = { periodId, agencyId: p.agencies.xa1 };
    for (const who of ["adminA", "reviewer", "helpdeskA"] as const)
      await assert.rejects(call(who, "fileReturn", { params, body: form() }), refused("access.denied"), who);
    await assert.rejects(call("adminB", "fileReturn", { params, body: form({ leaders: 6 }) }), refused("invalid"));
    await assert.rejects(
      call("adminB", "fileReturn", { params, body: form({ onDay: "2026-05-01" }) }),
      refused("invalid"),
    );
    const problems = "Mạng chậm.\nThiếu máy.";
    const filed = await call<ReturnView>("adminB", "fileReturn", { params, body: form({ staff: 8, problems }) });
    assert.deepEqual([filed.staff, filed.isLate, filed.problems, filed.mayFile], [8, false, problems, true]);
    const { items } = await call<{ items: ReturnView[] }>("reviewer", "listReturns", { params: { periodId } });
    assert.deepEqual(
      items.map((i) => [i.name, i.sentAt !== null, i.mayFile]),
      [
        ["so", false, false],
        ["xa1", true, false],
        ["xa2", false, false],
        ["xa3", false, false],
      ],
    );
    const own = await call<{ items: ReturnView[] }>("adminB", "listReturns", { params: { periodId } });
    assert.deepEqual(
      own.items.map((i) => i.name),
      ["xa1"],
    );
    const foreign = { params: { periodId }, query: { agencyId: p.agencies.so } };
    await assert.rejects(call("adminB", "listReturns", foreign), refused("access.denied"));
    const report = await call<UsageReport>("reviewer", "readUsageReport", { query: MARCH });
    assert.equal(report.rows.find((row) => row.name === "xa1")?.staff, 8);
  });

  it("are printed in the agency's own form", async () => {
    const params = { periodId, agencyId: p.agencies.xa1 };
    const { file } = await call<{ file: { name: string; bytes: Uint8Array } }>("adminB", "readReturnFile", {
      params,
      query: { format: "pdf" },
    });
    assert.equal(file.name, "bao-cao-thu-cong-vu_2026-03-01_2026-03-31.pdf");
    assert.equal(Buffer.from(file.bytes.subarray(0, 5)).toString(), "%PDF-");
    await assert.rejects(
      call("adminA", "readReturnFile", { params, query: { format: "pdf" } }),
      refused("access.denied"),
    );
  });

  it("that are missing are asked for by letter, once a day, from a mailbox that is nobody's", async () => {
    await assert.rejects(call("reviewer", "remindAgencies", { params: { periodId } }), refused("sender.notAllowed"));
    await setReporting({ sender: "a2@bang.gov.vn" });
    await assert.rejects(call("reviewer", "remindAgencies", { params: { periodId } }), refused("sender.notAllowed"));
    await setReporting({ sender: "so@bang.gov.vn" });
    // so has an administrator, beside the mailbox that writes; xa2 and xa3 have nobody to write to; xa1 has reported.
    assert.deepEqual(await call("reviewer", "remindAgencies", { params: { periodId } }), {
      reminded: 1,
      unreachable: 2,
    });
    assert.deepEqual(await call("reviewer", "remindAgencies", { params: { periodId } }), {
      reminded: 0,
      unreachable: 2,
    });
    assert.deepEqual(
      (await sentTo()).map((row) => row.recipient),
      [`admina@${DOMAIN}`],
    );
    const { items } = await call<{ items: ReturnView[] }>("reviewer", "listReturns", { params: { periodId } });
    assert.deepEqual(
      items.map((i) => i.remindedOn),
      ["2026-04-02", null, null, null],
    );
  });

  it("are frozen with their figures, hash and words, and stay as they were", async () => {
    const body = { ...MARCH, periodId };
    await assert.rejects(call("adminA", "freezeReport", { body }), refused("access.denied"));
    await assert.rejects(
      call("reviewer", "freezeReport", { body: { from: "2026-04-01", to: "2026-04-30" } }),
      refused("invalid"),
    );
    const frozen = await call<FrozenReportView>("reviewer", "freezeReport", { body });
    assert.match(frozen.hash, /^[0-9a-f]{64}$/);
    const verify = () => call<Verification>("reviewer", "verifyFrozenReport", { params: { reportId: frozen.id } });
    assert.deepEqual(await verify(), { hashMatches: true, differences: [] });

    // Another definition and another headcount do not touch what is frozen.
    await call("system", "declareHeadcount", {
      params: { agencyId: p.agencies.xa1 },
      body: { fromDay: "2026-03-31", staff: 80, leaders: 1 },
    });
    const read = async (who: Who) => {
      const { file } = await call<{ file: { bytes: Uint8Array } }>(who, "readFrozenFile", {
        params: { reportId: frozen.id },
        query: { format: "xlsx" },
      });
      const [table] = await readSpreadsheet(file.bytes);
      return table?.rows.find((cells) => cells[1]?.text === "xa1")?.[3]?.number;
    };
    assert.equal(await read("reviewer"), 8);
    await assert.rejects(read("adminA"), refused("access.denied"));
    const { differences } = await verify();
    assert.deepEqual(
      differences.filter((d) => d.where === "xa1"),
      [
        { where: "xa1", figure: "staff", frozen: "8", now: "80" },
        { where: "xa1", figure: "leaders", frozen: "2", now: "1" },
      ],
    );
    await bench.app.db.write((tx) =>
      tx.run(`UPDATE frozen_report SET content = REPLACE(content, '"staff":8', '"staff":9')`),
    );
    assert.equal((await verify()).hashMatches, false);
    const { items } = await call<{ items: FrozenReportView[] }>("adminA", "listFrozenReports");
    assert.deepEqual(items, [], "a report on the whole province is not an agency's to see");
  });

  it("are open data for whom the setting says, once somebody opens them, without a person and without figures of few", async () => {
    const http = await startHttp(bench.app, {
      ...{ host: "127.0.0.1", port: 0, webmailDist: "/nowhere", routes: [], endpoints: [], sockets: [] },
    });
    const read = async (path: string) => {
      const reply = await fetch(`http://127.0.0.1:${http.port}/api/open-data/usage${path}`);
      return { status: reply.status, text: await reply.text() };
    };
    const set = async (value: object) =>
      changeSetting(bench.app, await actors.as("system"), {
        name: "openData",
        value: { access: "signedIn", keys: [], smallest: 3, ...value },
      });
    try {
      const { items } = await call<{ items: FrozenReportView[] }>("reviewer", "listFrozenReports");
      const reportId = items[0]?.id ?? "";
      assert.equal((await read("")).status, 401, "a stranger reads nothing unless the province says so");
      await set({ access: "public" });
      assert.deepEqual(JSON.parse((await read("")).text), { items: [] });
      assert.equal((await read(`/${reportId}`)).status, 404, "what nobody opened is not there");
      await call("reviewer", "openFrozenReport", { params: { reportId }, body: { isOpen: true } });
      assert.equal(listOpenReports.reply.parse(JSON.parse((await read("")).text)).items[0]?.id, reportId);
      const { text } = await read(`/${reportId}`);
      const report = readOpenReport.reply.parse(JSON.parse(text));
      assert.doesNotMatch(text, /Người|@bang|onLeave|neverUsed/);
      assert.match(report.suppression.vi, /dưới 3 người/);
      const kept = report.rows.filter((row) => row.suppressed.includes("people"));
      assert.ok(kept.length >= 2, "one alone could be told from the sum of its tier");
      for (const row of report.rows) {
        const isKept = row.suppressed.includes("people");
        assert.deepEqual([row.active === null, row.regular === null], [isKept, isKept], row.name);
        if (row.mailboxes > 0 && row.mailboxes < 3) assert.ok(isKept, row.name);
        if (row.leaderMailboxes > 0 && row.leaderMailboxes < 3) assert.equal(row.leaderActive, null, row.name);
      }
      const csv = await read(`/${reportId}/csv`);
      assert.match(csv.text, /^\uFEFF?Mã,/);
      assert.match(csv.text, /không công bố/);
      assert.match(csv.text, /dưới 3 người/);
      const hash = createHash("sha256").update("khoa-cua-so-tai-chinh").digest("hex");
      await set({ access: "key", keys: [{ name: "Sở Tài chính", hash, since: "2026-04-01" }] });
      assert.equal((await read(`/${reportId}?key=sai`)).status, 401);
      assert.equal((await read(`/${reportId}?key=khoa-cua-so-tai-chinh`)).status, 200);
    } finally {
      await http.close();
    }
  });
});

onEveryEngine("scheduled reports", (open) => {
  it("open, remind, freeze and mail, each once, whenever the worker runs", async () => {
    const bench = await open();
    const { app, now } = bench;
    now.ms = startOfLocalDay("2026-03-20") + 3_600_000;
    const p = await seedUsageProvince(app);
    const actors = await seedActors(app, {
      root: p.agencies.tinh,
      department: p.agencies.so,
      commune: p.agencies.xa1,
    } as unknown as Province);
    const value = {
      sender: "so@bang.gov.vn",
      schedules: [
        {
          id: "thang",
          name: "Báo cáo tháng",
          kind: "month",
          cutDay: 1,
          fromDay: "",
          toDay: "",
          dueDays: 5,
          openDays: 10,
          remindDays: [1, -1],
          since: "2026-03-01",
          mailTo: ["a1@bang.gov.vn", "ubnd@khac.gov.vn"],
        },
      ],
    };
    await changeSetting(app, await actors.as("system"), { name: "reporting", value });
    const runAt = async (day: string) => {
      now.ms = startOfLocalDay(day) + 3_600_000;
      const first = await runSchedules(app);
      assert.equal(await runSchedules(app), 0, "nothing is done twice");
      return first;
    };
    const days: [string, number][] = [
      ["2026-03-20", 0],
      ["2026-03-27", 1], // opens March, due 5 April
      ["2026-04-04", 2], // so and xa1 have somebody to write to
      ["2026-04-05", 0],
      ["2026-04-06", 4], // a day late: two reminders, frozen, mailed
      ["2026-04-07", 0],
    ];
    for (const [day, did] of days) assert.equal(await runAt(day), did, day);
    const mailed = await app.db.read((r) =>
      r.all<Received>(
        `SELECT recipient FROM outbound UNION ALL SELECT recipient FROM mail_log WHERE kind = 'received' AND recipient = 'a1@bang.gov.vn'`,
      ),
    );
    assert.deepEqual(mailed.map((row) => row.recipient).sort(), [
      "a1@bang.gov.vn",
      `admina@${DOMAIN}`,
      `admina@${DOMAIN}`,
      `adminb@${DOMAIN}`,
      `adminb@${DOMAIN}`,
      "ubnd@khac.gov.vn",
    ]);
    assert.deepEqual(await checkConsistency(app), []);
    await bench.close();
  });
});

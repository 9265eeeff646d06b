import assert from "node:assert/strict";
import { PERSON_HANDLERS } from "@congthu/server/admin/person";
import { principalOf } from "@congthu/server/core/access";
import { checkConsistency } from "@congthu/server/core/consistency";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { MailError } from "@congthu/server/core/errors";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { forgetOldFacts } from "@congthu/server/core/reporting/keep-months";
import { rebuildUsage } from "@congthu/server/core/reporting/rebuild-usage";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { usageTrend } from "@congthu/server/core/reporting/usage-trend";
import { forgetLogs } from "@congthu/server/core/retention/forget-logs";
import { putSetting } from "@congthu/server/store/settings";
import type { NoticesView } from "@congthu/shared/api/health";
import type { AgencyLeave, LeaveEntry, LeaveImport } from "@congthu/shared/api/leaves";
import type { BoxChecks, PersonUsage } from "@congthu/shared/api/reports";
import { startOfLocalDay } from "@congthu/shared/dates";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import type { Province } from "../harness/province.ts";
import { openUsageWorld, type UsageWorld } from "../harness/usage-world.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;
const YEAR = { from: "2026-01-01", to: "2026-12-31" };

onEveryEngine("keeping usage facts", (open) => {
  let bench: Bench;
  let w: UsageWorld;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await open();
    bench.now.ms = startOfLocalDay("2027-01-15");
    w = await openUsageWorld(bench.app, bench.now);
    await w.addAgencies([
      { name: "Tỉnh", kind: "province", tier: "tinh" },
      { name: "Sở", parent: "Tỉnh", kind: "department", tier: "tinh", declared: [["2024-01-01", 3, 1]] },
      { name: "Xã", parent: "Tỉnh", kind: "commune", tier: "xa" },
    ]);
    await w.addMailboxes([
      { name: "anh", agency: "Sở", day: "2024-01-02" },
      { name: "binh", agency: "Sở", day: "2024-01-02" },
      { name: "hop", agency: "Sở", day: "2024-01-02", kind: "agency" },
    ]);
    // Anh writes once a month for three years; Bình opened a letter of the agency's mailbox long ago and one of his own lately.
    for (let m = 0; m < 36; m++) {
      const day = `${2024 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}-15`;
      await w.fact("anh", day, "sent", { peer: "province" });
    }
    await w.fact("binh", "2024-03-05", "opened", { owner_id: w.person("hop") });
    await w.fact("binh", "2026-12-10", "opened");
    const p = { root: w.agency("Tỉnh"), department: w.agency("Sở"), commune: w.agency("Xã") };
    actors = await seedActors(bench.app, p as unknown as Province);
  });
  afterEach(async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
    await bench.close();
  });
  const operator = () => bench.app.db.read(operatorPrincipal);
  const total = async (q = YEAR) => {
    const { total: f } = await buildReport(bench.app, await operator(), q);
    return [f.mailboxes, f.active, f.letters, f.neverUsed];
  };

  it("forgets what persons did after their time, and keeps the figures of agencies and months", async () => {
    const before = await total();
    const trend = async () => (await usageTrend(bench.app, await operator(), { to: "2024-12-31" })).months;
    const old = await trend();
    // 25 months before January 2027: December 2024 stays.
    assert.equal(await forgetOldFacts(bench.app), 11);
    assert.equal(await forgetOldFacts(bench.app), 0);
    assert.deepEqual(await total(), before);
    assert.deepEqual(await trend(), old);
    const days = await bench.app.db.read((r) => r.all<{ day: number }>(`SELECT day FROM usage_day ORDER BY day`));
    assert.equal(days.length, 26);
    assert.deepEqual(await bench.app.db.read((r) => r.all(`SELECT day FROM usage_box_day`)), []);
    const operatorNow = await operator();
    await assert.rejects(
      buildReport(bench.app, operatorNow, { from: "2024-06-01", to: "2024-06-30" }),
      refused("invalid"),
    );
    // The first report that is left has nothing before it to compare with.
    const first = await buildReport(bench.app, operatorNow, { from: "2024-12-01", to: "2024-12-31" });
    assert.deepEqual([first.total.active, first.total.letters, first.previous], [1, 1, null]);
    // Anh is still somebody who has used it, though a report of long ago no longer says when.
    await rebuildUsage(bench.app, { fromLog: true, progress: () => undefined });
    assert.deepEqual(await total(), before);
    assert.deepEqual(await trend(), old);
  });

  it("holds together when old rows of the log are gone", async () => {
    await rollUpUsage(bench.app);
    const before = await total();
    await bench.app.db.write((tx) =>
      putSetting(tx, { name: "logs", value: JSON.stringify({ months: 12 }), changed_at: 0, changed_by: null }),
    );
    assert.ok((await forgetLogs(bench.app)) > 0);
    assert.deepEqual(await total(), before);
    await rebuildUsage(bench.app, { fromLog: true, progress: () => undefined });
    assert.deepEqual(await total(), before);
    assert.deepEqual(await total({ from: "2025-01-01", to: "2025-12-31" }), [2, 1, 12, 0]);
  });

  it("tells a person's facts to whom they concern, and erases them; the agency's sums stay", async () => {
    const read = async (who: Parameters<typeof actors.as>[0]) =>
      callRoute<PersonUsage>(bench.app, await actors.as(who), "readPersonUsage", {
        params: { accountId: w.person("binh") },
      });
    const told = await read("adminA");
    assert.deepEqual(
      told.days.map((d) => [d.day, d.channel, d.opened]),
      [
        ["2024-03-05", "web", 1],
        ["2026-12-10", "web", 1],
      ],
    );
    assert.deepEqual(told.agencyMailboxes, [{ mailboxId: w.person("hop"), day: "2024-03-05", opened: 1 }]);
    const checks = (who: Parameters<typeof actors.as>[0]) =>
      actors.as(who).then((principal) =>
        callRoute<BoxChecks>(bench.app, principal, "readBoxChecks", {
          query: { from: "2024-03-01", to: "2024-03-31", agencyId: w.agency("Sở") },
        }),
      );
    assert.deepEqual(
      (await checks("adminA")).boxes.map((b) => [b.name, b.looks]),
      [["Người hop", [{ day: "2024-03-05", clerk: "Người binh", morning: 1, afternoon: 0 }]]],
    );
    for (const who of ["adminB", "reviewer", "system"] as const)
      await assert.rejects(checks(who), refused("access.denied"));
    await assert.rejects(read("adminB"), refused("access.denied"));
    await assert.rejects(read("reviewer"), refused("access.denied"));
    const self = await bench.app.db.read((r) => principalOf(r, { accountId: w.person("anh"), channel: "web", ip: "" }));
    const erase = async (accountId: string) =>
      callRoute(bench.app, await actors.as("system"), "erasePersonUsage", { params: { accountId } });
    assert.deepEqual(self.scopes, []);
    const before = await total();
    await erase(w.person("anh"));
    await erase(w.person("anh"));
    // Two mailboxes, Bình alone acted, the letters stay the agency's, and of Anh nothing is known.
    assert.deepEqual(
      [before, await total()],
      [
        [2, 2, 12, 0],
        [2, 1, 12, 1],
      ],
    );
    await rebuildUsage(bench.app, { fromLog: true, progress: () => undefined });
    assert.deepEqual(await total(), [2, 1, 12, 1]);
    const left = await bench.app.db.read((r) =>
      r.all(`SELECT 1 AS one FROM mail_log WHERE account_id = ?`, w.person("anh")),
    );
    assert.deepEqual(left, []);
  });

  it("keeps leave on record, apart from other leave, by whoever declares headcounts", async () => {
    const accountId = w.person("anh");
    const call = async (who: Parameters<typeof actors.as>[0], name: string, more: object = {}, params: object = {}) =>
      callRoute<{ leaves: LeaveEntry[] }>(bench.app, await actors.as(who), name, {
        params: { accountId, ...params },
        ...more,
      });
    const body = { from: "2026-01-01", to: "2026-06-30", kind: "maternity", document: "12/QĐ-SNV ngày 20/12/2025" };
    const { leaves } = await call("adminA", "recordLeave", { body });
    assert.deepEqual(
      leaves.map(({ id: _, ...rest }) => rest),
      [body],
    );
    const id = leaves[0]?.id ?? "";
    await assert.rejects(call("adminB", "recordLeave", { body }), refused("access.denied"));
    for (const wrong of [
      { ...body, from: "2026-06-30", to: "2026-07-31" },
      { ...body, from: "2026-12-31", to: "2026-12-01" },
    ])
      await assert.rejects(call("adminA", "recordLeave", { body: wrong }), refused("invalid"));
    const half = { from: "2026-01-01", to: "2026-06-30" };
    const figures = async () => {
      const { total: f } = await buildReport(bench.app, await operator(), half);
      return [f.mailboxes, f.onLeave, f.active];
    };
    // Whoever is away for the whole half-year is out, although letters were written.
    assert.deepEqual(await figures(), [2, 1, 0]);
    await call("adminA", "changeLeave", { body: { ...body, to: "2026-05-31" } }, { leaveId: id });
    assert.deepEqual(await figures(), [2, 0, 1]);
    const { leaves: none } = await call("system", "removeLeave", {}, { leaveId: id });
    assert.deepEqual(none, []);
    await assert.rejects(call("system", "removeLeave", {}, { leaveId: id }), refused("invalid"));
  });

  it("records the leave of a list of one's own people, after a dry run that records nothing", async () => {
    const call = async (who: Parameters<typeof actors.as>[0], name: string, body?: object) =>
      callRoute<LeaveImport & { items: AgencyLeave[] }>(bench.app, await actors.as(who), name, {
        params: { agencyId: w.agency("Sở") },
        ...(body ? { body } : {}),
      });
    await w.addMailboxes([{ name: "an", agency: "Xã", day: "2024-01-02" }]);
    const address = (name: string) => `${name}@bang.gov.vn`;
    const lines = [
      "DANH SÁCH NGHỈ DÀI NGÀY,,,,",
      "STT,Họ và tên,Địa chỉ thư,Từ ngày,Đến ngày,Lý do nghỉ,Số quyết định",
      `1,,${address("anh")},01/02/2026,30/04/2026,Nghỉ thai sản,12/QĐ-UBND`,
      `2,,${address("anh")},15/04/2026,30/05/2026,Đi học,`,
      `3,,${address("an")},01/02/2026,30/04/2026,Nghỉ ốm,`,
      "4,Không Có Ai,,01/02/2026,30/04/2026,,",
      `5,,${address("anh")},30/07/2026,01/07/2026,,`,
    ];
    const content = Buffer.from(lines.join("\n")).toString("base64");
    const faults = (reply: LeaveImport) => reply.rows.map((row) => row.fault);
    const dry = await call("adminA", "importLeaves", { content, dryRun: true });
    assert.deepEqual([dry.recorded, faults(dry)], [0, [null, "overlap", "unknown", "unknown", "days"]]);
    assert.deepEqual((await call("adminA", "listAgencyLeaves")).items, []);
    const done = await call("adminA", "importLeaves", { content, dryRun: false });
    assert.equal(done.recorded, 1);
    const { items } = await call("adminA", "listAgencyLeaves");
    assert.deepEqual(
      items.map((l) => [l.accountId, l.from, l.to, l.kind, l.document, l.agencyName]),
      [[w.person("anh"), "2026-02-01", "2026-04-30", "maternity", "12/QĐ-UBND", "Sở"]],
    );
    const again = await call("system", "importLeaves", { content, dryRun: false });
    assert.deepEqual([again.recorded, again.rows[0]?.fault], [0, "known"]);
    await assert.rejects(call("adminB", "importLeaves", { content, dryRun: true }), refused("access.denied"));
    await assert.rejects(call("adminB", "listAgencyLeaves"), refused("access.denied"));
  });

  it("tells the people of an agency for a week who looked at their figures by name, and nobody else", async () => {
    const told = async (who: string) => {
      const route = PERSON_HANDLERS.find((h) => h.route.name === "readNotices");
      assert.ok(route);
      const principal = await bench.app.db.read((r) =>
        principalOf(r, { accountId: w.person(who), channel: "web", ip: "" }),
      );
      const call = { app: bench.app, principal, params: {}, query: {}, body: undefined };
      return ((await route.run(call)) as NoticesView).items;
    };
    await w.addMailboxes([{ name: "xe", agency: "Xã", day: "2024-01-02" }]);
    assert.deepEqual(await told("anh"), []);
    await callRoute(bench.app, await actors.as("adminA"), "readUsagePeople", {
      query: { from: "2026-12-01", to: "2026-12-31", agencyId: w.agency("Sở") },
    });
    const [notice, ...more] = await told("anh");
    assert.match(notice?.text ?? "", /^Ngày \d\d\/\d\d\/2027, quản trị viên .* đã xem thống kê .* của Sở\./);
    assert.deepEqual(more, []);
    assert.deepEqual(await told("xe"), []);
    await callRoute(bench.app, await actors.as("system"), "readPersonUsage", {
      params: { accountId: w.person("binh") },
    });
    assert.deepEqual(
      (await told("binh")).map((n) => /đã trích xuất số liệu sử dụng thư của bạn/.test(n.text)),
      [false, true],
    );
    bench.now.ms += 8 * 86_400_000;
    assert.deepEqual(await told("anh"), []);
  });
});

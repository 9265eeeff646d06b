import assert from "node:assert/strict";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { MailError } from "@congthu/server/core/errors";
import { insertGroup } from "@congthu/server/store/addresses";
import { insertFrozenReport, insertReportPeriod } from "@congthu/server/store/reports";
import type { FrozenReportId, GroupId, ReportPeriodId } from "@congthu/shared/ids";
import { type Bench, openBench } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";
import { CALLS, FROZEN, PERIOD, type Target, WITHOUT_TARGET } from "./route-calls.ts";

const TABLES = [
  "mail_group",
  "group_member",
  "agency",
  "agency_tier",
  "agency_code",
  "headcount",
  "account",
  "address",
  "role_grant",
  "delegation",
  "session",
  "second_factor",
  "inquiry",
  "setting",
  "leave_record",
  "usage_day",
  "audit",
  "account_step",
  "account_end",
  "account_request",
  "report_period",
  "agency_return",
  "report_reminder",
  "frozen_report",
  "import_batch",
];

describe("administration beyond one's own subtree", function () {
  this.timeout(60_000);
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  let target: Target;
  before(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
    const [mailboxId = ""] = await bench.app.db.write((tx) =>
      createAccountsIn(bench.app, tx, [
        {
          kind: "agency",
          agencyId: province.commune,
          address: `binhan@${DOMAIN}`,
          fullName: "Xã Bình An",
          title: "",
          unit: "",
          isLeader: false,
          passwordHash: null,
          mustChange: false,
          quotaBytes: 1,
        },
      ]),
    );
    await bench.app.db.write((tx) =>
      insertGroup(tx, {
        ...{ group_id: "m-binhan" as GroupId, agency_id: province.commune, address: `nhom.binhan@${DOMAIN}` },
        ...{ name: "Nhóm Bình An", fold: "nhom binh an", posting: "internal", created_at: 0 },
      }),
    );
    target = { agencyId: province.commune, personId: province.accounts.chi, mailboxId, otherId: province.department };
    await bench.app.db.write(async (tx) => {
      const day = { from_day: "2026-02-01", to_day: "2026-02-28" };
      await insertReportPeriod(tx, {
        ...{ period_id: PERIOD as ReportPeriodId, schedule_id: "", name: "Kỳ thử", ...day, due_day: "2026-03-10" },
        ...{ opened_at: 0, opened_by: null },
      });
      await insertFrozenReport(tx, {
        ...{ report_id: FROZEN as FrozenReportId, agency_id: province.commune, period_id: null, ...day, frozen_at: 0 },
        ...{ frozen_by: null, mailed_at: null, is_open: 0, hash: "", content: "{}" },
      });
    });
    // As wide as the setting can make it.
    const may = [
      "agency.headcount",
      "account.create",
      "account.edit",
      "account.lock",
      "account.reset",
      "mailbox.clerks",
      "trace.view",
      "group.manage",
    ];
    await callRoute(bench.app, await actors.as("system"), "changeSetting", {
      params: { name: "agencyAdministrators" },
      body: { may },
    });
  });
  after(() => bench.close());

  const snapshot = (of = TABLES) =>
    bench.app.db.read(async (r) => {
      const tables = [];
      for (const table of of) tables.push([table, await r.all(`SELECT * FROM ${table}`)]);
      return JSON.stringify(tables);
    });

  it("tries every route there is", () => {
    assert.deepEqual(Object.keys(CALLS).sort(), ADMIN_HANDLERS.map((h) => h.route.name).sort());
  });

  const outside: ActorName[] = ["adminA", "reviewerA", "auditorA", "helpdeskA"];
  for (const who of outside)
    for (const [name, call] of Object.entries(CALLS))
      it(`${who} gets nothing of another agency by ${name}`, async () => {
        const before = await snapshot();
        const outcome = await callRoute<unknown>(bench.app, await actors.as(who), name, call(target)).catch(
          (err: unknown) => err,
        );
        if (outcome instanceof MailError) {
          assert.match(outcome.code, /^access\.denied$|notFound$|\.notFound$/);
        } else {
          assert.ok(!(outcome instanceof Error), String(outcome));
          assert.ok(WITHOUT_TARGET.has(name), `${name} answered`);
          const text = JSON.stringify(outcome);
          for (const id of [target.agencyId, target.personId, "Bình An"]) assert.ok(!text.includes(id), text);
        }
        assert.equal(await snapshot(), before);
      });

  it("the same calls work on the own agency, so that they were refused for the right reason", async () => {
    const done: string[] = [];
    for (const [name, call] of Object.entries(CALLS)) {
      const outcome = await callRoute<unknown>(bench.app, await actors.as("adminB"), name, call(target)).catch(
        (err) => err,
      );
      if (!(outcome instanceof Error)) done.push(name);
    }
    assert.deepEqual(done, [
      "readConsole",
      "keepConsoleChoice",
      "exportTable",
      "listAgencies",
      "searchAgencies",
      "listTiers",
      "readAgency",
      "changeAddress",
      "declareHeadcount",
      "listAccounts",
      "exportAccounts",
      "proposeAddresses",
      "createAccount",
      "readAccount",
      "changeAccount",
      "lockAccount",
      "unlockAccount",
      "resetPassword",
      "readAccountLife",
      "listRequests",
      "submitRequest",
      "checkImport",
      "checkBulk",
      "listImports",
      "readImportForm",
      "readAccountAccess",
      "signOutAccount",
      "resetFactors",
      "appointClerk",
      "dismissClerk",
      "readUsageReport",
      "readUsageTrend",
      "readUsageDays",
      "readUsageProtocols",
      "readUsageStorage",
      "explainUsage",
      "listLeaves",
      "recordLeave",
      "listAgencyLeaves",
      "importLeaves",
      "readBoxChecks",
      "readPersonUsage",
      "erasePersonUsage",
      "readUsageFile",
      "readUsagePeople",
      "listReportPeriods",
      "listReturns",
      "fileReturn",
      "readReturnFile",
      "listFrozenReports",
      "listAudit",
      "readSettings",
      "listQueue",
      "listQueueDomains",
      "readStorage",
      "listGroups",
      "readGroup",
      "createGroup",
      "changeGroup",
      "closeGroup",
      "previewGroup",
      "findLetters",
      "readMailLog",
    ]);
  });

  it("a reviewer of the whole province never sees a person's name or address", async () => {
    const people = await bench.app.db.read((r) =>
      r.all<{ full_name: string; address: string }>(`SELECT full_name, address FROM account WHERE kind = 'person'`),
    );
    let answered = 0;
    for (const [name, call] of Object.entries(CALLS)) {
      const outcome = await callRoute<unknown>(bench.app, await actors.as("reviewer"), name, call(target)).catch(
        (err) => err,
      );
      if (outcome instanceof Error) continue;
      answered++;
      const text = JSON.stringify(outcome);
      for (const p of people)
        assert.ok(!text.includes(p.full_name) && !text.includes(p.address), `${name} shows ${p.full_name}`);
    }
    assert.ok(answered >= 8, String(answered));
  });

  it("an auditor changes nothing anywhere, but for the audit of what was looked up", async () => {
    const tables = TABLES.filter((table) => table !== "audit");
    const before = await snapshot(tables);
    for (const [name, call] of Object.entries(CALLS))
      await callRoute<unknown>(bench.app, await actors.as("auditor"), name, call(target)).catch(() => undefined);
    assert.equal(await snapshot(tables), before);
  });
});

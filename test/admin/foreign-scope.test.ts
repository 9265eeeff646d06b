import assert from "node:assert/strict";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { MailError } from "@congthu/server/core/errors";
import { insertGroup } from "@congthu/server/store/addresses";
import { insertFrozenReport, insertReportPeriod } from "@congthu/server/store/reports";
import type { FrozenReportId, GroupId, ReportPeriodId } from "@congthu/shared/ids";
import { type Bench, openBench } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, type Call, callRoute, seedActors } from "./actors.ts";

/** What a call is aimed at: an agency, a person and the agency's mailbox. */
type Target = { agencyId: string; personId: string; mailboxId: string; otherId: string };

const period = { from: "2026-02-01", to: "2026-02-28" };

/**
 * A call of every route upon a target that would do its work if it were allowed. Routes without a target (`own`) show or change what is the caller's:
 * nothing of the target may be in the answer.
 */
const CALLS: Record<string, (t: Target) => Call> = {
  readConsole: () => ({}),
  listAgencies: (t) => ({ query: { parentId: t.agencyId } }),
  searchAgencies: () => ({ query: { text: "binh an" } }),
  listTiers: () => ({}),
  readAgency: (t) => ({ params: { agencyId: t.agencyId } }),
  createAgency: (t) => ({
    body: { parentId: t.agencyId, name: "Phòng Lạ", abbr: "la", kind: "division", tier: "xa", sinceDay: "2026-01-01" },
  }),
  changeAgency: (t) => ({ params: { agencyId: t.agencyId }, body: { name: "Xã Đổi Tên" } }),
  moveAgency: (t) => ({ params: { agencyId: t.agencyId }, body: { parentId: t.otherId } }),
  setAgencyCode: (t) => ({
    params: { agencyId: t.agencyId },
    body: { scheme: "QD20", code: "H63.9", fromDay: "2026-01-01" },
  }),
  setAgencyTier: (t) => ({ params: { agencyId: t.agencyId }, body: { tier: "tinh", fromDay: "2026-01-01" } }),
  mergeAgencies: (t) => ({ params: { agencyId: t.agencyId }, body: { fromIds: [t.otherId], onDay: "2026-03-01" } }),
  splitAgency: (t) => ({
    params: { agencyId: t.agencyId },
    body: {
      onDay: "2026-03-01",
      agency: {
        parentId: t.agencyId,
        name: "Phòng Tách",
        abbr: "tach",
        kind: "division",
        tier: "xa",
        sinceDay: "2026-01-01",
      },
    },
  }),
  closeAgency: (t) => ({ params: { agencyId: t.agencyId }, body: { onDay: "2026-03-01" } }),
  changeAddress: (t) => ({ params: { accountId: t.personId }, body: { localPart: "chi.moi" } }),
  declareHeadcount: (t) => ({
    params: { agencyId: t.agencyId },
    body: { fromDay: "2026-02-01", staff: 99, leaders: 9 },
  }),
  listAccounts: (t) => ({ query: { agencyId: t.agencyId } }),
  exportAccounts: (t) => ({ query: { agencyId: t.agencyId, format: "csv" } }),
  proposeAddresses: (t) => ({ body: { agencyId: t.agencyId, fullName: "Lê Văn Lạ" } }),
  createAccount: (t) => ({ body: { agencyId: t.agencyId, fullName: "Lê Văn Lạ", localPart: "lalv.x" } }),
  readAccount: (t) => ({ params: { accountId: t.personId } }),
  changeAccount: (t) => ({ params: { accountId: t.personId }, body: { title: "Chủ tịch", isLeader: true } }),
  lockAccount: (t) => ({ params: { accountId: t.personId }, body: { reason: "request" } }),
  unlockAccount: (t) => ({ params: { accountId: t.personId }, body: {} }),
  resetPassword: (t) => ({ params: { accountId: t.personId }, body: {} }),
  endAccount: (t) => ({ params: { accountId: t.personId }, body: { act: "depart", reason: "retired" } }),
  restoreAccount: (t) => ({ params: { accountId: t.personId }, body: {} }),
  holdAccount: (t) => ({ params: { accountId: t.personId }, body: { hold: "Thanh tra" } }),
  readAccountLife: (t) => ({ params: { accountId: t.personId } }),
  listRequests: (t) => ({ query: { agencyId: t.agencyId } }),
  submitRequest: (t) => ({ body: { kind: "reset", agencyId: t.agencyId, accountId: t.personId } }),
  decideRequest: () => ({ params: { requestId: UNKNOWN_REQUEST }, body: { act: "approve" } }),
  carryOutRequest: () => ({ params: { requestId: UNKNOWN_REQUEST }, body: {} }),
  checkImport: (t) => ({
    body: {
      agencyId: t.agencyId,
      fileName: "a.csv",
      content: Buffer.from("Họ tên,Chức vụ\nLê Văn Lạ,Công chức").toString("base64"),
    },
  }),
  listImports: () => ({}),
  readImportForm: () => ({}),
  readImport: () => ({ params: { importId: UNKNOWN_IMPORT } }),
  readImportRows: () => ({ params: { importId: UNKNOWN_IMPORT } }),
  startImport: () => ({ params: { importId: UNKNOWN_IMPORT }, body: {} }),
  undoImport: () => ({ params: { importId: UNKNOWN_IMPORT } }),
  printSlips: () => ({ params: { importId: UNKNOWN_IMPORT } }),
  readImportFile: () => ({ params: { importId: UNKNOWN_IMPORT } }),
  readAccountAccess: (t) => ({ params: { accountId: t.personId } }),
  signOutAccount: (t) => ({ params: { accountId: t.personId }, body: {} }),
  resetFactors: (t) => ({ params: { accountId: t.personId }, body: {} }),
  listInquiries: (t) => ({ params: { accountId: t.personId } }),
  askInquiry: (t) => ({
    params: { accountId: t.personId },
    body: { readerId: t.personId, reason: "Kiểm tra theo đơn", document: "1/QĐ", untilDay: "2026-03-03" },
  }),
  decideInquiry: () => ({ params: { inquiryId: "q000000000000000" }, body: { grant: true } }),
  endInquiry: () => ({ params: { inquiryId: "q000000000000000" } }),
  grantRole: (t) => ({ params: { accountId: t.personId }, body: { role: "agency", agencyId: t.agencyId } }),
  revokeRole: (t) => ({ params: { accountId: t.personId, role: "agency", agencyId: t.agencyId } }),
  appointClerk: (t) => ({ params: { accountId: t.mailboxId, clerkId: t.personId }, body: {} }),
  dismissClerk: (t) => ({ params: { accountId: t.mailboxId, clerkId: t.personId } }),
  readUsageReport: (t) => ({ query: { ...period, agencyId: t.agencyId } }),
  readUsageTrend: (t) => ({ query: { to: "2026-02-28", agencyId: t.agencyId } }),
  readUsageDays: (t) => ({ query: { ...period, agencyId: t.agencyId } }),
  readUsageProtocols: (t) => ({ query: { ...period, agencyId: t.agencyId } }),
  readUsageStorage: (t) => ({ query: { agencyId: t.agencyId } }),
  explainUsage: (t) => ({ query: { ...period, agencyId: t.agencyId } }),
  listLeaves: (t) => ({ params: { accountId: t.personId } }),
  recordLeave: (t) => ({
    params: { accountId: t.personId },
    body: { from: "2026-01-01", to: "2026-06-30", kind: "maternity" },
  }),
  changeLeave: (t) => ({
    params: { accountId: t.personId, leaveId: UNKNOWN_LEAVE },
    body: { from: "2026-01-01", to: "2026-06-30", kind: "study" },
  }),
  removeLeave: (t) => ({ params: { accountId: t.personId, leaveId: UNKNOWN_LEAVE } }),
  readBoxChecks: (t) => ({ query: { ...period, agencyId: t.agencyId } }),
  readPersonUsage: (t) => ({ params: { accountId: t.personId } }),
  erasePersonUsage: (t) => ({ params: { accountId: t.personId } }),
  readUsageFile: (t) => ({ query: { ...period, agencyId: t.agencyId, format: "csv" } }),
  readUsagePeople: (t) => ({ query: { ...period, agencyId: t.agencyId } }),
  listReportPeriods: () => ({}),
  openReportPeriod: () => ({ body: { name: "Kỳ lạ", ...period, due: "2026-04-10" } }),
  listReturns: (t) => ({ params: { periodId: PERIOD }, query: { agencyId: t.agencyId } }),
  fileReturn: (t) => ({ params: { periodId: PERIOD, agencyId: t.agencyId }, body: RETURN }),
  readReturnFile: (t) => ({ params: { periodId: PERIOD, agencyId: t.agencyId }, query: { format: "docx" } }),
  remindAgencies: () => ({ params: { periodId: PERIOD } }),
  listFrozenReports: () => ({}),
  freezeReport: (t) => ({ body: { ...period, agencyId: t.agencyId } }),
  readFrozenFile: () => ({ params: { reportId: FROZEN }, query: { format: "csv" } }),
  verifyFrozenReport: () => ({ params: { reportId: FROZEN } }),
  mailFrozenReport: () => ({ params: { reportId: FROZEN }, body: { to: ["ai@example.org"] } }),
  openFrozenReport: () => ({ params: { reportId: FROZEN }, body: { isOpen: true } }),
  listOpenReports: () => ({}),
  readOpenReport: () => ({ params: { reportId: FROZEN } }),
  readOpenCsv: () => ({ params: { reportId: FROZEN } }),
  listAudit: (t) => ({ query: { agencyId: t.agencyId } }),
  verifyAuditChain: () => ({}),
  readSettings: () => ({}),
  changeSetting: () => ({ params: { name: "quotas" }, body: { personBytes: 1, agencyBytes: 1 } }),
  listQueue: (t) => ({ query: { agencyId: t.agencyId } }),
  listQueueDomains: (t) => ({ query: { agencyId: t.agencyId } }),
  readStorage: (t) => ({ query: { agencyId: t.agencyId } }),
  setPool: (t) => ({ params: { agencyId: t.agencyId }, body: { poolBytes: 1 } }),
  listGroups: (t) => ({ query: { agencyId: t.agencyId } }),
  readGroup: () => ({ params: { groupId: "m-binhan" } }),
  createGroup: (t) => ({
    body: { agencyId: t.agencyId, localPart: "nhom.la", name: "Nhóm lạ", posting: "open", members: [t.personId] },
  }),
  changeGroup: (t) => ({
    params: { groupId: "m-binhan" },
    body: { name: "Nhóm khác", posting: "open", members: [t.personId] },
  }),
  closeGroup: () => ({ params: { groupId: "m-binhan" } }),
  previewGroup: (t) => ({ body: { rule: { agencyId: t.agencyId, who: "staff" } } }),
  findLetters: () => ({ query: { text: "chi", before: "lv" } }),
  readTrace: () => ({ params: { traceId: "x0123456789abcdef" } }),
  readMailLog: (t) => ({ query: { fromDay: "2026-03-01", toDay: "2026-03-31", agencyId: t.agencyId } }),
  retryQueue: () => ({ body: { domain: "example.org" } }),
  dropQueue: () => ({ body: { domain: "example.org", reason: "thử" } }),
  changeUsageDefinition: () => ({ body: { acts: ["sent"], rule: { kind: "workingDays", percent: 1 } } }),
};

/** Leave that is not on record. */
const UNKNOWN_LEAVE = `v${"0".repeat(22)}`;
/** A period that is open, and a report on the target that is frozen. */
const PERIOD = "p000000000000000";
const FROZEN = "f000000000000000";
const RETURN = { onDay: "2026-03-01", staff: 9, leaders: 1, directoryReviewed: true, problems: "", proposals: "" };

/** A request that nobody sent. */
/** A list and a request that nobody sent. */
const UNKNOWN_IMPORT = `m${"0".repeat(22)}`;
const UNKNOWN_REQUEST = `q${"0".repeat(22)}`;

/** Routes that name no agency or account: their answer holds nothing of the target. */
const WITHOUT_TARGET = new Set([
  "readConsole",
  "listImports",
  "readImportForm",
  "searchAgencies",
  "listTiers",
  "verifyAuditChain",
  "readSettings",
  "findLetters",
  "listReportPeriods",
  "listFrozenReports",
  "listOpenReports",
]);

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
      "listOpenReports",
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

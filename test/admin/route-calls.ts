import { NO_ACME, NO_LDAP, NO_OIDC } from "@congthu/shared/api/connection-settings";
import { DOMAIN } from "../harness/province.ts";
import type { Call } from "./actors.ts";

/** What a call is aimed at: an agency, a person and the agency's mailbox. */
export type Target = { agencyId: string; personId: string; mailboxId: string; otherId: string };

const period = { from: "2026-02-01", to: "2026-02-28" };

/**
 * A call of every route upon a target that would do its work if it were allowed. Routes without a target (`own`) show or change what is the caller's:
 * nothing of the target may be in the answer.
 */
export const CALLS: Record<string, (t: Target) => Call> = {
  readConnections: () => ({}),
  changeLdap: () => ({ body: { settings: NO_LDAP, password: "x" } }),
  changeOidc: () => ({ body: { settings: NO_OIDC, clientSecret: "x" } }),
  changeAcme: () => ({ body: { settings: NO_ACME } }),
  askForCertificate: () => ({ body: {} }),
  syncDirectory: () => ({ body: { planOnly: true } }),
  readConsole: () => ({}),
  keepConsoleChoice: () => ({ params: { name: "accountColumns" }, body: { value: "address,status" } }),
  exportTable: (t) => ({ params: { table: "agencies" }, query: { agencyId: t.agencyId, format: "csv" } }),
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
  applyDirectory: () => ({ body: { file: { domains: ["la.gov.vn"] }, planOnly: false } }),
  checkBulk: (t) => ({ body: { choice: { accountIds: [t.personId] }, ask: { act: "lock", reason: "request" } } }),
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
  handOverMailbox: (t) => ({ params: { accountId: t.mailboxId, clerkId: t.personId }, body: { toId: t.personId } }),
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
  listAgencyLeaves: (t) => ({ params: { agencyId: t.agencyId } }),
  importLeaves: (t) => ({
    params: { agencyId: t.agencyId },
    body: { content: Buffer.from("Họ và tên,Từ ngày,Đến ngày\n").toString("base64"), dryRun: false },
  }),
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
  listAudit: (t) => ({ query: { agencyId: t.agencyId } }),
  verifyAuditChain: () => ({}),
  readSettings: () => ({}),
  changeSetting: () => ({ params: { name: "quotas" }, body: { personBytes: 1, agencyBytes: 1 } }),
  listQueue: (t) => ({ query: { agencyId: t.agencyId } }),
  listQueueDomains: (t) => ({ query: { agencyId: t.agencyId } }),
  listDomains: () => ({}),
  readDomainHealth: () => ({ params: { domain: DOMAIN } }),
  readHostHealth: () => ({}),
  readHealth: () => ({}),
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
  previewUsageDefinition: () => ({ body: { acts: ["sent"], rule: { kind: "workingDays", percent: 1 } } }),
  changeUsageDefinition: () => ({ body: { acts: ["sent"], rule: { kind: "workingDays", percent: 1 } } }),
};

/** Leave that is not on record. */
const UNKNOWN_LEAVE = `v${"0".repeat(22)}`;
/** A period that is open, and a report on the target that is frozen. */
export const PERIOD = "p000000000000000";
export const FROZEN = "f000000000000000";
const RETURN = { onDay: "2026-03-01", staff: 9, leaders: 1, directoryReviewed: true, problems: "", proposals: "" };

/** A request that nobody sent. */
/** A list and a request that nobody sent. */
const UNKNOWN_IMPORT = `m${"0".repeat(22)}`;
const UNKNOWN_REQUEST = `q${"0".repeat(22)}`;

/** Routes that name no agency or account: their answer holds nothing of the target. */
export const WITHOUT_TARGET = new Set([
  "readConsole",
  "keepConsoleChoice",
  "listImports",
  "readImportForm",
  "searchAgencies",
  "listTiers",
  "verifyAuditChain",
  "readSettings",
  "findLetters",
  "listReportPeriods",
  "listFrozenReports",
]);

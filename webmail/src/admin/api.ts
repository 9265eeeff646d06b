import type { LifeReason } from "@congthu/shared/account-life";
import type { AccountAccess, InquiryEntry } from "@congthu/shared/api/account-access";
import type { AccountDetail, AccountPage, OpenWork } from "@congthu/shared/api/accounts";
import type { AgencyDetail, AgencyNode, TierEntry } from "@congthu/shared/api/agencies";
import type { AuditEntryView } from "@congthu/shared/api/audit";
import type { ConsoleChoice, ConsoleView } from "@congthu/shared/api/console";
import type { AgencyLeave, LeaveEntry, LeaveImport } from "@congthu/shared/api/leaves";
import type {
  BoxChecks,
  PersonUsage,
  UsageDays,
  UsageExplanation,
  UsagePerson,
  UsageProtocols,
  UsageReport,
  UsageStorage,
  UsageTrend,
} from "@congthu/shared/api/reports";
import type { Role } from "@congthu/shared/api/route";
import type { EditableSetting, SettingValues } from "@congthu/shared/api/setting-values";
import type { DefinitionPreview } from "@congthu/shared/api/settings";
import type { TableName } from "@congthu/shared/api/tables";
import type { AuditAction } from "@congthu/shared/audit-actions";
import type {
  AccountKind,
  AccountSortBy,
  AccountStatus,
  AgencyKind,
  CodeScheme,
  MailboxRights,
} from "@congthu/shared/directory-words";
import type { FileFormat } from "@congthu/shared/report-words";
import type { QualifyingAct, RegularRule } from "@congthu/shared/usage-definition";
import { callApi } from "../data/api-client.ts";

type Query = Record<string, string | number | boolean | undefined>;

/** A path with what is known of the query. */
export function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

/** A question with what is known of the query. */
export const get = <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
  callApi<T>("GET", withQuery(path, query), signal ? { signal } : {});
const part = (text: string) => encodeURIComponent(text);
const account = (id: string) => `/api/accounts/${part(id)}`;
const agency = (id: string) => `/api/agencies/${part(id)}`;

export type Window = { from: string; to: string; agencyId?: string | undefined };
export type FoundAgency = AgencyNode & { ancestors: { id: string; name: string }[] };
export type AccountQuery = {
  agencyId?: string | undefined;
  kind?: AccountKind | undefined;
  status?: AccountStatus | undefined;
  leader?: boolean | undefined;
  text?: string | undefined;
  sort?: AccountSortBy | undefined;
  order?: "asc" | "desc" | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};
export type Grounds = { document: string; note: string };
export type Proposals = { domain: string; localParts: string[]; wants: ("born" | "cccd")[] };

export const keepConsoleChoice = (name: ConsoleChoice, value: string) =>
  callApi<null>("PUT", `/api/console/choices/${part(name)}`, { body: { value } });
export const readConsole = () => get<ConsoleView>("/api/console");

export const listAgencies = (parentId?: string) => get<{ items: AgencyNode[] }>("/api/agencies", { parentId });
export const searchAgencies = (text: string, signal?: AbortSignal) =>
  get<{ items: FoundAgency[] }>("/api/agencies/search", { text }, signal);
export const listTiers = () => get<{ items: TierEntry[] }>("/api/tiers");
export const readAgency = (id: string) => get<AgencyDetail>(agency(id));
export type NewAgency = {
  parentId: string;
  name: string;
  shortName: string;
  abbr: string;
  kind: AgencyKind;
  tier: string;
  sinceDay: string;
  withMailbox: boolean;
};
export const createAgency = (body: NewAgency) => callApi<AgencyDetail>("POST", "/api/agencies", { body });
export type AgencyChange = { name?: string; shortName?: string; abbr?: string; kind?: AgencyKind };
export const changeAgency = (id: string, body: AgencyChange) => callApi<AgencyDetail>("PATCH", agency(id), { body });
export const moveAgency = (id: string, parentId: string) =>
  callApi<AgencyDetail>("POST", `${agency(id)}/move`, { body: { parentId } });
export const setAgencyCode = (id: string, body: { scheme: CodeScheme; code: string; fromDay: string }) =>
  callApi<AgencyDetail>("PUT", `${agency(id)}/codes`, { body });
export const setAgencyTier = (id: string, body: { tier: string; fromDay: string }) =>
  callApi<AgencyDetail>("PUT", `${agency(id)}/tier`, { body });
export const declareHeadcount = (id: string, body: { fromDay: string; staff: number; leaders: number }) =>
  callApi<AgencyDetail>("PUT", `${agency(id)}/headcount`, { body });

export const listAccounts = (query: AccountQuery, signal?: AbortSignal) =>
  get<AccountPage>("/api/accounts", query, signal);
/** Where the browser fetches the list from. */
export const accountsFileUrl = (query: AccountQuery & { format: "xlsx" | "csv" }) =>
  withQuery("/api/accounts/file", query);
/** Where the browser fetches a table of the console from, with the filter of its page. */
export const tableFileUrl = (table: TableName, query: Query) => withQuery(`/api/tables/${table}`, query);
export const readAccount = (id: string) => get<AccountDetail>(account(id));
export type ProposalQuery = {
  agencyId: string;
  kind: AccountKind;
  fullName: string;
  unit: string;
  born?: string;
  cccd?: string;
};
export const proposeAddresses = (body: ProposalQuery, signal?: AbortSignal) =>
  callApi<Proposals>("POST", "/api/accounts/proposals", { body, ...(signal ? { signal } : {}) });
export type NewAccount = {
  kind: AccountKind;
  agencyId: string;
  fullName: string;
  localPart: string;
  title: string;
  unit: string;
  isLeader: boolean;
};
export const createAccount = (body: NewAccount) =>
  callApi<{ account: AccountDetail; oneTimePassword: string | null }>("POST", "/api/accounts", { body });
export type AccountChange = {
  fullName?: string;
  title?: string;
  unit?: string;
  isLeader?: boolean;
  quotaBytes?: number;
  agencyId?: string;
};
export const changeAccount = (id: string, body: AccountChange) =>
  callApi<AccountDetail>("PATCH", account(id), { body });
export const lockAccount = (id: string, body: Grounds & { reason: LifeReason }) =>
  callApi<AccountDetail>("POST", `${account(id)}/lock`, { body });
export const unlockAccount = (id: string, body: Grounds) =>
  callApi<AccountDetail>("POST", `${account(id)}/unlock`, { body });
export const resetPassword = (id: string, body: Grounds) =>
  callApi<{ oneTimePassword: string }>("POST", `${account(id)}/password`, { body });
export const grantRole = (id: string, body: { role: Role; agencyId: string }) =>
  callApi<AccountDetail>("POST", `${account(id)}/roles`, { body });
export const revokeRole = (id: string, role: Role, agencyId: string) =>
  callApi<AccountDetail>("DELETE", `${account(id)}/roles/${role}/${part(agencyId)}`);
export const appointClerk = (id: string, clerkId: string, rights: MailboxRights) =>
  callApi<AccountDetail>("PUT", `${account(id)}/clerks/${part(clerkId)}`, { body: { rights } });
export const handOverMailbox = (id: string, fromId: string, body: { toId: string; note: string }) =>
  callApi<{ account: AccountDetail; open: OpenWork }>("POST", `${account(id)}/clerks/${part(fromId)}/handover`, {
    body,
  });
export const dismissClerk = (id: string, clerkId: string) =>
  callApi<AccountDetail>("DELETE", `${account(id)}/clerks/${part(clerkId)}`);

export const readUsageReport = (q: Window, signal?: AbortSignal) => get<UsageReport>("/api/reports/usage", q, signal);
export const readUsageTrend = (q: { to: string; agencyId?: string | undefined }) =>
  get<UsageTrend>("/api/reports/usage/trend", q);
export const readUsageDays = (q: Window) => get<UsageDays>("/api/reports/usage/days", q);
export const readUsageProtocols = (q: Window) => get<UsageProtocols>("/api/reports/usage/protocols", q);
export const readUsageStorage = (q: { agencyId?: string | undefined }) =>
  get<UsageStorage>("/api/reports/usage/storage", q);
export const explainUsage = (q: Window & { own?: boolean }) => get<UsageExplanation>("/api/reports/usage/explain", q);
export const readPersonUsage = (id: string) => callApi<PersonUsage>("GET", `/api/accounts/${id}/usage`);
export const erasePersonUsage = (id: string) => callApi<null>("DELETE", `/api/accounts/${id}/usage`);
export const listLeaves = (id: string) => callApi<{ leaves: LeaveEntry[] }>("GET", `/api/accounts/${id}/leaves`);
export const recordLeave = (id: string, body: Omit<LeaveEntry, "id">) =>
  callApi<{ leaves: LeaveEntry[] }>("POST", `/api/accounts/${id}/leaves`, { body });
export const changeLeave = (id: string, { id: leaveId, ...body }: LeaveEntry) =>
  callApi<{ leaves: LeaveEntry[] }>("PUT", `/api/accounts/${id}/leaves/${leaveId}`, { body });
export const removeLeave = (id: string, leaveId: string) =>
  callApi<{ leaves: LeaveEntry[] }>("DELETE", `/api/accounts/${id}/leaves/${leaveId}`);
export const listAgencyLeaves = (id: string) => callApi<{ items: AgencyLeave[] }>("GET", `${agency(id)}/leaves`);
export const importLeaves = (id: string, body: { content: string; dryRun: boolean }) =>
  callApi<LeaveImport>("POST", `${agency(id)}/leaves/imports`, { body });
export const readBoxChecks = (q: Window & { agencyId: string }) => get<BoxChecks>("/api/reports/usage/boxes", q);
export const readUsagePeople = (q: Window & { agencyId: string }) =>
  get<{ people: UsagePerson[]; through: string }>("/api/reports/usage/people", q);
/** Where the browser fetches the file from; the session's cookie goes with it. */
export const usageFileUrl = (q: Window, format: FileFormat) => withQuery("/api/reports/usage/file", { ...q, format });

export type AuditQuery = {
  agencyId?: string | undefined;
  subjectId?: string | undefined;
  action?: AuditAction | undefined;
  fromDay?: string | undefined;
  toDay?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
};
export const listAudit = (query: AuditQuery) =>
  get<{ items: AuditEntryView[]; next: number | null }>("/api/audit", query);
export const verifyAuditChain = () =>
  callApi<{ entries: number; brokenAt: number | null; headHash: string | null }>("POST", "/api/audit/verification");

export const readSettings = () => get<SettingValues>("/api/settings");
export const changeSetting = (name: EditableSetting, body: unknown) =>
  callApi<SettingValues>("PUT", `/api/settings/${name}`, { body });
export const previewUsageDefinition = (body: { acts: QualifyingAct[]; rule: RegularRule }) =>
  callApi<DefinitionPreview>("POST", "/api/settings/usage/preview", { body });
export const changeUsageDefinition = (body: { acts: QualifyingAct[]; rule: RegularRule; since: string }) =>
  callApi<SettingValues>("POST", "/api/settings/usage/versions", { body });

/** How somebody comes in. */
export const readAccess = (id: string, signal?: AbortSignal) =>
  callApi<AccountAccess>("GET", `${account(id)}/access`, signal ? { signal } : {});
export const signOutAccount = (id: string) => callApi<AccountAccess>("POST", `${account(id)}/sign-outs`, { body: {} });
export const resetFactors = (id: string, note: string) =>
  callApi<AccountAccess>("POST", `${account(id)}/factor-resets`, { body: { note } });

/** Leave to read a mailbox. */
export const listInquiries = (id: string, signal?: AbortSignal) =>
  callApi<{ items: InquiryEntry[] }>("GET", `${account(id)}/inquiries`, signal ? { signal } : {});
export const askInquiry = (
  id: string,
  body: { readerId: string; reason: string; document: string; untilDay: string },
) => callApi<{ id: string }>("POST", `${account(id)}/inquiries`, { body });
export const decideInquiry = (id: string, grant: boolean) =>
  callApi<null>("POST", `/api/inquiries/${part(id)}/decision`, { body: { grant } });
export const endInquiry = (id: string) => callApi<null>("POST", `/api/inquiries/${part(id)}/end`);

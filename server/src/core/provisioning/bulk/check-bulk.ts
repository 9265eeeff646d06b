import type { BulkAsk } from "@congthu/shared/api/bulk";
import type { AccountId, AgencyId, GroupId } from "@congthu/shared/ids";
import type { BulkAct, ImportFault } from "@congthu/shared/import-words";
import { timeId } from "../../../lib/ids.ts";
import { type AccountListRow, hydrate, listAccountRows } from "../../../store/account-list.ts";
import { groupMembers } from "../../../store/addresses.ts";
import { agenciesByPath, agencyById } from "../../../store/agencies.ts";
import { chunks, type Reader } from "../../../store/db.ts";
import { type ImportRowRow, insertImport } from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { powersOf } from "../../directory/acts.ts";
import { type AccountQuery, accountFilterOf } from "../../directory/list-accounts.ts";
import { MailError } from "../../errors.ts";
import { groupPower } from "../../groups/read-groups.ts";
import type { ListColumn } from "../import/read-list.ts";
import type { Wanted } from "../import/understand-row.ts";
import { judgeAccount, type Target } from "./judge-account.ts";

export type Bulk = {
  choice: { accountIds: readonly AccountId[] } | { filter: Omit<AccountQuery, "after" | "limit"> };
  ask: BulkAsk;
  document: string;
  documentDay?: string | undefined;
  note: string;
};

/** Accounts in one choice: a department of a province, not the province itself. */
const MOST = 20_000;
const PAGE = 500;

/** What the rows show. The last two: as it is now, and as it would be. */
const COLUMNS: ListColumn[] = [
  { heading: "Họ và tên", field: "fullName" },
  { heading: "Địa chỉ thư", field: "address" },
  { heading: "Chức vụ", field: "title" },
  { heading: "Cơ quan", field: "agency" },
  { heading: "Hiện nay", field: null },
  { heading: "Sẽ thành", field: null },
];

/**
 * The dry run of one act upon many accounts: says for each what would happen, or why not, and keeps that as a list which runs, shows its progress and is
 * turned back like an imported one. Throws account.notFound, agency.notFound, notFound (the group), access.denied, invalid (nobody, or more than 20,000).
 */
export async function checkBulk(app: Pick<App, "clock" | "db">, principal: Principal, q: Bulk): Promise<string> {
  const nowMs = app.clock.now();
  const batchId = timeId("m", nowMs);
  const made = await app.db.read(async (r) => {
    const accounts = await chosenAccounts(r, principal, q.choice);
    if (accounts.length === 0 || accounts.length > MOST) throw new MailError("invalid", `${accounts.length} accounts`);
    const target = await targetOf(r, principal, q.ask);
    const rows: ImportRowRow[] = [];
    for (const [i, account] of accounts.entries()) {
      if (i % PAGE === PAGE - 1) await new Promise<void>((resume) => setImmediate(resume));
      rows.push(await rowOf(r, principal, { ...q, batchId, no: i + 1, account, target }));
    }
    return { rows, agencyId: await placeOf(r, principal, q) };
  });
  const { rows, agencyId } = made;
  const groupId = q.ask.act === "group" ? q.ask.groupId : undefined;
  await app.db.write((tx) =>
    insertImport(
      tx,
      {
        ...{ batch_id: batchId, agency_id: agencyId, file_name: "", state: "checked", origin: "choice" },
        ...{ sheet: JSON.stringify({ name: "", columns: COLUMNS, groupId }), rows: rows.length, done: 0 },
        ...{ faults: rows.filter((row) => row.state === "faulty").length, failure: "" },
        ...{ document: q.document, document_day: q.documentDay ?? null },
        ...{ created_by: principal.account.account_id, created_at: nowMs, settled_at: null },
      },
      rows,
    ),
  );
  return batchId;
}

async function chosenAccounts(r: Reader, principal: Principal, choice: Bulk["choice"]): Promise<AccountListRow[]> {
  const rows: AccountListRow[] = [];
  if ("accountIds" in choice) {
    for (const ids of chunks([...new Set(choice.accountIds)], PAGE)) rows.push(...(await hydrate(r, ids)));
    if (rows.length < new Set(choice.accountIds).size) throw new MailError("account.notFound");
    return rows;
  }
  const { sort: by, order } = choice.filter;
  const filter = await accountFilterOf(r, principal, choice.filter);
  const keyOf = (row: AccountListRow) => ({ name: row.sort_key, address: row.address, created: row.created_at })[by];
  for (let last: AccountListRow | undefined; rows.length <= MOST; last = rows.at(-1)) {
    const mark = last ? { key: keyOf(last), accountId: last.account_id } : null;
    const page = await listAccountRows(r, filter, { sort: { by, order }, mark, limit: PAGE });
    rows.push(...page);
    if (page.length < PAGE) break;
  }
  return rows;
}

/** Where a move goes or which group takes them in, when the principal may. */
async function targetOf(r: Reader, principal: Principal, ask: BulkAsk): Promise<Target> {
  if (ask.act === "move") {
    const agency = await agencyById(r, ask.agencyId);
    if (!agency || agency.closed_on !== null) throw new MailError("agency.notFound");
    (await powersOf(r, principal)).require("account.edit", agency.path);
    return { name: agency.name, members: new Set() };
  }
  if (ask.act !== "group") return { name: "", members: new Set() };
  const { group, mayChange } = await groupPower(r, principal, ask.groupId);
  if (!mayChange) throw new MailError("access.denied", "group.manage");
  return { name: group.name, members: new Set(await groupMembers(r, ask.groupId)) };
}

async function rowOf(
  r: Reader,
  principal: Principal,
  q: Bulk & { batchId: string; no: number; account: AccountListRow; target: Target },
): Promise<ImportRowRow> {
  const { account, ask } = q;
  const judged = await judgeAccount(r, principal, q);
  const faults: ImportFault[] = judged.faults.map((code) => ({
    field: "address",
    column: 1,
    code,
    x: account.address,
  }));
  const cells = [account.full_name, account.address, account.title, account.agency_name, judged.now, judged.next];
  return {
    ...{ batch_id: q.batchId, row_no: q.no, act: ask.act satisfies BulkAct, state: judged.state },
    ...{ agency_id: ask.act === "move" ? ask.agencyId : account.agency_id, account_id: account.account_id },
    ...{ address: account.address, cells: JSON.stringify(cells), faults: JSON.stringify(faults) },
    wanted: JSON.stringify(wantedOf(q)),
  };
}

function wantedOf({ account, ask, note }: Bulk & { account: AccountListRow }): Wanted {
  return {
    ...{ kind: account.kind, fullName: account.full_name, title: account.title, unit: account.unit },
    ...{ phone: "", isLeader: account.is_leader === 1, address: account.address, born: "", cccd: "", note },
    quotaBytes: ask.act === "quota" ? ask.quotaBytes : null,
    reason: "reason" in ask ? ask.reason : "",
    ...(ask.act === "group" ? { groupId: ask.groupId as GroupId } : {}),
    has: ask.act === "quota" ? ["quotaGb"] : [],
  };
}

/** The agency the list is filed under: that of the filter, else the top of what the principal sees. */
async function placeOf(r: Reader, principal: Principal, q: Bulk): Promise<AgencyId> {
  if ("filter" in q.choice && q.choice.filter.agencyId !== undefined) return q.choice.filter.agencyId;
  const [top] = await agenciesByPath(r, (await powersOf(r, principal)).paths("people.view"));
  if (!top) throw new MailError("access.denied", "people.view");
  return top.agency_id;
}

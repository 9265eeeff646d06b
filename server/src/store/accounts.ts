import { localDayNumber } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { openSpans, spliceSpan } from "./account-spans.ts";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

export type AccountKind = "person" | "agency" | "technical";
/** `locked` still receives; `departed` refuses mail; `revoked` is on its way to deletion. */
export type AccountStatus = "active" | "locked" | "departed" | "revoked";

/** An owner of mail: a person, an agency's shared mailbox, or a technical account. */
export type AccountRow = {
  account_id: AccountId;
  kind: AccountKind;
  agency_id: AgencyId;
  /** Primary address, as stored in `address`. */
  address: string;
  full_name: string;
  /** Vietnamese order by tên (shared/names nameSortKey), or of the name for agencies. */
  sort_key: string;
  fold: string;
  title: string;
  unit: string;
  is_leader: number;
  status: AccountStatus;
  password_hash: string | null;
  must_change: number;
  password_at: number;
  failed_count: number;
  failed_at: number;
  quota_bytes: number;
  created_at: number;
  status_at: number;
};

/** Adds accounts with their counters; addresses and mailboxes are the caller's. */
export async function insertAccounts(tx: Tx, rows: readonly AccountRow[]): Promise<void> {
  for (const part of chunks(rows, 200)) {
    await tx.run(
      `INSERT INTO account (account_id, kind, agency_id, address, full_name, sort_key, fold, title, unit, is_leader, status, password_hash, must_change,
        password_at, failed_count, failed_at, quota_bytes, created_at, status_at) VALUES ${holes(19, part.length)}`,
      ...part.flatMap((a) => [
        a.account_id,
        a.kind,
        a.agency_id,
        a.address,
        a.full_name,
        a.sort_key,
        a.fold,
        a.title,
        a.unit,
        a.is_leader,
        a.status,
        a.password_hash,
        a.must_change,
        a.password_at,
        a.failed_count,
        a.failed_at,
        a.quota_bytes,
        a.created_at,
        a.status_at,
      ]),
    );
    await tx.run(
      `INSERT INTO account_state (account_id, modseq, used_bytes, used_count) VALUES ${holes(4, part.length)}`,
      ...part.flatMap((a) => [a.account_id, 1, 0, 0]),
    );
  }
  await openSpans(
    tx,
    rows.map((a) => ({ ...a, from_day: localDayNumber(a.created_at) })),
  );
}

/** One account, or undefined. */
export function accountById(r: Reader, accountId: AccountId): Promise<AccountRow | undefined> {
  return r.get<AccountRow & Row>(`SELECT * FROM account WHERE account_id = ?`, accountId);
}

/** What reports of past periods must know as it was then. */
type Standing = Pick<AccountRow, "agency_id" | "kind" | "is_leader" | "status">;
type Plain = Omit<AccountRow, "account_id" | "created_at" | keyof Standing>;

/** An edit that touches agency, kind, leadership or status says from which instant it holds: the history keeps what was before. */
export type AccountEdit = Partial<Plain> &
  ({ [K in keyof Standing]?: never } | (Partial<Standing> & { standing_at: number }));

/** Changes what is named in `edit`; gives false when there is no such account. */
export async function updateAccount(tx: Tx, accountId: AccountId, edit: AccountEdit): Promise<boolean> {
  const { standing_at, ...columns } = { standing_at: undefined, ...edit };
  const fields = Object.entries(columns);
  if (fields.length === 0) return true;
  const n = await tx.run(
    `UPDATE account SET ${fields.map(([name]) => `${name} = ?`).join(", ")} WHERE account_id = ?`,
    ...fields.map(([, value]) => value),
    accountId,
  );
  const now = standing_at === undefined ? undefined : await accountById(tx, accountId);
  if (now && standing_at !== undefined) await spliceSpan(tx, localDayNumber(standing_at), now);
  return n > 0;
}

/** The kinds of these accounts. */
export async function accountKinds(r: Reader, ids: readonly AccountId[]): Promise<Map<AccountId, AccountKind>> {
  const out = new Map<AccountId, AccountKind>();
  for (const part of chunks(ids, 500)) {
    const rows = await r.all<{ account_id: AccountId; kind: AccountKind }>(
      `SELECT account_id, kind FROM account WHERE account_id IN ${holes(part.length)}`,
      ...part,
    );
    for (const row of rows) out.set(row.account_id, row.kind);
  }
  return out;
}

/** What a delivery must know of an account. */
export type ReceiverRow = {
  account_id: AccountId;
  agency_id: AgencyId;
  status: AccountStatus;
  quota_bytes: number;
  used_bytes: number;
};

/** Status and room of many accounts. */
export async function receivers(r: Reader, accountIds: readonly AccountId[]): Promise<Map<AccountId, ReceiverRow>> {
  const out = new Map<AccountId, ReceiverRow>();
  for (const part of chunks(accountIds, 500)) {
    const rows = await r.all<ReceiverRow & Row>(
      `SELECT a.account_id, a.agency_id, a.status, a.quota_bytes, s.used_bytes FROM account a JOIN account_state s ON s.account_id = a.account_id
        WHERE a.account_id IN ${holes(part.length)}`,
      ...part,
    );
    for (const row of rows) out.set(row.account_id, row);
  }
  return out;
}

/** The counters of an account: its modseq and the room it uses. */
export async function accountState(
  r: Reader,
  accountId: AccountId,
): Promise<{ modseq: number; used_bytes: number; used_count: number } | undefined> {
  return r.get(`SELECT modseq, used_bytes, used_count FROM account_state WHERE account_id = ?`, accountId);
}

/** How many accounts of each sort there are in one agency. */
export type AccountTally = {
  agency_id: AgencyId;
  kind: AccountKind;
  status: AccountStatus;
  is_leader: number;
  n: number;
};

/** Accounts counted by agency and sort, in the agencies below a path; null counts everywhere. Reads one index. */
export function accountTally(r: Reader, path: string | null): Promise<AccountTally[]> {
  const below = path === null ? "" : "WHERE agency_id IN (SELECT agency_id FROM agency WHERE path >= ? AND path < ?)";
  return r.all(
    `SELECT agency_id, kind, is_leader, status, COUNT(*) AS n FROM account ${below} GROUP BY agency_id, kind, is_leader, status`,
    ...(path === null ? [] : [path, `${path}~`]),
  );
}

/** The living agency mailboxes of one agency itself, by name. */
export function agencyMailboxes(r: Reader, agencyId: AgencyId): Promise<AccountRow[]> {
  return r.all<AccountRow & Row>(
    `SELECT * FROM account WHERE agency_id = ? AND kind = 'agency' AND status IN ('active', 'locked') ORDER BY sort_key, account_id`,
    agencyId,
  );
}

/** Whether there is any account at all. */
export async function hasAccounts(r: Reader): Promise<boolean> {
  return (await r.get(`SELECT 1 AS one FROM account LIMIT 1`)) !== undefined;
}

/** What a list of people says of one. */
export type PersonRow = Pick<
  AccountRow,
  "account_id" | "agency_id" | "full_name" | "title" | "unit" | "is_leader" | "status" | "created_at" | "status_at"
>;

/** Everybody with a personal mailbox in the agencies below a path, in the order of names. */
export function personsBelow(r: Reader, path: string): Promise<PersonRow[]> {
  return r.all<PersonRow & Row>(
    `SELECT account_id, agency_id, full_name, title, unit, is_leader, status, created_at, status_at FROM account
      WHERE agency_id IN (SELECT agency_id FROM agency WHERE path >= ? AND path < ?) AND kind = 'person' ORDER BY sort_key, account_id`,
    path,
    `${path}~`,
  );
}

/** Every account of one agency itself, whatever its state. */
export function accountsOfAgency(r: Reader, agencyId: AgencyId): Promise<AccountRow[]> {
  return r.all<AccountRow & Row>(`SELECT * FROM account WHERE agency_id = ? ORDER BY sort_key, account_id`, agencyId);
}

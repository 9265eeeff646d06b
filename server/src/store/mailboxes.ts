import type { AccountId, MailboxId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** RFC 6154 §2 and RFC 8621 §2 roles that we make and keep; `scheduled` holds letters that leave at an hour of their own, `snoozed` those put aside. */
export type MailboxRole = "inbox" | "snoozed" | "drafts" | "scheduled" | "sent" | "junk" | "trash" | "archive";

export type MailboxRow = {
  account_id: AccountId;
  mailbox_id: MailboxId;
  /** "" at the top of the tree. */
  parent_id: MailboxId | "";
  name: string;
  role: MailboxRole | null;
  sort_order: number;
  subscribed: number;
  uid_validity: number;
  uid_next: number;
  total: number;
  /** Placements without \Seen. */
  unseen: number;
  /** Placements without \Seen and without \Draft (RFC 8621 §2 unreadEmails). */
  unread: number;
  size_bytes: number;
  /** Last change of name, parent, role, order or subscription. */
  modseq: number;
  /** Last change of a count. */
  counts_modseq: number;
  /** Highest modseq of a placement in it, gone ones included (RFC 7162 §3.1.2.1). */
  highest_modseq: number;
  created_modseq: number;
};

/** All mailboxes of an account, in no particular order. */
export function mailboxesOf(r: Reader, accountId: AccountId): Promise<MailboxRow[]> {
  return r.all<MailboxRow & Row>(`SELECT * FROM mailbox WHERE account_id = ?`, accountId);
}

/** One mailbox of this account, or undefined. */
export function mailboxById(r: Reader, accountId: AccountId, mailboxId: MailboxId): Promise<MailboxRow | undefined> {
  return r.get<MailboxRow & Row>(`SELECT * FROM mailbox WHERE account_id = ? AND mailbox_id = ?`, accountId, mailboxId);
}

/** The mailbox an account keeps for a role, or undefined. */
export function mailboxByRole(r: Reader, accountId: AccountId, role: MailboxRole): Promise<MailboxRow | undefined> {
  return r.get<MailboxRow & Row>(`SELECT * FROM mailbox WHERE account_id = ? AND role = ?`, accountId, role);
}

export type NewMailbox = Pick<
  MailboxRow,
  "account_id" | "mailbox_id" | "parent_id" | "name" | "role" | "sort_order" | "subscribed" | "uid_validity"
>;

/** Adds empty mailboxes; `modseq` is the account's, already raised. */
export async function insertMailboxes(tx: Tx, rows: readonly NewMailbox[], modseq: number): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO mailbox (account_id, mailbox_id, parent_id, name, role, sort_order, subscribed, uid_validity, uid_next, total, unseen, unread,
        size_bytes, modseq, counts_modseq, highest_modseq, created_modseq) VALUES ${holes(17, part.length)}`,
      ...part.flatMap((m) => [
        m.account_id,
        m.mailbox_id,
        m.parent_id,
        m.name,
        m.role,
        m.sort_order,
        m.subscribed,
        m.uid_validity,
        1,
        0,
        0,
        0,
        0,
        modseq,
        modseq,
        modseq,
        modseq,
      ]),
    );
  }
}

export type MailboxEdit = Partial<Pick<MailboxRow, "parent_id" | "name" | "role" | "sort_order" | "subscribed">>;

/** Changes what is named in `edit`; gives false when there is no such mailbox. */
export async function updateMailbox(
  tx: Tx,
  key: { accountId: AccountId; mailboxId: MailboxId },
  edit: MailboxEdit,
  modseq: number,
): Promise<boolean> {
  const fields = Object.entries(edit);
  const sets = [...fields.map(([name]) => `${name} = ?`), "modseq = ?"].join(", ");
  const values = fields.map(([, value]) => value);
  const n = await tx.run(
    `UPDATE mailbox SET ${sets} WHERE account_id = ? AND mailbox_id = ?`,
    ...values,
    modseq,
    key.accountId,
    key.mailboxId,
  );
  return n > 0;
}

/** Removes an (already emptied) mailbox row. */
export async function deleteMailbox(tx: Tx, accountId: AccountId, mailboxId: MailboxId): Promise<void> {
  await tx.run(`DELETE FROM mailbox WHERE account_id = ? AND mailbox_id = ?`, accountId, mailboxId);
}

export type CountDelta = { total: number; unseen: number; unread: number; sizeBytes: number };

/** Adds a signed change to a mailbox's counts and marks it changed at `modseq`. */
export async function addToCounts(
  tx: Tx,
  key: { accountId: AccountId; mailboxId: MailboxId },
  d: CountDelta,
  modseq: number,
): Promise<void> {
  await tx.run(
    `UPDATE mailbox SET total = total + ?, unseen = unseen + ?, unread = unread + ?, size_bytes = size_bytes + ?, counts_modseq = ?, highest_modseq = ?
      WHERE account_id = ? AND mailbox_id = ?`,
    d.total,
    d.unseen,
    d.unread,
    d.sizeBytes,
    modseq,
    modseq,
    key.accountId,
    key.mailboxId,
  );
}

/** Reserves `n` UIDs; gives the first. UIDs only grow and are never given twice. RFC 9051 §2.3.1.1 */
export async function takeUids(
  tx: Tx,
  key: { accountId: AccountId; mailboxId: MailboxId },
  n: number,
): Promise<number | undefined> {
  const row = await tx.get<{ uid_next: number }>(
    `UPDATE mailbox SET uid_next = uid_next + ? WHERE account_id = ? AND mailbox_id = ? RETURNING uid_next`,
    n,
    key.accountId,
    key.mailboxId,
  );
  return row && row.uid_next - n;
}

export type InboxArrival = { accountId: AccountId; sizeBytes: number; modseq: number };

/**
 * Takes a UID and counts one new unread message in the inbox of each account, in one statement.
 * Accounts without an inbox are absent from the answer.
 */
export async function arriveInInboxes(
  tx: Tx,
  arrivals: readonly InboxArrival[],
): Promise<Map<AccountId, { mailboxId: MailboxId; uid: number }>> {
  const [only] = arrivals;
  if (only && arrivals.length === 1) {
    const [row] = await tx.all<{ mailbox_id: MailboxId; uid: number }>(
      `UPDATE mailbox SET uid_next = uid_next + 1, total = total + 1, unseen = unseen + 1, unread = unread + 1, size_bytes = size_bytes + ?,
         counts_modseq = ?, highest_modseq = ? WHERE account_id = ? AND role = 'inbox' RETURNING mailbox_id, uid_next - 1 AS uid`,
      only.sizeBytes,
      only.modseq,
      only.modseq,
      only.accountId,
    );
    return new Map(row ? [[only.accountId, { mailboxId: row.mailbox_id, uid: row.uid }]] : []);
  }
  const rows = await tx.all<{ account_id: AccountId; mailbox_id: MailboxId; uid: number }>(
    `WITH v (account_id, size_bytes, modseq) AS (VALUES ${typed(arrivals.length)})
     UPDATE mailbox SET uid_next = uid_next + 1, total = total + 1, unseen = unseen + 1, unread = unread + 1,
       size_bytes = mailbox.size_bytes + v.size_bytes, counts_modseq = v.modseq, highest_modseq = v.modseq
     FROM v WHERE mailbox.account_id = v.account_id AND mailbox.role = 'inbox'
     RETURNING mailbox.account_id, mailbox.mailbox_id, mailbox.uid_next - 1 AS uid`,
    ...arrivals.flatMap((a) => [a.accountId, a.sizeBytes, a.modseq]),
  );
  return new Map(rows.map((r) => [r.account_id, { mailboxId: r.mailbox_id, uid: r.uid }]));
}

/** Holes whose types PostgreSQL can tell: the first row says them. */
function typed(rows: number): string {
  const first = "(CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT))";
  return rows > 1 ? `${first}, ${holes(3, rows - 1)}` : first;
}

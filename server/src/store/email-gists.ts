import type { AccountId, BlobId, EmailId, MailboxId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** What of an Email lists need, as mime/gist writes it; some Emails have none. */
export type GistRow = { account_id: AccountId; email_id: EmailId; gist: string };

/** Keeps gists; an Email that has one keeps it. */
export async function insertGists(tx: Tx, rows: readonly GistRow[]): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO email_gist (account_id, email_id, gist) VALUES ${holes(3, part.length)} ON CONFLICT (account_id, email_id) DO NOTHING`,
      ...part.flatMap((row) => [row.account_id, row.email_id, row.gist]),
    );
  }
}

/** The gists of these Emails of an account; those without one are absent. */
export async function gistsOf(
  r: Reader,
  accountId: AccountId,
  emailIds: readonly EmailId[],
): Promise<Map<EmailId, string>> {
  const out = new Map<EmailId, string>();
  for (const part of chunks(emailIds, 500)) {
    const rows = await r.all<{ email_id: EmailId; gist: string }>(
      `SELECT email_id, gist FROM email_gist WHERE account_id = ? AND email_id IN ${holes(part.length)}`,
      accountId,
      ...part,
    );
    for (const row of rows) out.set(row.email_id, row.gist);
  }
  return out;
}

/** A page of all gists of an account, by Email id; go on after the last. */
export function gistPage(
  r: Reader,
  accountId: AccountId,
  page: { after: EmailId | ""; limit: number },
): Promise<{ email_id: EmailId; gist: string }[]> {
  return r.all(
    `SELECT email_id, gist FROM email_gist WHERE account_id = ? AND email_id > ? ORDER BY email_id LIMIT ?`,
    accountId,
    page.after,
    page.limit,
  );
}

/** What lists need of a placement besides its gist. */
export type GistedRow = {
  uid: number;
  email_id: EmailId;
  blob_id: BlobId;
  size_bytes: number;
  received_at: number;
  gist: string | null;
};

/** A page of placements of a mailbox with the gists of their Emails, by UID, `fromUid` ≤ UID ≤ `toUid`. */
export function gistedByUid(
  r: Reader,
  k: { accountId: AccountId; mailboxId: MailboxId },
  range: { fromUid: number; toUid: number; limit: number },
): Promise<GistedRow[]> {
  return r.all<GistedRow & Row>(
    `SELECT m.uid, m.email_id, m.blob_id, m.size_bytes, m.received_at, g.gist FROM message m
      LEFT JOIN email_gist g ON g.account_id = m.account_id AND g.email_id = m.email_id
      WHERE m.account_id = ? AND m.mailbox_id = ? AND m.uid BETWEEN ? AND ? ORDER BY m.uid LIMIT ?`,
    k.accountId,
    k.mailboxId,
    range.fromUid,
    range.toUid,
    range.limit,
  );
}

/** The same of single UIDs. */
export async function gistedByUids(
  r: Reader,
  k: { accountId: AccountId; mailboxId: MailboxId },
  uids: readonly number[],
): Promise<GistedRow[]> {
  const out: GistedRow[] = [];
  for (const part of chunks(uids, 500)) {
    out.push(
      ...(await r.all<GistedRow & Row>(
        `SELECT m.uid, m.email_id, m.blob_id, m.size_bytes, m.received_at, g.gist FROM message m
          LEFT JOIN email_gist g ON g.account_id = m.account_id AND g.email_id = m.email_id
          WHERE m.account_id = ? AND m.mailbox_id = ? AND m.uid IN ${holes(part.length)} ORDER BY m.uid`,
        k.accountId,
        k.mailboxId,
        ...part,
      )),
    );
  }
  return out;
}

/** Forgets the gists of Emails that are gone. */
export async function deleteGists(tx: Tx, accountId: AccountId, emailIds: readonly EmailId[]): Promise<void> {
  for (const part of chunks(emailIds, 500)) {
    await tx.run(
      `DELETE FROM email_gist WHERE account_id = ? AND email_id IN ${holes(part.length)}`,
      accountId,
      ...part,
    );
  }
}

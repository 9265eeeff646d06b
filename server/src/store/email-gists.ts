import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { Reader, Tx } from "./db.ts";
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

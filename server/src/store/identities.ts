import type { AccountId, IdentityId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** From whom an account sends. RFC 8621 §6; `reply_to` and `bcc` are JSON of EmailAddress[] or null. */
export type IdentityRow = {
  account_id: AccountId;
  identity_id: IdentityId;
  name: string;
  email: string;
  reply_to: string | null;
  bcc: string | null;
  text_signature: string;
  html_signature: string;
  may_delete: number;
  modseq: number;
  created_modseq: number;
};

/** Adds identities. */
export async function insertIdentities(tx: Tx, rows: readonly IdentityRow[]): Promise<void> {
  for (const part of chunks(rows, 300)) {
    await tx.run(
      `INSERT INTO identity (account_id, identity_id, name, email, reply_to, bcc, text_signature, html_signature, may_delete, modseq, created_modseq)
        VALUES ${holes(11, part.length)}`,
      ...part.flatMap((i) => [
        i.account_id,
        i.identity_id,
        i.name,
        i.email,
        i.reply_to,
        i.bcc,
        i.text_signature,
        i.html_signature,
        i.may_delete,
        i.modseq,
        i.created_modseq,
      ]),
    );
  }
}

/** All identities of an account. */
export function identitiesOf(r: Reader, accountId: AccountId): Promise<IdentityRow[]> {
  return r.all<IdentityRow & Row>(`SELECT * FROM identity WHERE account_id = ? ORDER BY identity_id`, accountId);
}

/** Gives the identities that bear the account's old name its new one; gives how many. */
export function renameIdentities(
  tx: Tx,
  q: { accountId: AccountId; from: string; to: string; modseq: number },
): Promise<number> {
  return tx.run(
    `UPDATE identity SET name = ?, modseq = ? WHERE account_id = ? AND name = ?`,
    q.to,
    q.modseq,
    q.accountId,
    q.from,
  );
}

export type IdentityEdit = Partial<
  Omit<IdentityRow, "account_id" | "identity_id" | "email" | "may_delete" | "created_modseq">
>;

/** Changes what is named in `edit`; gives false when there is no such identity. */
export async function updateIdentity(
  tx: Tx,
  k: { accountId: AccountId; identityId: IdentityId },
  edit: IdentityEdit,
): Promise<boolean> {
  const fields = Object.entries(edit);
  const sets = fields.map(([name]) => `${name} = ?`).join(", ");
  const values = fields.map(([, value]) => value);
  return (
    (await tx.run(
      `UPDATE identity SET ${sets} WHERE account_id = ? AND identity_id = ?`,
      ...values,
      k.accountId,
      k.identityId,
    )) > 0
  );
}

/** Removes an identity. */
export async function deleteIdentity(tx: Tx, k: { accountId: AccountId; identityId: IdentityId }): Promise<void> {
  await tx.run(`DELETE FROM identity WHERE account_id = ? AND identity_id = ?`, k.accountId, k.identityId);
}

/** Gives the identities that send from one address of the account another one of its addresses. */
export async function readdressIdentities(
  tx: Tx,
  q: { accountId: AccountId; from: string; to: string; modseq: number },
): Promise<void> {
  await tx.run(
    `UPDATE identity SET email = ?, modseq = ? WHERE account_id = ? AND email = ?`,
    q.to,
    q.modseq,
    q.accountId,
    q.from,
  );
}

import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** A personnel system (the account it signs in with) and its own name for one of our accounts. */
export type ScimLink = { clientId: AccountId; accountId: AccountId; externalId: string };

/** Keeps the name, or forgets it when it is empty. */
export async function putScimLink(tx: Tx, l: ScimLink): Promise<void> {
  if (l.externalId === "") {
    await tx.run(`DELETE FROM scim_link WHERE client_id = ? AND account_id = ?`, l.clientId, l.accountId);
    return;
  }
  await tx.run(
    `INSERT INTO scim_link (client_id, account_id, external_id) VALUES (?, ?, ?)
      ON CONFLICT (client_id, account_id) DO UPDATE SET external_id = excluded.external_id`,
    l.clientId,
    l.accountId,
    l.externalId,
  );
}

/** The account a system means by its name. */
export async function accountOfExternal(
  r: Reader,
  clientId: AccountId,
  externalId: string,
): Promise<AccountId | undefined> {
  const row = await r.get<{ account_id: AccountId }>(
    `SELECT account_id FROM scim_link WHERE client_id = ? AND external_id = ?`,
    clientId,
    externalId,
  );
  return row?.account_id;
}

/** A system's names of these accounts; those without one are left out. */
export async function externalNames(
  r: Reader,
  clientId: AccountId,
  accountIds: readonly AccountId[],
): Promise<Map<AccountId, string>> {
  const out = new Map<AccountId, string>();
  for (const part of chunks(accountIds, 500)) {
    const rows = await r.all<{ account_id: AccountId; external_id: string }>(
      `SELECT account_id, external_id FROM scim_link WHERE client_id = ? AND account_id IN ${holes(part.length)}`,
      clientId,
      ...part,
    );
    for (const row of rows) out.set(row.account_id, row.external_id);
  }
  return out;
}

import type { AccountId } from "@congthu/shared/ids";
import type { Tx } from "./db.ts";

/** Deletes what belongs to an account beside its mail: identities, the notice of absence, membership, and the words it is found by. */
export async function deleteOwnRows(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run(`DELETE FROM identity WHERE account_id = ?`, accountId);
  for (const table of WAYS_IN) await tx.run(`DELETE FROM ${table} WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM push_subscription WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM vacation WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM vacation_reply WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM group_member WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM delegation WHERE owner_id = ?`, accountId);
  await tx.run(`UPDATE account SET password_hash = NULL WHERE account_id = ?`, accountId);
}

/** By what its owner came in. */
const WAYS_IN = ["second_factor", "recovery_code", "app_password", "password_history"] as const;

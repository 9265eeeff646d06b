import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Tx } from "./db.ts";

/** How somebody likes the tables of the console, by name. */
export async function consoleChoices(r: Reader, accountId: AccountId): Promise<Record<string, string>> {
  const rows = await r.all<{ name: string; value: string }>(
    `SELECT name, value FROM console_choice WHERE account_id = ?`,
    accountId,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

/** Remembers a choice. */
export async function putConsoleChoice(
  tx: Tx,
  q: { accountId: AccountId; name: string; value: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO console_choice (account_id, name, value) VALUES (?, ?, ?) ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value`,
    q.accountId,
    q.name,
    q.value,
  );
}

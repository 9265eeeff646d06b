import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Tx } from "./db.ts";

/** A value administrators change while the system runs; JSON, checked by the use-cases. */
export type SettingRow = { name: string; value: string; changed_at: number; changed_by: AccountId | null };

/** The value of a setting as stored (JSON), or undefined when it was never set: then the product's default holds. */
export async function settingValue(r: Reader, name: string): Promise<string | undefined> {
  const row = await r.get<{ value: string }>(`SELECT value FROM setting WHERE name = ?`, name);
  return row?.value;
}

/** Sets a value. */
export async function putSetting(tx: Tx, s: SettingRow): Promise<void> {
  await tx.run(
    `INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    s.name,
    s.value,
    s.changed_at,
    s.changed_by,
  );
}

/** Sets a value that was never set; one that is there stays. Gives the value that holds. */
export async function settingOnce(tx: Tx, name: string, s: { value: string; nowMs: number }): Promise<string> {
  await tx.run(
    `INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, NULL) ON CONFLICT (name) DO NOTHING`,
    name,
    s.value,
    s.nowMs,
  );
  return (await settingValue(tx, name)) ?? s.value;
}

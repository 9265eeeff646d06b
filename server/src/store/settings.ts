import type { Reader } from "./db.ts";

/** The value of a setting as stored (JSON), or undefined when it was never set: then the product's default holds. */
export async function settingValue(r: Reader, name: string): Promise<string | undefined> {
  const row = await r.get<{ value: string }>(`SELECT value FROM setting WHERE name = ?`, name);
  return row?.value;
}

import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** Lets an account be found by these folded words. */
export async function insertPersonWords(
  tx: Tx,
  rows: readonly { word: string; accountId: AccountId }[],
): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO person_word (word, account_id) VALUES ${holes(2, part.length)} ON CONFLICT DO NOTHING`,
      ...part.flatMap((w) => [w.word, w.accountId]),
    );
  }
}

/** Forgets all words of an account, before it is given new ones. */
export async function deletePersonWords(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run(`DELETE FROM person_word WHERE account_id = ?`, accountId);
}

/** Accounts that have a word beginning with each of the folded words, at most `limit`. */
export async function accountsByWords(r: Reader, words: readonly string[], limit: number): Promise<AccountId[]> {
  const longestFirst = words.toSorted((a, b) => b.length - a.length).slice(0, 6);
  const [first, ...others] = longestFirst;
  if (first === undefined) return [];
  const also = others.map(
    () => `AND EXISTS (SELECT 1 FROM person_word o WHERE o.account_id = w.account_id AND o.word >= ? AND o.word < ?)`,
  );
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT DISTINCT w.account_id FROM person_word w WHERE w.word >= ? AND w.word < ? ${also.join(" ")} LIMIT ?`,
    ...[first, ...others].flatMap((word) => [word, `${word}\u{10ffff}`]),
    limit,
  );
  return rows.map((row) => row.account_id);
}

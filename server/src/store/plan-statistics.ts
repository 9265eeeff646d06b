import type { Tx } from "./db.ts";

/**
 * How many rows share the beginning of each index of `message`, as a large office's mail has them. Without figures SQLite takes any first
 * column for selective, and reads a whole account where it should look up an Email or what is marked deleted. Figures of its own would
 * change plans from one day to the next; these hold for every installation. https://www.sqlite.org/fileformat2.html#stat1tab
 */
const MESSAGE_INDEXES: readonly [index: string, rows: string][] = [
  ["message", "10000000 50000 5000 1"],
  ["message_email", "10000000 1 1"],
  ["message_change", "10000000 50000 2"],
  ["message_received", "10000000 50000 5000 1 1 1"],
  ["message_thread", "10000000 2 2"],
  ["message_deleted", "1000 5 2 1"],
  ["message_unseen", "1000000 5000 500 1 1"],
];

/** Tells SQLite how large things are; the same after every start. Statements prepared before are planned anew. */
export async function setPlanStatistics(tx: Tx): Promise<void> {
  // Makes the table of figures, at the cost of reading a table of a few rows.
  await tx.run("ANALYZE migration");
  await tx.run("DELETE FROM sqlite_stat1 WHERE tbl = 'message'");
  for (const [index, rows] of MESSAGE_INDEXES)
    await tx.run("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('message', ?, ?)", index, rows);
  await tx.run("ANALYZE sqlite_schema");
}

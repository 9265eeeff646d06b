import type { AuditRow } from "../../store/audit.ts";
import { entryHash } from "./entry-hash.ts";

/** Where a chain of entries stands: the last that fitted. */
export type ChainEnd = { seq: number; hash: string };
/** The first entry that does not fit, and how: one is missing before it, it hangs on another, or it was changed. */
export type ChainFault = { seq: number; fault: "gap" | "link" | "hash" };

/** The end after one more entry, or what is wrong with it. Needs nothing but the entries: the same holds offline, from an export. */
export function nextInChain(end: ChainEnd, row: AuditRow): ChainEnd | ChainFault {
  const { hash, ...entry } = row;
  if (row.seq !== end.seq + 1) return { seq: end.seq + 1, fault: "gap" };
  if (row.prev_hash !== end.hash) return { seq: row.seq, fault: "link" };
  if (entryHash(entry) !== hash) return { seq: row.seq, fault: "hash" };
  return { seq: row.seq, hash };
}

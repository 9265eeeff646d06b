import { auditAfter, auditHead } from "../../store/audit.ts";
import type { App } from "../app.ts";
import { entryHash } from "./entry-hash.ts";

export type AuditVerdict =
  | { ok: true; entries: number; headHash: string }
  /** `seq` is the first entry that does not fit. */
  | { ok: false; entries: number; seq: number; fault: "gap" | "link" | "hash" | "head" };

const PAGE = 1_000;

/** Walks the whole chain: no entry missing, none changed, none cut off at the end. Offline the same can be done from an export. */
export async function verifyAudit(app: Pick<App, "db">): Promise<AuditVerdict> {
  // The head first: entries added while we walk are not missed ones.
  const head = await app.db.read(auditHead);
  let seq = 0;
  let hash = "";
  for (;;) {
    const rows = await app.db.read((r) => auditAfter(r, seq, PAGE));
    for (const row of rows) {
      const { hash: claimed, ...entry } = row;
      if (row.seq !== seq + 1) return { ok: false, entries: seq, seq: seq + 1, fault: "gap" };
      if (row.prev_hash !== hash) return { ok: false, entries: seq, seq: row.seq, fault: "link" };
      if (entryHash(entry) !== claimed) return { ok: false, entries: seq, seq: row.seq, fault: "hash" };
      if (row.seq === head.seq && claimed !== head.hash)
        return { ok: false, entries: seq, seq: row.seq, fault: "head" };
      seq = row.seq;
      hash = claimed;
    }
    if (rows.length < PAGE) break;
  }
  return seq < head.seq
    ? { ok: false, entries: seq, seq: seq + 1, fault: "head" }
    : { ok: true, entries: seq, headHash: hash };
}

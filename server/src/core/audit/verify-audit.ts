import { auditAfter, auditHead } from "../../store/audit.ts";
import type { App } from "../app.ts";
import { type ChainEnd, nextInChain } from "./check-chain.ts";

export type AuditVerdict =
  | { ok: true; entries: number; headHash: string }
  /** `seq` is the first entry that does not fit. */
  | { ok: false; entries: number; seq: number; fault: "gap" | "link" | "hash" | "head" };

const PAGE = 1_000;

/** Walks the whole chain: no entry missing, none changed, none cut off at the end. */
export async function verifyAudit(app: Pick<App, "db">): Promise<AuditVerdict> {
  // The head first: entries added while we walk are not missed ones.
  const head = await app.db.read(auditHead);
  let end: ChainEnd = { seq: 0, hash: "" };
  for (;;) {
    const rows = await app.db.read((r) => auditAfter(r, end.seq, PAGE));
    for (const row of rows) {
      const next = nextInChain(end, row);
      if ("fault" in next) return { ok: false, entries: end.seq, ...next };
      if (row.seq === head.seq && row.hash !== head.hash)
        return { ok: false, entries: end.seq, seq: row.seq, fault: "head" };
      end = next;
    }
    if (rows.length < PAGE) break;
  }
  return end.seq < head.seq
    ? { ok: false, entries: end.seq, seq: end.seq + 1, fault: "head" }
    : { ok: true, entries: end.seq, headHash: end.hash };
}

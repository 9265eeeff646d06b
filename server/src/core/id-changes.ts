import type { AccountId } from "@congthu/shared/ids";
import { modseqOf, type TombstoneKind, tombstonesSince } from "../store/changes.ts";
import type { Reader } from "../store/db.ts";
import { MailError } from "./errors.ts";

type Known = { id: string; modseq: number; created_modseq: number };

/**
 * What came, changed and went since `since` among records of which an account has few: `records` are all of them, or all that changed.
 * Throws state.mismatch for a state that never was, and when there is more than `max`.
 */
export async function changesOfRecords(
  r: Reader,
  accountId: AccountId,
  q: { kind: TombstoneKind; records: readonly Known[]; since: number; max: number | null },
): Promise<{ created: string[]; updated: string[]; destroyed: string[]; state: number }> {
  const state = await modseqOf(r, accountId);
  if (q.since > state) throw new MailError("state.mismatch", "unknown state");
  const changed = q.records.filter((record) => record.modseq > q.since);
  const created = changed.filter((record) => record.created_modseq > q.since).map((record) => record.id);
  const updated = changed.filter((record) => record.created_modseq <= q.since).map((record) => record.id);
  const buried = await tombstonesSince(r, accountId, { kind: q.kind, modseq: q.since });
  const destroyed = buried.filter((t) => t.created_modseq <= q.since).map((t) => t.object_id);
  if (q.max !== null && created.length + updated.length + destroyed.length > q.max)
    throw new MailError("state.mismatch", "too many changes");
  return { created, updated, destroyed, state };
}

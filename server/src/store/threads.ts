import type { ThreadId } from "@congthu/shared/ids";
import type { Reader, Tx } from "./db.ts";
import { holes } from "./db.ts";

/** The thread that one of these references belongs to, the first named first; undefined when none is known. */
export async function threadOfRefs(r: Reader, refs: readonly string[]): Promise<ThreadId | undefined> {
  if (refs.length === 0) return undefined;
  const rows = await r.all<{ ref: string; thread_id: ThreadId }>(
    `SELECT ref, thread_id FROM thread_ref WHERE ref IN ${holes(refs.length)}`,
    ...refs,
  );
  const known = new Map(rows.map((row) => [row.ref, row.thread_id]));
  const hit = refs.find((ref) => known.has(ref));
  return hit === undefined ? undefined : known.get(hit);
}

/** Lets these references lead to the thread; those that lead elsewhere stay. */
export async function insertThreadRefs(
  tx: Tx,
  threadId: ThreadId,
  refs: readonly string[],
  nowMs: number,
): Promise<void> {
  if (refs.length === 0) return;
  await tx.run(
    `INSERT INTO thread_ref (ref, thread_id, at) VALUES ${holes(3, refs.length)} ON CONFLICT (ref) DO NOTHING`,
    ...refs.flatMap((ref) => [ref, threadId, nowMs]),
  );
}

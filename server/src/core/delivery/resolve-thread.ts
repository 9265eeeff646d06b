import { createHash } from "node:crypto";
import type { ThreadId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import type { Tx } from "../../store/db.ts";
import { insertThreadRefs, threadOfRefs } from "../../store/threads.ts";

/** References beyond the newest ones add nothing: the chain is known by then. */
const MAX_REFS = 40;

/** The thread of a message by its Message-ID, In-Reply-To, References and base subject; a new one when none is known. RFC 8621 §3 */
export async function resolveThread(tx: Tx, meta: MessageMeta, nowMs: number): Promise<ThreadId> {
  const refs = threadRefs(meta);
  const known = await threadOfRefs(tx, refs);
  const threadId = known ?? timeId<"thread">("t", nowMs);
  await insertThreadRefs(tx, threadId, refs, nowMs);
  return threadId;
}

/** Hashes under which a message is found and finds others: own id first, then its parents from the nearest. */
export function threadRefs(
  meta: Pick<MessageMeta, "messageId" | "inReplyTo" | "references" | "baseSubject">,
): string[] {
  const ids = [...(meta.messageId ?? []), ...(meta.inReplyTo ?? []), ...(meta.references ?? []).toReversed()];
  const unique = [...new Set(ids.filter((id) => id !== ""))].slice(0, MAX_REFS);
  return unique.map((id) => createHash("sha256").update(`${id}\n${meta.baseSubject}`).digest("hex").slice(0, 32));
}

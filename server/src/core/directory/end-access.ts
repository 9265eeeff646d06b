import type { AccountId, SessionId } from "@congthu/shared/ids";
import type { Tx } from "../../store/db.ts";
import { deletePushSubscriptionsOf } from "../../store/push-subscriptions.ts";
import { deleteSession, deleteSessionsOf } from "../../store/sessions.ts";
import type { App } from "../app.ts";

/**
 * Ends everything an account has open, in the transaction that locks it or changes its password: sessions of the web, and after the commit the
 * connections of mail programs and event streams. `keep`: the session that asked.
 */
export async function endAccessIn(
  app: Pick<App, "signOuts">,
  tx: Tx,
  q: { accountId: AccountId; keep?: SessionId | "" },
): Promise<number> {
  // RFC 8620 §7.2: with what somebody signed in by, what was made with it ends.
  await deletePushSubscriptionsOf(tx, q.accountId);
  const ended = await deleteSessionsOf(tx, q.accountId, q.keep ?? "");
  tx.afterCommit(() => app.signOuts.publish({ accountId: q.accountId, keep: q.keep ?? "" }));
  return ended;
}

/** Ends one session and what it has open; harmless when it has ended. */
export async function endSessionIn(
  app: Pick<App, "signOuts">,
  tx: Tx,
  q: { accountId: AccountId; sessionId: SessionId },
): Promise<void> {
  await deleteSession(tx, q.sessionId);
  tx.afterCommit(() => app.signOuts.publish({ accountId: q.accountId, only: q.sessionId }));
}

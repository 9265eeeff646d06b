import type { AccountId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { accountById } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import { type Channel, insertMailLog } from "../../store/mail-log.ts";
import type { App } from "../app.ts";

/** The person who acts, and by which way. In an agency mailbox this is the clerk, not the mailbox. */
export type Actor = { accountId: AccountId; channel: Channel };

/** Writes the fact that a person opened letters of a mailbox (own or an agency's); one fact an act. */
export async function noteOpenedIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { ownerId: AccountId; actor: Actor; count: number },
): Promise<void> {
  if (q.count === 0) return;
  const person = await accountById(tx, q.actor.accountId);
  if (!person) return;
  const owner = q.ownerId === q.actor.accountId ? person : await accountById(tx, q.ownerId);
  const nowMs = app.clock.now();
  await insertMailLog(tx, [
    {
      log_id: timeId("l", nowMs),
      at: nowMs,
      kind: "opened",
      account_id: person.account_id,
      agency_id: person.agency_id,
      channel: q.actor.channel,
      peer: "",
      trace_id: "",
      sender: "",
      recipient: owner?.address ?? "",
      owner_id: q.ownerId === q.actor.accountId ? null : q.ownerId,
      message_id: "",
      size_bytes: 0,
      remote: "",
      reply: "",
    },
  ]);
}

/** The same in a transaction of its own, for an act that changes nothing else (a body fetched without marking it). */
export function noteOpened(app: Pick<App, "clock" | "db">, q: { ownerId: AccountId; actor: Actor }): Promise<void> {
  return app.db.write((tx) => noteOpenedIn(app, tx, { ...q, count: 1 }));
}

import { createHash } from "node:crypto";
import type { AccountId } from "@congthu/shared/ids";
import { secretToken } from "../../lib/ids.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { deleteTicket, insertTicket, type TicketRow, ticketById, updateTicket } from "../../store/tickets.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";

export type TicketKind = "signIn" | "passkeySignIn" | "totp" | "passkey" | "sms" | "oidc";
export type Ticket<S> = { id: string; accountId: AccountId | null; state: S; tries: number };

/** How long a person has for the next step. */
const LIFE_MS = 10 * 60_000;
/** Wrong answers after which to begin again. */
const MOST_TRIES = 5;

/** Gives a token for the next step; only its hash is kept. */
export async function openTicket(
  app: Pick<App, "clock" | "db">,
  q: { kind: TicketKind; accountId: AccountId | null; state: unknown },
): Promise<string> {
  const token = secretToken();
  await app.db.write((tx) =>
    insertTicket(tx, {
      ticket_id: idOf(token),
      kind: q.kind,
      account_id: q.accountId,
      state: JSON.stringify(q.state),
      tries: 0,
      expires_at: app.clock.now() + LIFE_MS,
    }),
  );
  return token;
}

/** What a ticket of this kind remembers. Throws ticket.expired: unknown, used up, too late or too many wrong answers. */
export async function readTicket<S>(
  r: Reader,
  q: { kind: TicketKind; token: string; nowMs: number },
): Promise<Ticket<S>> {
  const row: TicketRow | undefined = await ticketById(r, idOf(q.token));
  if (row?.kind !== q.kind || row.expires_at < q.nowMs || row.tries >= MOST_TRIES)
    throw new MailError("ticket.expired");
  return { id: row.ticket_id, accountId: row.account_id, state: JSON.parse(row.state) as S, tries: row.tries };
}

/** Keeps a new state, a wrong answer counted when it was one. */
export function keepTicketIn<S>(tx: Tx, t: Ticket<S>, wrong: boolean): Promise<void> {
  return updateTicket(tx, { ticketId: t.id, state: JSON.stringify(t.state), tries: t.tries + (wrong ? 1 : 0) });
}

/** Uses a ticket up. Throws ticket.expired when somebody was first: each is good for once. */
export async function spendTicketIn(tx: Tx, t: { id: string }): Promise<void> {
  if (!(await deleteTicket(tx, t.id))) throw new MailError("ticket.expired");
}

function idOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** What a sign-in or a set-up in several steps remembers between them. `ticket_id` is the SHA-256 of a token that only the client holds. */
export type TicketRow = {
  ticket_id: string;
  kind: string;
  account_id: AccountId | null;
  /** JSON. */
  state: string;
  tries: number;
  expires_at: number;
};

/** Adds a ticket. */
export async function insertTicket(tx: Tx, t: TicketRow): Promise<void> {
  await tx.run(
    `INSERT INTO ticket (ticket_id, kind, account_id, state, tries, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
    ...[t.ticket_id, t.kind, t.account_id, t.state, t.tries, t.expires_at],
  );
}

/** One ticket, its time over or not. */
export function ticketById(r: Reader, ticketId: string): Promise<TicketRow | undefined> {
  return r.get<TicketRow & Row>(`SELECT * FROM ticket WHERE ticket_id = ?`, ticketId);
}

/** Counts a wrong answer and keeps a new state. */
export async function updateTicket(tx: Tx, q: { ticketId: string; state: string; tries: number }): Promise<void> {
  await tx.run(`UPDATE ticket SET state = ?, tries = ? WHERE ticket_id = ?`, q.state, q.tries, q.ticketId);
}

/** Uses a ticket up; false when somebody else was first. */
export async function deleteTicket(tx: Tx, ticketId: string): Promise<boolean> {
  return (await tx.run(`DELETE FROM ticket WHERE ticket_id = ?`, ticketId)) > 0;
}

/** Removes tickets whose time is over; gives how many. */
export function deleteTicketsBefore(tx: Tx, nowMs: number): Promise<number> {
  return tx.run(`DELETE FROM ticket WHERE expires_at < ?`, nowMs);
}

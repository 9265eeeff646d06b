import type { AccountId, EmailId } from "@congthu/shared/ids";
import { FLAG } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { loadEmails, type StoredEmail } from "./load-emails.ts";
import { type Actor, noteOpened } from "./note-opened.ts";

/** Looking again within this time is the same reading. */
const SAME_READING_MS = 3_600_000;
const MOST_KEPT = 50_000;

const lately = new Map<string, number>();

/**
 * Notes that a person reads a letter again. The first look is noted where the letter is marked seen, so an unseen one is left to that;
 * the same letter counts once an hour.
 */
export async function noteReading(
  app: Pick<App, "clock" | "db">,
  q: { email: Pick<StoredEmail, "email_id" | "account_id" | "flags">; actor: Actor },
): Promise<void> {
  const nowMs = app.clock.now();
  const known = remember(q.actor.accountId, q.email.email_id, nowMs);
  if (known || (q.email.flags & FLAG.seen) === 0 || (q.email.flags & FLAG.draft) !== 0) return;
  await noteOpened(app, { ownerId: q.email.account_id, actor: q.actor });
}

function remember(reader: AccountId, emailId: EmailId, nowMs: number): boolean {
  const key = `${reader} ${emailId}`;
  const last = lately.get(key);
  if (last !== undefined && nowMs - last < SAME_READING_MS) return true;
  if (lately.size >= MOST_KEPT) lately.clear();
  lately.set(key, nowMs);
  return false;
}

/** The same for an Email by id; one that is not there is nobody's reading. */
export async function noteEmailRead(
  app: Pick<App, "clock" | "db">,
  q: { accountId: AccountId; emailId: EmailId; actor: Actor },
): Promise<void> {
  const email = (await app.db.read((r) => loadEmails(r, q.accountId, [q.emailId]))).get(q.emailId);
  if (email) await noteReading(app, { email, actor: q.actor });
}

import { type SharedMail, sharedMailOf } from "../core/access.ts";
import type { Session, Writer } from "./command.ts";
import { ImapNo } from "./replies.ts";
import { DELIMITER } from "./wire/mailbox-name.ts";

/**
 * Where the mailboxes of agencies stand that a clerk works in: the Other Users' Namespace, a level for each by its address. RFC 2342 §4
 */
export const SHARED_ROOT = "Hộp thư cơ quan";

/** What somebody may do in a mailbox: all that an owner does, what a clerk with full rights does, or look. */
export type MailRights = "own" | "full" | "read";

/** The mailboxes of others that the person of this session works in now, by address. */
export function sharedMail(s: Session): Promise<SharedMail[]> {
  const actor = s.signed?.actor;
  if (!actor) return Promise.resolve([]);
  return s.app.db.read((r) => sharedMailOf(r, { accountId: actor.accountId, nowMs: s.app.clock.now() }));
}

/** The mailbox of an agency a name leads into, and the rest of the name; undefined for a name of one's own. */
export function sharedPlace(
  shared: readonly SharedMail[],
  path: string,
): { mail: SharedMail; rest: string } | undefined {
  const [root, address, ...rest] = path.split(DELIMITER);
  const mail = root === SHARED_ROOT ? shared.find((m) => m.address === address) : undefined;
  return mail && { mail, rest: rest.join(DELIMITER) };
}

/** The name of a mailbox of an agency as the clerk sees it. */
export function sharedPath(mail: Pick<SharedMail, "address">, path: string): string {
  return [SHARED_ROOT, mail.address, path].join(DELIMITER);
}

/** The rights as letters, with the old `c` and `d` for older clients. RFC 4314 §2.1, §2.1.1 */
export const RIGHTS: Record<MailRights, string> = { own: "lrswipkxtecda", full: "lrswipkxtecd", read: "lr" };

/** Throws NOPERM unless mail may be changed. */
export function requireChange(rights: MailRights): void {
  if (rights === "read") throw new ImapNo("NOPERM", "You may only read this mailbox");
}

/**
 * Looks again at whether an open mailbox of an agency may be read: who is no clerk any more has it closed, who may only look now has it read-only.
 */
export async function keepWithinRights(s: Session, out: Writer): Promise<void> {
  const { selected, signed } = s;
  if (!selected || !signed || selected.accountId === signed.accountId) return;
  const shared = await sharedMail(s);
  const mail = shared.find((m) => m.accountId === selected.accountId);
  if (mail?.rights === "read") selected.readOnly = true;
  if (mail) return;
  selected.unsubscribe();
  s.selected = null;
  s.stale = false;
  out.untagged("OK [CLOSED] You do not work in this mailbox any more");
}

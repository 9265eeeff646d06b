import type { AccountId } from "@congthu/shared/ids";
import { MailError } from "../core/errors.ts";
import { listMailboxes, mailboxByPath } from "../core/mailbox/mailbox-tree.ts";
import { accountOf, type Session } from "./command.ts";
import { ImapNo } from "./replies.ts";
import { type MailRights, requireChange, SHARED_ROOT, sharedMail, sharedPath, sharedPlace } from "./shared-mail.ts";
import { DELIMITER, decodeMailboxName, encodeMailboxName } from "./wire/mailbox-name.ts";

export type ListedMailbox = Awaited<ReturnType<typeof listMailboxes>>[number] & { rights: MailRights };

/** A mailbox name as this client wrote it. Throws mailbox.nameInvalid. */
export function readName(s: Session, octets: string): string {
  const name = decodeMailboxName(octets, s.enabled.utf8);
  if (name === null) throw new MailError("mailbox.nameInvalid");
  return name;
}

/** A mailbox name as this client reads it. */
export function writeName(s: Session, path: string): string {
  return encodeMailboxName(path, s.enabled.utf8);
}

/** All mailboxes this session may see: the person's own, then those of the agencies they work for. */
export async function mailboxesOf(s: Session): Promise<ListedMailbox[]> {
  const shared = await sharedMail(s);
  return s.app.db.read(async (r) => {
    const own = await listMailboxes(r, accountOf(s));
    const all: ListedMailbox[] = own.map((m) => ({ ...m, rights: "own" }));
    for (const mail of shared)
      for (const m of await listMailboxes(r, mail.accountId))
        all.push({ ...m, path: sharedPath(mail, m.path), rights: mail.rights });
    return all;
  });
}

/** The levels above the mailboxes of agencies, which hold no mail themselves. */
export function sharedLevels(all: readonly ListedMailbox[]): string[] {
  const shared = all.filter((m) => m.rights !== "own");
  const owners = shared.map((m) => m.path.split(DELIMITER).slice(0, 2).join(DELIMITER));
  return owners.length === 0 ? [] : [SHARED_ROOT, ...new Set(owners)];
}

/** The mailbox a name from the wire means. Throws mailbox.notFound, mailbox.nameInvalid. */
export async function findMailbox(s: Session, octets: string): Promise<ListedMailbox> {
  const path = readName(s, octets);
  const shared = path.startsWith(SHARED_ROOT) ? await sharedMail(s) : [];
  const found = await s.app.db.read(async (r): Promise<ListedMailbox | undefined> => {
    const own = await mailboxByPath(r, accountOf(s), path);
    if (own) return { ...own, rights: "own" };
    const place = sharedPlace(shared, path);
    const m = place && (await mailboxByPath(r, place.mail.accountId, place.rest));
    return m && place && { ...m, path: sharedPath(place.mail, m.path), rights: place.mail.rights };
  });
  if (!found) throw new MailError("mailbox.notFound");
  return found;
}

/** The same, for a change of the mailbox itself. Throws NOPERM for who may only read. */
export async function findChangeable(s: Session, octets: string): Promise<ListedMailbox> {
  const found = await findMailbox(s, octets);
  requireChange(found.rights);
  return found;
}

/** Whose a mailbox of this name would be, and what it is called there. Throws NOPERM, mailbox.nameInvalid. */
export async function placeOf(s: Session, octets: string): Promise<{ accountId: AccountId; path: string }> {
  const path = readName(s, octets);
  if (path !== SHARED_ROOT && !path.startsWith(SHARED_ROOT + DELIMITER)) return { accountId: accountOf(s), path };
  const place = sharedPlace(await sharedMail(s), path);
  if (!place || place.rest === "") throw new ImapNo("NOPERM", "Nothing can be made here");
  requireChange(place.mail.rights);
  return { accountId: place.mail.accountId, path: place.rest };
}

/** The mailbox that messages are to go to; when it is missing the client may make it. RFC 9051 §6.3.12, §6.4.7 (TRYCREATE) */
export async function findTarget(s: Session, octets: string): Promise<ListedMailbox> {
  try {
    return await findChangeable(s, octets);
  } catch (err) {
    if (err instanceof MailError && err.code === "mailbox.notFound") throw new ImapNo("TRYCREATE", "No such mailbox");
    throw err;
  }
}

/** RFC 6154 §2 */
export const SPECIAL_USE: Record<string, string> = {
  drafts: "\\Drafts",
  sent: "\\Sent",
  junk: "\\Junk",
  trash: "\\Trash",
  archive: "\\Archive",
};

/**
 * Attributes every LIST response carries: special use, and whether there are children. RFC 9051 §7.3.1. The use of an agency's mailboxes is not
 * told: clients would file the person's own letters there.
 */
export function attributesOf(m: ListedMailbox, all: readonly ListedMailbox[]): string[] {
  const hasChildren = all.some((other) => other.parent_id === m.mailbox_id);
  const use = m.role === null || m.rights !== "own" ? undefined : SPECIAL_USE[m.role];
  return [hasChildren ? "\\HasChildren" : "\\HasNoChildren", ...(use ? [use] : [])];
}

/** One LIST (or LSUB) response without its `* `. */
export function listLine(
  s: Session,
  m: { path: string; attributes: readonly string[]; extra?: string },
  name = "LIST",
): string {
  const extra = m.extra === undefined ? "" : ` (${m.extra})`;
  return `${name} (${m.attributes.join(" ")}) "${DELIMITER}" ${writeName(s, m.path)}${extra}`;
}

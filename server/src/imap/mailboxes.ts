import { MailError } from "../core/errors.ts";
import { listMailboxes, mailboxByPath } from "../core/mailbox/mailbox-tree.ts";
import { accountOf, type Session } from "./command.ts";
import { ImapNo } from "./replies.ts";
import { DELIMITER, decodeMailboxName, encodeMailboxName } from "./wire/mailbox-name.ts";

export type ListedMailbox = Awaited<ReturnType<typeof listMailboxes>>[number];

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

/** All mailboxes this session may see. */
export function mailboxesOf(s: Session): Promise<ListedMailbox[]> {
  return s.app.db.read((r) => listMailboxes(r, accountOf(s)));
}

/** The mailbox a name from the wire means. Throws mailbox.notFound, mailbox.nameInvalid. */
export async function findMailbox(s: Session, octets: string): Promise<ListedMailbox> {
  const path = readName(s, octets);
  const found = await s.app.db.read((r) => mailboxByPath(r, accountOf(s), path));
  if (!found) throw new MailError("mailbox.notFound");
  return found;
}

/** The mailbox that messages are to go to; when it is missing the client may make it. RFC 9051 §6.3.12, §6.4.7 (TRYCREATE) */
export async function findTarget(s: Session, octets: string): Promise<ListedMailbox> {
  try {
    return await findMailbox(s, octets);
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

/** Attributes every LIST response carries: special use, and whether there are children. RFC 9051 §7.3.1 */
export function attributesOf(m: ListedMailbox, all: readonly ListedMailbox[]): string[] {
  const hasChildren = all.some((other) => other.parent_id === m.mailbox_id);
  const use = m.role === null ? undefined : SPECIAL_USE[m.role];
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

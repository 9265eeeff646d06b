import { fold } from "@congthu/shared/fold";
import type { JmapId } from "@congthu/shared/jmap/core";
import type { Mailbox, MailboxRole } from "@congthu/shared/jmap/mail";

/** The order of the folders that have a part in the system; all others follow by name. */
const ROLE_ORDER: MailboxRole[] = ["inbox", "snoozed", "drafts", "scheduled", "sent", "archive", "junk", "trash"];

export type FolderNode = { mailbox: Mailbox; children: FolderNode[]; depth: number };

/** The folders as a tree: system folders first, others by sort order and name; one whose parent is not visible is at the top. */
export function folderTree(mailboxes: readonly Mailbox[]): FolderNode[] {
  const known = new Set(mailboxes.map((m) => m.id));
  const grow = (parentId: JmapId | null, depth: number): FolderNode[] =>
    mailboxes
      .filter((m) => (m.parentId !== null && known.has(m.parentId) ? m.parentId : null) === parentId)
      .sort(compareFolders)
      .map((mailbox) => ({ mailbox, depth, children: grow(mailbox.id, depth + 1) }));
  return grow(null, 0);
}

/** Every folder of the tree, each before its children. */
export function flattenTree(nodes: readonly FolderNode[]): FolderNode[] {
  return nodes.flatMap((node) => [node, ...flattenTree(node.children)]);
}

/** The folders from the top down to this one. */
export function folderPath(mailboxes: readonly Mailbox[], id: JmapId): Mailbox[] {
  const path: Mailbox[] = [];
  for (let at = mailboxes.find((m) => m.id === id); at && !path.includes(at); ) {
    path.unshift(at);
    const { parentId } = at;
    at = mailboxes.find((m) => m.id === parentId);
  }
  return path;
}

export function folderOfRole(mailboxes: Iterable<Mailbox>, role: MailboxRole): Mailbox | undefined {
  for (const mailbox of mailboxes) if (mailbox.role === role) return mailbox;
  return undefined;
}

/** The folder of that name, marks and case aside; else the only one whose name begins so. A part in the system is a name too. */
export function folderByName(
  mailboxes: readonly Mailbox[],
  typed: string,
  nameOf: (mailbox: Mailbox) => string,
): Mailbox | undefined {
  const wanted = fold(typed).replaceAll("-", " ");
  const begins = mailboxes.filter((m) => fold(nameOf(m)).startsWith(wanted));
  return (
    mailboxes.find((m) => fold(nameOf(m)) === wanted || m.role === wanted) ??
    (begins.length === 1 ? begins[0] : undefined)
  );
}

/** Folders whose shown path matches what was typed, marks and case aside. */
export function findFolders(
  nodes: readonly FolderNode[],
  typed: string,
  nameOf: (mailbox: Mailbox) => string,
): FolderNode[] {
  const words = fold(typed).split(" ").filter(Boolean);
  const matches = (path: string) => words.every((word) => path.includes(word));
  const walk = (list: readonly FolderNode[], prefix: string): FolderNode[] =>
    list.flatMap((node) => {
      const path = `${prefix} ${fold(nameOf(node.mailbox))}`;
      return [...(matches(path) ? [node] : []), ...walk(node.children, path)];
    });
  return walk(nodes, "");
}

/** True when `id` is `ancestor` or lies below it. */
export function isWithin(mailboxes: readonly Mailbox[], id: JmapId, ancestor: JmapId): boolean {
  return folderPath(mailboxes, id).some((m) => m.id === ancestor);
}

function compareFolders(a: Mailbox, b: Mailbox): number {
  const rank = (m: Mailbox) => {
    const at = m.role === null ? -1 : ROLE_ORDER.indexOf(m.role);
    return at < 0 ? ROLE_ORDER.length : at;
  };
  return rank(a) - rank(b) || a.sortOrder - b.sortOrder || a.name.localeCompare(b.name, "vi", { numeric: true });
}

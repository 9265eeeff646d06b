import type { Filter, JmapId } from "@congthu/shared/jmap/core";
import {
  type EmailAddress,
  type EmailFilter,
  type EmailSort,
  KEYWORD,
  type Mailbox,
  type MailboxRole,
} from "@congthu/shared/jmap/mail";
import type { ListedEmail } from "../../data/cache.ts";
import type { QuerySpec } from "../../data/query-window.ts";
import { displayName } from "../people.ts";

export const QUICK_FILTERS = ["all", "unread", "flagged", "attachment"] as const;
export type QuickFilter = (typeof QUICK_FILTERS)[number];
export const FOLDER_ORDERS = ["newest", "oldest", "from", "subject", "size"] as const;
/** Results of a search may come the best first: what is spelled as it was typed, then the newest. */
export const SEARCH_ORDERS = ["best", ...FOLDER_ORDERS] as const;
export type FolderOrder = (typeof FOLDER_ORDERS)[number];
export type ListOrder = (typeof SEARCH_ORDERS)[number];

const QUICK: Record<QuickFilter, EmailFilter | null> = {
  all: null,
  unread: { notKeyword: KEYWORD.seen },
  flagged: { hasKeyword: KEYWORD.flagged },
  attachment: { hasAttachment: true },
};

const NEWEST: EmailSort = { property: "receivedAt", isAscending: false };
const SORT: Record<ListOrder, EmailSort[]> = {
  best: [],
  newest: [NEWEST],
  oldest: [{ property: "receivedAt", isAscending: true }],
  from: [{ property: "from", isAscending: true }, NEWEST],
  subject: [{ property: "subject", isAscending: true }, NEWEST],
  size: [{ property: "size", isAscending: false }, NEWEST],
};

/** The list of a folder as the server is asked for it. */
export function folderSpec(
  { id, role }: Pick<Mailbox, "id" | "role">,
  quick: QuickFilter,
  order: FolderOrder,
  conversations: boolean,
): QuerySpec {
  const spec = { filter: { inMailbox: id, ...QUICK[quick] }, sort: SORT[order], mailboxId: id };
  // A draft is opened to be written on; and by name or size each letter has a place of its own.
  const collapse =
    conversations && role !== "drafts" && role !== "scheduled" && (order === "newest" || order === "oldest");
  return collapse ? { ...spec, collapse } : spec;
}

/**
 * The list of a search. Without a folder it looks everywhere but in the `hidden` ones (bin and spam); within one,
 * letters that are moved away leave the results at once.
 */
export function searchSpec(
  search: { filter: Filter<EmailFilter> | null; text: boolean },
  mailboxId: JmapId | null,
  hidden: JmapId[],
  quick: QuickFilter,
  order: ListOrder,
): QuerySpec {
  const where: EmailFilter | null =
    mailboxId !== null ? { inMailbox: mailboxId } : hidden.length > 0 ? { inMailboxOtherThan: hidden } : null;
  const conditions = [where, QUICK[quick], search.filter].filter((c) => c !== null);
  const [only, ...more] = conditions;
  const filter = more.length === 0 ? (only ?? {}) : { operator: "AND" as const, conditions };
  return { filter, sort: SORT[order], text: search.text, ...(mailboxId === null ? {} : { mailboxId }) };
}

/** Whom a row names: those it went to in the folders of what one wrote, else the sender. */
export function correspondents(letter: ListedEmail, role: MailboxRole | null): EmailAddress[] {
  const own = role === "sent" || role === "drafts" || letter.keywords[KEYWORD.draft];
  return (own ? letter.to : letter.from) ?? [];
}

/** "Nguyễn Văn An", or for several their names by comma. */
export function nameList(people: readonly EmailAddress[]): string {
  return people.map(displayName).join(", ");
}

/** The letters between two rows, both included, in either direction; only those that are known. */
export function rangeBetween(ids: readonly (JmapId | undefined)[], from: JmapId, to: JmapId): JmapId[] {
  const a = ids.indexOf(from);
  const b = ids.indexOf(to);
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1).filter((id) => id !== undefined);
}

/** The row `by` steps from the letter; the first row when the letter is not in the list. Null in an empty list. */
export function stepFrom(ids: readonly (JmapId | undefined)[], from: JmapId | null, by: 1 | -1): JmapId | null {
  const at = from === null ? -1 : ids.indexOf(from);
  const next = at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by));
  return ids[next] ?? null;
}

/** Which letter to open after these leave the list: the one below the last of them, else above the first. Null when none is left. */
export function nextAfter(ids: readonly (JmapId | undefined)[], leaving: ReadonlySet<JmapId>): JmapId | null {
  const rows = ids.map((id, i) => [id, i] as const).filter(([id]) => id !== undefined && leaving.has(id));
  const last = rows.at(-1)?.[1] ?? -1;
  const first = rows[0]?.[1] ?? -1;
  const stays = (id: JmapId | undefined) => id !== undefined && !leaving.has(id);
  return ids.slice(last + 1).find(stays) ?? ids.slice(0, Math.max(0, first)).findLast(stays) ?? null;
}

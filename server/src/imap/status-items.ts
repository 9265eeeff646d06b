import { deletedTotals } from "../core/mailbox/read-placements.ts";
import type { Session } from "./command.ts";
import type { ListedMailbox } from "./mailboxes.ts";
import { ImapSyntaxError } from "./wire/syntax-error.ts";
import type { Tokens } from "./wire/tokens.ts";

// RFC 9051 §6.3.11; RECENT RFC 3501 §6.3.10; HIGHESTMODSEQ RFC 7162 §3.1.7; MAILBOXID RFC 8474 §4.3; APPENDLIMIT RFC 7889 §3.1;
// DELETED-STORAGE RFC 9208 §4.1.4
const ITEMS = [
  "MESSAGES",
  "RECENT",
  "UIDNEXT",
  "UIDVALIDITY",
  "UNSEEN",
  "DELETED",
  "SIZE",
  "HIGHESTMODSEQ",
  "MAILBOXID",
  "APPENDLIMIT",
  "DELETED-STORAGE",
] as const;
export type StatusItem = (typeof ITEMS)[number];

/** Reads the parenthesised items of STATUS. */
export function parseStatusItems(t: Tokens): StatusItem[] {
  const items = t.list(() => {
    const name = t.name();
    const known = ITEMS.find((item) => item === name);
    if (!known) throw new ImapSyntaxError("Unknown status item");
    return known;
  });
  if (items.length === 0) throw new ImapSyntaxError("Expected status item");
  return [...new Set(items)];
}

/** The items of a mailbox as a STATUS response lists them. */
export async function statusOf(s: Session, m: ListedMailbox, items: readonly StatusItem[]): Promise<string> {
  const asksDeleted = items.includes("DELETED") || items.includes("DELETED-STORAGE");
  const key = { accountId: m.account_id, mailboxId: m.mailbox_id };
  const deleted = asksDeleted ? await s.app.db.read((r) => deletedTotals(r, key)) : { count: 0, bytes: 0 };
  const values: Record<StatusItem, number | string> = {
    MESSAGES: m.total,
    RECENT: 0,
    UIDNEXT: m.uid_next,
    UIDVALIDITY: m.uid_validity,
    UNSEEN: m.unseen,
    DELETED: deleted.count,
    SIZE: m.size_bytes,
    HIGHESTMODSEQ: m.highest_modseq,
    MAILBOXID: `(${m.mailbox_id})`,
    APPENDLIMIT: s.app.site.maxMessageBytes,
    "DELETED-STORAGE": deleted.bytes,
  };
  return items.map((item) => `${item} ${values[item]}`).join(" ");
}

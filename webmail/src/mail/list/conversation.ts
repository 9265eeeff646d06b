import type { JmapId } from "@congthu/shared/jmap/core";
import { type EmailAddress, KEYWORD, type Mailbox } from "@congthu/shared/jmap/mail";
import { type CachedEmail, isUnread } from "../../data/cache.ts";
import { displayName, sameAddress } from "../people.ts";

/** Names shown of a conversation with many writers. */
const MAX_NAMES = 4;

/** A row's letters within the folder; the letter alone where its conversation is not known. */
export function inConversation(
  letter: CachedEmail,
  thread: readonly CachedEmail[],
  mailboxId: JmapId,
): readonly CachedEmail[] {
  const there = thread.filter((one) => one.mailboxIds[mailboxId]);
  return there.length > 0 ? there : [letter];
}

/** What a conversation shows to be read: without what lies in the bin or among spam, unless the opened letter does too. */
export function readableOf(
  letter: CachedEmail,
  thread: readonly CachedEmail[],
  mailboxes: readonly Mailbox[],
): readonly CachedEmail[] {
  const hidden = mailboxes.filter((m) => m.role === "trash" || m.role === "junk").map((m) => m.id);
  const isHidden = (one: CachedEmail) => Object.keys(one.mailboxIds).every((id) => hidden.includes(id));
  if (isHidden(letter)) return thread.length > 0 ? thread.filter(isHidden) : [letter];
  const shown = thread.filter((one) => !isHidden(one));
  return shown.length > 0 ? shown : [letter];
}

/** What a row tells of its conversation. `names`: who wrote, in order, each once, the person as `me`. */
export type ConversationSigns = {
  names: string;
  count: number;
  unread: boolean;
  flagged: boolean;
  attachment: boolean;
};

export function conversationSigns(
  letters: readonly CachedEmail[],
  own: Pick<EmailAddress, "email">,
  me: string,
): ConversationSigns {
  const writers = new Map<string, string>();
  for (const letter of letters) {
    const from = letter.from?.[0];
    if (!from || letter.keywords[KEYWORD.draft]) continue;
    writers.set(from.email.toLowerCase(), sameAddress(from, own) ? me : displayName(from));
  }
  const names = [...writers.values()];
  const shown = names.length > MAX_NAMES ? [names[0], "…", ...names.slice(-2)] : names;
  return {
    names: shown.join(", "),
    count: letters.length,
    unread: letters.some(isUnread),
    flagged: letters.some((letter) => letter.keywords[KEYWORD.flagged]),
    attachment: letters.some((letter) => letter.hasAttachment),
  };
}

/** The letters of an opened conversation that stand open: those not read yet, and the last. */
export function openAtFirst(letters: readonly CachedEmail[]): Set<JmapId> {
  const open = letters.filter(isUnread).map((letter) => letter.id);
  const last = letters.findLast((letter) => !letter.keywords[KEYWORD.draft]) ?? letters.at(-1);
  return new Set(last ? [...open, last.id] : open);
}

import { fold } from "@congthu/shared/fold";
import type { Filter } from "@congthu/shared/jmap/core";
import type { EmailAddress, EmailFilter } from "@congthu/shared/jmap/mail";
import type { ListedEmail } from "./cache.ts";
import type { QuerySpec } from "./query-window.ts";

/** The letters of a list out of those this machine has, newest first (or as the list says); words are looked for without marks. */
export function localRows(letters: readonly ListedEmail[], { filter, sort, collapse }: QuerySpec): ListedEmail[] {
  const found = letters.filter((letter) => fits(letter, filter)).sort(byReceived(sort[0]));
  if (!collapse) return found;
  const seen = new Set<string>();
  return found.filter(({ threadId }) => !seen.has(threadId) && Boolean(seen.add(threadId)));
}

function byReceived(order: QuerySpec["sort"][number] | undefined): (a: ListedEmail, b: ListedEmail) => number {
  const sign = order?.property === "receivedAt" && order.isAscending ? 1 : -1;
  return (a, b) => sign * (Date.parse(a.receivedAt) - Date.parse(b.receivedAt));
}

function fits(letter: ListedEmail, filter: Filter<EmailFilter>): boolean {
  if ("operator" in filter) {
    const one = (condition: Filter<EmailFilter>) => fits(letter, condition);
    if (filter.operator === "AND") return filter.conditions.every(one);
    if (filter.operator === "OR") return filter.conditions.some(one);
    return !filter.conditions.some(one);
  }
  return Object.entries(filter).every(([name, value]) => {
    const test = TESTS[name as keyof EmailFilter];
    // What cannot be told from here leaves nothing out.
    return !test || value === undefined || test(letter, value as never);
  });
}

type Tests = { [K in keyof EmailFilter]?: (letter: ListedEmail, value: NonNullable<EmailFilter[K]>) => boolean };

const TESTS: Tests = {
  inMailbox: (letter, id) => letter.mailboxIds[id] === true,
  inMailboxOtherThan: (letter, ids) => Object.keys(letter.mailboxIds).some((id) => !ids.includes(id)),
  hasKeyword: (letter, name) => letter.keywords[name] === true,
  notKeyword: (letter, name) => letter.keywords[name] !== true,
  hasAttachment: (letter, has) => letter.hasAttachment === has,
  before: (letter, date) => Date.parse(letter.receivedAt) < Date.parse(date),
  after: (letter, date) => Date.parse(letter.receivedAt) >= Date.parse(date),
  subject: (letter, text) => hasWords(letter.subject ?? "", text),
  from: (letter, text) => hasWords(people(letter.from), text),
  to: (letter, text) => hasWords(people(letter.to), text),
  text: (letter, text) =>
    hasWords(`${letter.subject ?? ""} ${people(letter.from)} ${people(letter.to)} ${letter.preview}`, text),
};

function people(list: readonly EmailAddress[] | null): string {
  return (list ?? []).map(({ name, email }) => `${name ?? ""} ${email}`).join(" ");
}

function hasWords(within: string, text: string): boolean {
  const haystack = fold(within);
  return fold(text)
    .split(/[\s"]+/)
    .every((word) => haystack.includes(word));
}

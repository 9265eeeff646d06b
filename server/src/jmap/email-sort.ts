import type { EmailId } from "@congthu/shared/ids";
import type { ListedEmail } from "../core/mailbox/account-view.ts";
import type { SortKeys } from "../core/mailbox/sort-keys.ts";
import { type InView, threadTest, wordTest } from "./email-filter.ts";
import { MethodFailure } from "./failure.ts";
import type { ComparatorArgs } from "./schema.ts";

/** By what Email/query sorts (RFC 8621 §4.4.2). */
export const SORT_PROPERTIES = [
  "receivedAt",
  "size",
  "from",
  "to",
  "subject",
  "sentAt",
  "hasKeyword",
  "allInThreadHaveKeyword",
  "someInThreadHaveKeyword",
] as const;
type Property = (typeof SORT_PROPERTIES)[number];

/** What sorting may look up. */
export type SortView = InView & { sortKeys: ReadonlyMap<EmailId, SortKeys> };

const FROM_CONTENT = new Set<string>(["from", "to", "subject", "sentAt"] satisfies Property[]);

/** Whether the sort looks at what only the letters themselves say. */
export function sortsByContent(sort: readonly ComparatorArgs[]): boolean {
  return sort.some((c) => FROM_CONTENT.has(c.property));
}

/** Throws unsupportedSort, and invalidArguments for a sort by keyword that names none. */
export function checkSort(sort: readonly ComparatorArgs[]): void {
  for (const c of sort) {
    if (c.collation !== undefined && !c.collation.startsWith("i;"))
      throw new MethodFailure("unsupportedSort", `collation ${c.collation}`);
    if (!(SORT_PROPERTIES as readonly string[]).includes(c.property))
      throw new MethodFailure("unsupportedSort", `property ${c.property}`);
    if (c.property.endsWith("eyword") && c.keyword === undefined)
      throw new MethodFailure("invalidArguments", `sort by ${c.property} names no keyword`);
  }
}

/** The Emails in the order of the comparators; equal ones in the order they come in. Each key is worked out once. */
export function sortEmails(
  view: SortView,
  emails: readonly ListedEmail[],
  sort: readonly ComparatorArgs[],
): ListedEmail[] {
  const columns = sort.map((c) => ({ keys: emails.map(keyOf(view, c)), sign: c.isAscending ? 1 : -1 }));
  const order = emails
    .map((_, i) => i)
    .sort((a, b) => {
      for (const { keys, sign } of columns) {
        const [x, y] = [keys[a] as string | number, keys[b] as string | number];
        if (x !== y) return x < y ? -sign : sign;
      }
      return a - b;
    });
  return order.map((i) => emails[i] as ListedEmail);
}

/** Whether the list is in order as the view has it: newest first, or the reverse. */
export function plainOrder(sort: readonly ComparatorArgs[]): "newest" | "oldest" | undefined {
  const [first] = sort;
  if (!first) return "newest";
  if (first.property !== "receivedAt") return undefined;
  return first.isAscending ? "oldest" : "newest";
}

function keyOf(view: SortView, c: ComparatorArgs): (e: ListedEmail) => string | number {
  const keyword = c.keyword ?? "";
  switch (c.property as Property) {
    case "receivedAt":
      return (e) => e.receivedAt;
    case "size":
      return (e) => e.sizeBytes;
    case "from":
      return (e) => view.sortKeys.get(e.emailId)?.from ?? "";
    case "to":
      return (e) => view.sortKeys.get(e.emailId)?.to ?? "";
    case "subject":
      return (e) => view.sortKeys.get(e.emailId)?.subject ?? "";
    case "sentAt":
      return (e) => view.sortKeys.get(e.emailId)?.sentAt ?? e.receivedAt;
    case "hasKeyword":
      return asNumber(wordTest(keyword));
    case "allInThreadHaveKeyword":
      return asNumber(threadTest(view, "all", keyword));
    case "someInThreadHaveKeyword":
      return asNumber(threadTest(view, "some", keyword));
  }
}

function asNumber(test: (e: ListedEmail) => boolean): (e: ListedEmail) => number {
  return (e) => Number(test(e));
}

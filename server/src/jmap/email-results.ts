import type { EmailId } from "@congthu/shared/ids";
import type { AccountView, ListedEmail } from "../core/mailbox/account-view.ts";
import { type EmailFilterTree, emailTest } from "./email-filter.ts";
import { emailOrder, plainOrder } from "./email-sort.ts";
import type { ComparatorArgs } from "./schema.ts";

export type EmailQuery = {
  filter: EmailFilterTree | null;
  sort: readonly ComparatorArgs[];
  collapseThreads: boolean;
};

/** Results kept for scrolling through the same list. */
const KEPT = 6;

/** All Emails a query finds, in order, as of the view; kept with it, so that scrolling costs nothing. RFC 8621 §4.4 */
export function emailResults(view: AccountView, q: EmailQuery): readonly ListedEmail[] {
  const key = JSON.stringify([q.filter, q.sort, q.collapseThreads]);
  const known = view.results.get(key);
  if (known) return known;
  const results = compute(view, q);
  const [oldest] = view.results.keys();
  if (view.results.size >= KEPT && oldest !== undefined) view.results.delete(oldest);
  view.results.set(key, results);
  return results;
}

function compute(view: AccountView, q: EmailQuery): ListedEmail[] {
  const order = plainOrder(q.sort);
  // Checked even where the order is there already, so that a sort the server does not know is told.
  const compare = emailOrder(view, q.sort);
  const matching = q.filter === null ? [...view.order] : view.order.filter(emailTest(view, q.filter));
  if (order === "oldest") matching.reverse();
  else if (order === undefined) matching.sort(compare);
  return q.collapseThreads ? firstOfThreads(matching) : matching;
}

/** RFC 8621 §4.4.3. */
function firstOfThreads(emails: readonly ListedEmail[]): ListedEmail[] {
  const seen = new Set<string>();
  return emails.filter((e) => seen.size !== seen.add(e.threadId).size);
}

/** Where an Email stands in results, or -1. */
export function indexOfEmail(results: readonly ListedEmail[], emailId: string): number {
  return results.findIndex((e) => e.emailId === (emailId as EmailId));
}

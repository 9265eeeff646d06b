import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { AccountView, ListedEmail } from "../core/mailbox/account-view.ts";
import { findEmails } from "../core/search/find-emails.ts";
import { type EmailCondition, type EmailFilterTree, emailTest, type Found } from "./email-filter.ts";
import { emailOrder, plainOrder } from "./email-sort.ts";
import type { Call } from "./method.ts";
import type { ComparatorArgs } from "./schema.ts";
import { termsOf, textualConditions } from "./search-terms.ts";

export type EmailQuery = {
  filter: EmailFilterTree | null;
  sort: readonly ComparatorArgs[];
  collapseThreads: boolean;
};

/** Results kept for scrolling through the same list. */
const KEPT = 6;

/** All Emails a query finds, in order, as of now; kept with the view, so that scrolling costs nothing. RFC 8621 §4.4 */
export async function emailResults(
  call: Pick<Call, "app" | "views">,
  accountId: AccountId,
  q: EmailQuery,
): Promise<{ view: AccountView; results: readonly ListedEmail[] }> {
  const { found, ranked } = await searchFor(call, accountId, q.filter);
  const view = await call.views.of(accountId);
  const key = JSON.stringify([q.filter, q.sort, q.collapseThreads]);
  // The index follows the mail by itself: what it found may change while the mail stays.
  const known = found.size === 0 ? view.results.get(key) : undefined;
  if (known) return { view, results: known };
  const results = compute(view, q, found);
  if (ranked && q.sort.length === 0) results.sort((a, b) => placeIn(ranked, a) - placeIn(ranked, b));
  if (found.size > 0) return { view, results };
  const [oldest] = view.results.keys();
  if (view.results.size >= KEPT && oldest !== undefined) view.results.delete(oldest);
  view.results.set(key, results);
  return { view, results };
}

/** What the index finds for each condition on content; `ranked` the places of the best when there is one such condition. */
async function searchFor(call: Pick<Call, "app">, accountId: AccountId, filter: EmailFilterTree | null) {
  const found = new Map<EmailCondition, Set<EmailId>>();
  let ranked: Map<EmailId, number> | undefined;
  const conditions = textualConditions(filter);
  for (const condition of conditions) {
    const ids = await findEmails(call.app, { accountId, terms: termsOf(condition) });
    found.set(condition, new Set(ids));
    if (conditions.length === 1) ranked = new Map(ids.map((id, i) => [id, i]));
  }
  return { found, ranked };
}

function placeIn(ranked: ReadonlyMap<EmailId, number>, e: ListedEmail): number {
  return ranked.get(e.emailId) ?? Number.MAX_SAFE_INTEGER;
}

function compute(view: AccountView, q: EmailQuery, found: Found): ListedEmail[] {
  const order = plainOrder(q.sort);
  // Checked even where the order is there already, so that a sort the server does not know is told.
  const compare = emailOrder(view, q.sort);
  const matching = q.filter === null ? [...view.order] : view.order.filter(emailTest(view, q.filter, found));
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

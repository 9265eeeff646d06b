import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { AccountView, ListedEmail } from "../core/mailbox/account-view.ts";
import { emailsWithHeader } from "../core/mailbox/header-search.ts";
import { sortKeysOf } from "../core/mailbox/sort-keys.ts";
import { findEmails } from "../core/search/find-emails.ts";
import { type EmailCondition, type EmailFilterTree, emailTest, type Found } from "./email-filter.ts";
import { checkSort, plainOrder, sortEmails, sortsByContent } from "./email-sort.ts";
import { MethodFailure } from "./failure.ts";
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
  checkSort(q.sort);
  const { found, ranked } = await searchFor(call, accountId, q.filter);
  const view = await call.views.of(accountId);
  const key = JSON.stringify([q.filter, q.sort, q.collapseThreads]);
  // The index follows the mail by itself: what it found may change while the mail stays.
  const isKept = found.size === 0;
  const known = isKept ? view.results.get(key) : undefined;
  if (known) return { view, results: known };
  await searchHeaders(call, view, { filter: q.filter, found });
  // Mail that comes while the keys are read has keys too before it is put in order.
  for (let modseq = -1; sortsByContent(q.sort) && modseq !== view.modseq; ) {
    modseq = view.modseq;
    await sortKeysOf(call.app, view);
  }
  const results = compute(view, q, found);
  if (ranked && q.sort.length === 0) results.sort((a, b) => placeIn(ranked, a) - placeIn(ranked, b));
  if (!isKept) return { view, results };
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

/** Emails whose headers one question reads at most. */
const MOST_HEADERS = 20_000;

/**
 * Answers the conditions on header fields by reading the headers of what everything else leaves over: the other properties of the
 * condition, and what stands beside it under AND. Throws unsupportedFilter when that is too much.
 */
async function searchHeaders(
  call: Pick<Call, "app">,
  view: AccountView,
  q: { filter: EmailFilterTree | null; found: Map<EmailCondition, Set<EmailId>> },
): Promise<void> {
  for (const { condition, beside } of headerConditions(q.filter, [])) {
    const { header = [""], ...rest } = condition;
    const hits = q.found.get(condition);
    const tests = [rest, ...beside].map((c) => emailTest(view, c, q.found));
    const left = view.order.filter((e) => (hits?.has(e.emailId) ?? true) && tests.every((test) => test(e)));
    if (left.length > MOST_HEADERS) throw new MethodFailure("unsupportedFilter", "header of too many letters");
    const emailIds = left.map((e) => e.emailId);
    const [name = "", text] = header;
    q.found.set(condition, await emailsWithHeader(call.app, { accountId: view.accountId, emailIds, name, text }));
  }
}

type HeaderCondition = { condition: EmailCondition; beside: EmailFilterTree[] };

function headerConditions(filter: EmailFilterTree | null, beside: EmailFilterTree[]): HeaderCondition[] {
  if (filter === null) return [];
  if (!("operator" in filter)) return filter.header === undefined ? [] : [{ condition: filter, beside }];
  const plain = filter.conditions.filter((c) => !("operator" in c) && c.header === undefined);
  const next = filter.operator === "AND" ? [...beside, ...plain] : [];
  return filter.conditions.flatMap((c) => headerConditions(c, next));
}

function placeIn(ranked: ReadonlyMap<EmailId, number>, e: ListedEmail): number {
  return ranked.get(e.emailId) ?? Number.MAX_SAFE_INTEGER;
}

function compute(view: AccountView, q: EmailQuery, found: Found): ListedEmail[] {
  const order = plainOrder(q.sort);
  const matching = q.filter === null ? [...view.order] : view.order.filter(emailTest(view, q.filter, found));
  if (order === "oldest") matching.reverse();
  const sorted = order === undefined ? sortEmails(view, matching, q.sort) : matching;
  return q.collapseThreads ? firstOfThreads(sorted) : sorted;
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

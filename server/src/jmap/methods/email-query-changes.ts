import type { AccountId, EmailId, ThreadId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import type { AccountView } from "../../core/mailbox/account-view.ts";
import { emailChanges, threadChanges } from "../../core/mailbox/email-changes.ts";
import { type EmailFilterTree, emailFilter } from "../email-filter.ts";
import { emailResults } from "../email-results.ts";
import { MethodFailure } from "../failure.ts";
import { type Call, defineMethod } from "../method.ts";
import { comparator, queryChangesShape } from "../schema.ts";
import { textualConditions } from "../search-terms.ts";
import { readState, stateString } from "../state.ts";

/**
 * RFC 8621 §4.5. What changed since is taken out of the old results and put into the new ones where it belongs now; whatever did not
 * change, and has no neighbour in its thread that did, keeps its order. Results of the search index have no history.
 */
export const emailQueryChanges = defineMethod({
  name: "Email/queryChanges",
  capability: CAPABILITY.mail,
  schema: z.strictObject({
    ...queryChangesShape,
    filter: emailFilter.nullish(),
    sort: z.array(comparator).max(10).nullish(),
    collapseThreads: z.boolean().default(false),
  }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const query = { filter: args.filter ?? null, sort: args.sort ?? [], collapseThreads: args.collapseThreads };
    if (!isFollowed(query.filter)) throw new MethodFailure("cannotCalculateChanges", "a search by text");
    const { view, results } = await emailResults(call, accountId, query);
    const byThread = query.collapseThreads || JSON.stringify([query.filter, query.sort]).includes("InThreadHave");
    const since = readState(args.sinceQueryState).modseq;
    const { before, touched } = await touchedSince(call, { accountId, since, view, byThread });
    const added = results.flatMap(({ emailId }, index) => (touched.has(emailId) ? [{ id: emailId, index }] : []));
    const removed = [...before];
    const most = args.maxChanges ?? Number.POSITIVE_INFINITY;
    if (added.length + removed.length > most) throw new MethodFailure("tooManyChanges");
    return {
      accountId: args.accountId,
      oldQueryState: args.sinceQueryState,
      newQueryState: stateString(view.modseq),
      removed,
      added,
      ...(args.calculateTotal ? { total: results.length } : {}),
    };
  },
});

/** Whether results of a filter follow from what changed in the mail alone. */
export function isFollowed(filter: EmailFilterTree | null): boolean {
  return textualConditions(filter).length === 0;
}

/** Emails whose place may have changed: `before` those that were there already, `touched` the new ones too. */
async function touchedSince(
  call: Call,
  q: { accountId: AccountId; since: number; view: AccountView; byThread: boolean },
): Promise<{ before: Set<string>; touched: Set<string> }> {
  const span = { since: { modseq: q.since, origin: q.since }, max: null };
  const { emails, threads } = await call.app.db
    .read(async (r) => ({
      emails: await emailChanges(r, q.accountId, span),
      threads: q.byThread ? await threadChanges(r, q.accountId, span) : undefined,
    }))
    .catch((err: unknown) => {
      if (err instanceof MailError && err.code === "state.mismatch")
        throw new MethodFailure("cannotCalculateChanges", err.message);
      throw err;
    });
  if (emails.hasMore) throw new MethodFailure("cannotCalculateChanges", "too many changes");
  const created = new Set(emails.created);
  const touched = new Set([...emails.created, ...emails.updated]);
  if (threads) {
    const own = [...touched].flatMap((id) => q.view.emails.get(id as EmailId)?.threadId ?? []);
    for (const threadId of new Set([...own, ...threads.updated]))
      for (const e of q.view.threads.get(threadId as ThreadId) ?? []) touched.add(e.emailId);
  }
  const before = new Set([...touched].filter((id) => !created.has(id)));
  for (const id of emails.destroyed) before.add(id);
  return { before, touched };
}

import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { countedMailboxes } from "../../core/mailbox/count-mailboxes.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { newestEmails } from "../../core/mailbox/list-emails.ts";
import { LIMITS } from "../../lib/limits.ts";
import { emailFilter, onlyMailbox } from "../email-filter.ts";
import { type EmailQuery, emailResults, indexOfEmail } from "../email-results.ts";
import { plainOrder } from "../email-sort.ts";
import { MethodFailure } from "../failure.ts";
import { type Args, type Call, defineMethod } from "../method.ts";
import { comparator, queryShape } from "../schema.ts";
import { stateString } from "../state.ts";
import { isFollowed } from "./email-query-changes.ts";

const schema = z.strictObject({
  ...queryShape,
  filter: emailFilter.nullish(),
  sort: z.array(comparator).max(10).nullish(),
  collapseThreads: z.boolean().default(false),
});
type QueryArgs = z.infer<typeof schema>;

/** So far from the top a list is read from the index of its mailbox; deeper, and in other orders, from the account's view. */
const NEAR = 500;

/** RFC 8621 §4.4. */
export const emailQuery = defineMethod({
  name: "Email/query",
  capability: CAPABILITY.mail,
  schema,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const query = { filter: args.filter ?? null, sort: args.sort ?? [], collapseThreads: args.collapseThreads };
    const limit = Math.min(args.limit ?? LIMITS.jmapQueryIds, LIMITS.jmapQueryIds);
    const page =
      (await nearTop(call, accountId, args, query, limit)) ?? (await fromView(call, accountId, args, query, limit));
    return {
      accountId: args.accountId,
      ...page,
      canCalculateChanges: isFollowed(query.filter),
      ...(limit === args.limit ? {} : { limit }),
    };
  },
});

/** The first screens of a mailbox, newest first: a walk along its index. Undefined where that does not answer the question. */
async function nearTop(
  call: Call,
  accountId: AccountId,
  args: QueryArgs,
  query: EmailQuery,
  limit: number,
): Promise<Args | undefined> {
  const mailboxId = onlyMailbox(query.filter) as MailboxId | undefined;
  const near = args.position >= 0 && args.position + limit <= NEAR && !args.anchor;
  if (mailboxId === undefined || !near || query.sort.length > 1 || plainOrder(query.sort) !== "newest")
    return undefined;
  if (query.collapseThreads && args.calculateTotal) return undefined;
  return call.app.db.read(async (r) => {
    const state = await accountState(r, accountId);
    const position = args.position;
    const { emailIds } = await newestEmails(
      r,
      { accountId, mailboxId },
      { position, limit, collapse: query.collapseThreads },
    );
    const total = args.calculateTotal
      ? ((await countedMailboxes(r, accountId)).find((m) => m.mailbox_id === mailboxId)?.totalEmails ?? 0)
      : undefined;
    return {
      queryState: stateString(state),
      position,
      ids: emailIds,
      ...(total === undefined ? {} : { total }),
    };
  });
}

async function fromView(
  call: Call,
  accountId: AccountId,
  args: QueryArgs,
  query: EmailQuery,
  limit: number,
): Promise<Args> {
  const { view, results } = await emailResults(call, accountId, query);
  const position = args.anchor
    ? anchored(indexOfEmail(results, args.anchor), args.anchorOffset)
    : args.position < 0
      ? Math.max(0, results.length + args.position)
      : args.position;
  return {
    queryState: stateString(view.modseq),
    position,
    ids: results.slice(position, position + limit).map((e) => e.emailId),
    ...(args.calculateTotal ? { total: results.length } : {}),
  };
}

function anchored(index: number, offset: number): number {
  if (index < 0) throw new MethodFailure("anchorNotFound");
  return Math.max(0, index + offset);
}

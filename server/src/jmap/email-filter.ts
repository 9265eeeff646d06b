import type { EmailId } from "@congthu/shared/ids";
import { z } from "zod";
import type { AccountView, ListedEmail } from "../core/mailbox/account-view.ts";
import { flagsFromNames } from "../core/mailbox/flags.ts";
import { type FilterTree, filterOf, jmapId, unsignedInt, utcDate } from "./schema.ts";

/** RFC 8621 §4.4.1. */
export const emailCondition = z.strictObject({
  inMailbox: jmapId.optional(),
  inMailboxOtherThan: z.array(jmapId).optional(),
  before: utcDate.optional(),
  after: utcDate.optional(),
  minSize: unsignedInt.optional(),
  maxSize: unsignedInt.optional(),
  allInThreadHaveKeyword: z.string().optional(),
  someInThreadHaveKeyword: z.string().optional(),
  noneInThreadHaveKeyword: z.string().optional(),
  hasKeyword: z.string().optional(),
  notKeyword: z.string().optional(),
  hasAttachment: z.boolean().optional(),
  text: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  cc: z.string().optional(),
  bcc: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  header: z.array(z.string()).min(1).max(2).optional(),
  /** Ours: in the names of attached files, and in what PDF and office files say. */
  attachment: z.string().optional(),
});
export type EmailCondition = z.infer<typeof emailCondition>;
export type EmailFilterTree = FilterTree<EmailCondition>;
export const emailFilter = filterOf(emailCondition);

/** What a test may look up besides the Email itself. */
export type InView = Pick<AccountView, "threads">;
export type EmailTest = (e: ListedEmail) => boolean;
/** What was found for each condition that looks into content or headers. */
export type Found = ReadonlyMap<EmailCondition, ReadonlySet<EmailId>>;

/** The test that a filter stands for, given what was found for its conditions on content and headers. */
export function emailTest(view: InView, filter: EmailFilterTree, found: Found): EmailTest {
  if (!("operator" in filter)) return conditionTest(view, filter, found);
  const tests = filter.conditions.map((c) => emailTest(view, c, found));
  if (filter.operator === "AND") return (e) => tests.every((test) => test(e));
  if (filter.operator === "OR") return (e) => tests.some((test) => test(e));
  return (e) => !tests.some((test) => test(e));
}

/** The mailbox of a filter that says nothing else. */
export function onlyMailbox(filter: EmailFilterTree | null): string | undefined {
  if (filter === null || "operator" in filter) return undefined;
  const keys = Object.keys(filter);
  return keys.length === 1 && keys[0] === "inMailbox" ? filter.inMailbox : undefined;
}

function conditionTest(view: InView, c: EmailCondition, found: Found): EmailTest {
  const tests: EmailTest[] = [];
  const hits = found.get(c);
  if (hits) tests.push((e) => hits.has(e.emailId));
  const { inMailbox, inMailboxOtherThan, before, after, minSize, maxSize, hasAttachment } = c;
  if (inMailbox !== undefined) tests.push((e) => e.mailboxIds.some((id) => id === inMailbox));
  if (inMailboxOtherThan !== undefined) tests.push((e) => e.mailboxIds.some((id) => !inMailboxOtherThan.includes(id)));
  if (before !== undefined) tests.push((e) => e.receivedAt < Date.parse(before));
  if (after !== undefined) tests.push((e) => e.receivedAt >= Date.parse(after));
  if (minSize !== undefined) tests.push((e) => e.sizeBytes >= minSize);
  if (maxSize !== undefined) tests.push((e) => e.sizeBytes < maxSize);
  if (hasAttachment !== undefined) tests.push((e) => e.hasAttachment === hasAttachment);
  if (c.hasKeyword !== undefined) tests.push(wordTest(c.hasKeyword));
  if (c.notKeyword !== undefined) tests.push(not(wordTest(c.notKeyword)));
  if (c.allInThreadHaveKeyword !== undefined) tests.push(threadTest(view, "all", c.allInThreadHaveKeyword));
  if (c.someInThreadHaveKeyword !== undefined) tests.push(threadTest(view, "some", c.someInThreadHaveKeyword));
  if (c.noneInThreadHaveKeyword !== undefined) tests.push(not(threadTest(view, "some", c.noneInThreadHaveKeyword)));
  return tests.length === 1 ? (tests[0] as EmailTest) : (e) => tests.every((test) => test(e));
}

/** Whether an Email has the keyword. */
export function wordTest(keyword: string): EmailTest {
  const wanted = flagsFromNames([keyword]);
  if (wanted.flags !== 0) return (e) => (e.flags & wanted.flags) !== 0;
  return (e) => e.keywords.split(" ").includes(wanted.keywords);
}

/** Whether all, or some, Emails of the thread have the keyword. */
export function threadTest(view: InView, which: "all" | "some", keyword: string): EmailTest {
  const test = wordTest(keyword);
  return (e) => {
    const members = view.threads.get(e.threadId) ?? [e];
    return which === "all" ? members.every(test) : members.some(test);
  };
}

function not(test: EmailTest): EmailTest {
  return (e) => !test(e);
}

import type { AccountId, EmailId, MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { type StagedMessage, stageMessage } from "../../core/delivery/stage-message.ts";
import { type Change, changeAccount, type Tx } from "../../core/mailbox/change-account.ts";
import { addEmailIn, changeEmailIn, destroyEmailIn, type EmailEdit } from "../../core/mailbox/change-email.ts";
import { type Flags, jmapKeywordNames } from "../../core/mailbox/flags.ts";
import { noteOpenedIn } from "../../core/mailbox/note-opened.ts";
import { emailBlobId } from "../../core/mailbox/open-octets.ts";
import { LIMITS } from "../../lib/limits.ts";
import { composeEmail } from "../email-create.ts";
import { emailCreate } from "../email-set-schema.ts";
import { invalidProperties, SetFailure } from "../failure.ts";
import { readKeywords } from "../keywords.ts";
import { type Args, type Call, defineMethod, resolveId } from "../method.ts";
import { patchNames, readPatch } from "../patch.ts";
import {
  checkSetSize,
  checkState,
  newOutcomes,
  type Outcomes,
  outcome,
  outcomesReply,
  parseRecord,
} from "../records.ts";
import { type SetArgs, setArgs } from "../schema.ts";
import { stateString } from "../state.ts";

/** RFC 8621 §4.6. */
export const emailSet = defineMethod({
  name: "Email/set",
  capability: CAPABILITY.mail,
  schema: setArgs,
  run: async (call, args) => setEmails(call, args),
});

/** A /set whose octets are made and whose patches are read, before any transaction. */
export type PreparedEmailSet = {
  accountId: AccountId;
  args: SetArgs;
  drafts: Map<string, Draft>;
  edits: Map<string, EmailEdit>;
  outcomes: Outcomes;
};

async function setEmails(call: Call, args: SetArgs): Promise<Args> {
  const { accountId } = await call.account(args.accountId, "write");
  checkSetSize(args);
  const prepared = await prepareEmailSet(call, accountId, args);
  const states = await changeAccount(call.app, accountId, async (tx, change) => {
    checkState(args.ifInState, stateString(change.state));
    await applyEmailSetIn(call, tx, prepared, change);
  });
  return emailSetReply(prepared, states);
}

/** Makes new messages and reads patches; what is refused already is noted. */
export async function prepareEmailSet(call: Call, accountId: AccountId, args: SetArgs): Promise<PreparedEmailSet> {
  const outcomes = newOutcomes();
  const drafts = await makeDrafts(call, accountId, args, outcomes);
  return { accountId, args, drafts, edits: await readEdits(call, args, outcomes), outcomes };
}

/** Creates, changes and destroys Emails inside a transaction, item by item. */
export async function applyEmailSetIn(call: Call, tx: Tx, p: PreparedEmailSet, change: Change): Promise<void> {
  const { accountId, outcomes } = p;
  const { app } = call;
  for (const [creationId, draft] of p.drafts) {
    await outcome(outcomes.notCreated, creationId, async () => {
      const made = await addEmailIn(app, tx, { accountId, ...draft }, await change.modseq());
      outcomes.created[creationId] = {
        id: made.emailId,
        blobId: emailBlobId(made.emailId),
        threadId: made.threadId,
        size: made.sizeBytes,
      };
    });
  }
  let opened = 0;
  for (const [emailId, edit] of p.edits) {
    await outcome(outcomes.notUpdated, emailId, async () => {
      const named = { accountId, emailId: emailId as EmailId, modseq: await change.modseq() };
      opened += await changeEmailIn(app, tx, { ...named, edit });
      outcomes.updated[emailId] = null;
    });
  }
  await noteOpenedIn(app, tx, { ownerId: accountId, actor: call.actor, count: opened });
  for (const id of new Set(p.args.destroy ?? [])) {
    const emailId = String(outcomes.created[id.slice(1)]?.id ?? resolveId(call, id) ?? id);
    await outcome(outcomes.notDestroyed, id, async () => {
      await destroyEmailIn(app, tx, { accountId, emailId: emailId as EmailId, modseq: await change.modseq() });
      outcomes.destroyed.push(emailId);
    });
  }
  for (const [creationId, made] of Object.entries(outcomes.created)) call.createdIds.set(creationId, String(made.id));
}

/** What Email/set answers after the commit. */
export function emailSetReply(p: PreparedEmailSet, states: { before: number; after: number }): Args {
  return {
    accountId: p.accountId,
    oldState: stateString(states.before),
    newState: stateString(states.after),
    ...outcomesReply(p.outcomes),
  };
}

type Draft = Flags & { staged: StagedMessage; mailboxIds: MailboxId[]; receivedAt?: number };

async function makeDrafts(
  call: Call,
  accountId: AccountId,
  args: SetArgs,
  outcomes: Outcomes,
): Promise<Map<string, Draft>> {
  const drafts = new Map<string, Draft>();
  for (const [creationId, record] of Object.entries(args.create ?? {})) {
    await outcome(outcomes.notCreated, creationId, async () => {
      const email = parseRecord(emailCreate, record);
      const mailboxIds = readMailboxIds(call, Object.keys(email.mailboxIds));
      const flags = readKeywords(Object.keys(email.keywords));
      const bytes = await composeEmail(call.app, accountId, email);
      drafts.set(creationId, {
        ...flags,
        mailboxIds,
        staged: await stageMessage(call.app, bytes),
        ...(email.receivedAt === undefined ? {} : { receivedAt: Date.parse(email.receivedAt) }),
      });
    });
  }
  return drafts;
}

/** Mailbox ids with creation ids resolved. Throws invalidProperties for none and for one unknown, tooManyMailboxes. */
export function readMailboxIds(call: Call, names: readonly string[]): MailboxId[] {
  if (names.length === 0) throw invalidProperties(["mailboxIds"]);
  if (names.length > LIMITS.mailboxesPerEmail) throw new SetFailure({ type: "tooManyMailboxes" });
  return names.map((name) => {
    const id = resolveId(call, name);
    if (id === undefined) throw invalidProperties([`mailboxIds/${name}`]);
    return id as MailboxId;
  });
}

async function readEdits(call: Call, args: SetArgs, outcomes: Outcomes): Promise<Map<string, EmailEdit>> {
  const edits = new Map<string, EmailEdit>();
  const destroyed = new Set(args.destroy ?? []);
  for (const [name, record] of Object.entries(args.update ?? {})) {
    const emailId = resolveId(call, name) ?? name;
    await outcome(outcomes.notUpdated, emailId, async () => {
      if (destroyed.has(name)) throw new SetFailure({ type: "willDestroy" });
      edits.set(emailId, readEdit(call, record));
    });
  }
  return edits;
}

/** RFC 8621 §4.6: keywords and mailboxes are all that may change. */
function readEdit(call: Call, record: Args): EmailEdit {
  const patch = readPatch(record, ["keywords", "mailboxIds"]);
  const fixed = Object.keys(patch.whole).filter((name) => name !== "keywords" && name !== "mailboxIds");
  if (fixed.length > 0) throw invalidProperties(fixed);
  const keywords = patchNames(patch, "keywords");
  const mailboxIds = patchNames(patch, "mailboxIds");
  return {
    ...(keywords ? { flags: (now: Flags) => readKeywords(keywords(jmapKeywordNames(now))) } : {}),
    ...(mailboxIds ? { mailboxIds: (now: readonly MailboxId[]) => readMailboxIds(call, mailboxIds(now)) } : {}),
  };
}

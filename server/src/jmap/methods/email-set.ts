import type { AccountId, EmailId, MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { type StagedMessage, stageMessage } from "../../core/delivery/stage-message.ts";
import { changeAccount } from "../../core/mailbox/change-account.ts";
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
import { checkSetSize, checkState, newOutcomes, type Outcomes, outcome, outcomesReply } from "../records.ts";
import { type SetArgs, setArgs } from "../schema.ts";
import { stateString } from "../state.ts";

/** RFC 8621 §4.6. */
export const emailSet = defineMethod({
  name: "Email/set",
  capability: CAPABILITY.mail,
  schema: setArgs,
  run: async (call, args) => setEmails(call, args),
});

/** Creates, changes and destroys Emails; octets are made before the transaction, all changes are one. Also the implicit call of EmailSubmission/set. */
export async function setEmails(call: Call, args: SetArgs): Promise<Args> {
  const { accountId } = await call.account(args.accountId, "write");
  checkSetSize(args);
  const outcomes = newOutcomes();
  const drafts = await makeDrafts(call, accountId, args, outcomes);
  const edits = await readEdits(call, args, outcomes);
  const { app } = call;
  const { before, after } = await changeAccount(app, accountId, async (tx, { modseq, state }) => {
    checkState(args.ifInState, stateString(state));
    for (const [creationId, draft] of drafts) {
      await outcome(outcomes.notCreated, creationId, async () => {
        const made = await addEmailIn(app, tx, { accountId, ...draft }, await modseq());
        outcomes.created[creationId] = {
          id: made.emailId,
          blobId: emailBlobId(made.emailId),
          threadId: made.threadId,
          size: made.sizeBytes,
        };
      });
    }
    let opened = 0;
    for (const [emailId, edit] of edits) {
      await outcome(outcomes.notUpdated, emailId, async () => {
        opened += await changeEmailIn(app, tx, {
          accountId,
          emailId: emailId as EmailId,
          modseq: await modseq(),
          edit,
        });
        outcomes.updated[emailId] = null;
      });
    }
    await noteOpenedIn(app, tx, { ownerId: accountId, actor: call.actor, count: opened });
    for (const id of new Set(args.destroy ?? [])) {
      const emailId = outcomes.created[id.slice(1)]?.id ?? resolveId(call, id) ?? id;
      await outcome(outcomes.notDestroyed, id, async () => {
        await destroyEmailIn(app, tx, { accountId, emailId: emailId as EmailId, modseq: await modseq() });
        outcomes.destroyed.push(emailId as string);
      });
    }
  });
  for (const [creationId, record] of Object.entries(outcomes.created))
    call.createdIds.set(creationId, String(record.id));
  return {
    accountId: args.accountId,
    oldState: stateString(before),
    newState: stateString(after),
    ...outcomesReply(outcomes),
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
      const parsed = emailCreate.safeParse(record);
      if (!parsed.success) throw invalidProperties([...new Set(parsed.error.issues.map((i) => i.path.join("/")))]);
      const email = parsed.data;
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

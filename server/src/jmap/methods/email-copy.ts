import type { AccountId, EmailId, MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { type StagedMessage, stageMessage } from "../../core/delivery/stage-message.ts";
import { changeAccount } from "../../core/mailbox/change-account.ts";
import { addEmailIn } from "../../core/mailbox/change-email.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import type { Flags } from "../../core/mailbox/flags.ts";
import { requireEmail } from "../../core/mailbox/load-emails.ts";
import { emailBlobId } from "../../core/mailbox/open-octets.ts";
import { messageBytes } from "../../core/mailbox/read-message.ts";
import { LIMITS } from "../../lib/limits.ts";
import { MethodFailure, SetFailure } from "../failure.ts";
import { readKeywords } from "../keywords.ts";
import { type Args, type Call, defineMethod, resolveId } from "../method.ts";
import { checkState, newOutcomes, outcome, outcomesReply, parseRecord } from "../records.ts";
import { idOrReference, idSet, jmapId, utcDate } from "../schema.ts";
import { stateString } from "../state.ts";
import { applyEmailSetIn, emailSetReply, prepareEmailSet, readMailboxIds } from "./email-set.ts";

const schema = z.strictObject({
  fromAccountId: jmapId,
  ifFromInState: z.string().nullish(),
  accountId: jmapId,
  ifInState: z.string().nullish(),
  create: z.record(jmapId, z.record(z.string(), z.unknown())),
  onSuccessDestroyOriginal: z.boolean().default(false),
  destroyFromIfInState: z.string().nullish(),
});
type CopyArgs = z.infer<typeof schema>;

const record = z.strictObject({
  id: idOrReference,
  mailboxIds: idSet,
  keywords: z.record(z.string(), z.literal(true)).optional(),
  receivedAt: utcDate.optional(),
});

type Ready = Flags & {
  original: EmailId;
  staged: StagedMessage;
  prefix: string;
  mailboxIds: MailboxId[];
  receivedAt: number;
};

/** RFC 8621 §4.7, RFC 8620 §5.4: between two accounts of the person; with the wish, the originals go by an implicit Email/set. */
export const emailCopy = defineMethod({
  name: "Email/copy",
  capability: CAPABILITY.mail,
  schema,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const from = await openSource(call, args);
    if (Object.keys(args.create).length > LIMITS.jmapObjectsInSet) throw new MethodFailure("requestTooLarge");
    const outcomes = newOutcomes();
    const ready = new Map<string, Ready>();
    for (const [creationId, given] of Object.entries(args.create))
      await outcome(outcomes.notCreated, creationId, async () => {
        ready.set(creationId, await prepare(call, from, given));
      });
    const states = await changeAccount(call.app, accountId, async (tx, { modseq, state }) => {
      checkState(args.ifInState, stateString(state));
      for (const [creationId, email] of ready)
        await outcome(outcomes.notCreated, creationId, async () => {
          const made = await addEmailIn(call.app, tx, { accountId, ...email }, await modseq());
          call.createdIds.set(creationId, made.emailId);
          outcomes.created[creationId] = {
            id: made.emailId,
            blobId: emailBlobId(made.emailId),
            threadId: made.threadId,
            size: made.sizeBytes,
          };
        });
    });
    const { created, notCreated } = outcomesReply(outcomes);
    const reply = {
      fromAccountId: args.fromAccountId,
      accountId: args.accountId,
      oldState: stateString(states.before),
      newState: stateString(states.after),
      created,
      notCreated,
    };
    const copied = Object.keys(outcomes.created).flatMap((id) => ready.get(id)?.original ?? []);
    if (!args.onSuccessDestroyOriginal || copied.length === 0) return reply;
    return [
      ["Email/copy", reply],
      ["Email/set", await destroyOriginals(call, from, { args, emailIds: copied })],
    ];
  },
});

async function openSource(call: Call, args: CopyArgs): Promise<AccountId> {
  if (args.fromAccountId === args.accountId) throw new MethodFailure("invalidArguments", "one account");
  const power = args.onSuccessDestroyOriginal ? "write" : "read";
  const { accountId } = await call.account(args.fromAccountId, power).catch((err: unknown) => {
    const isUnknown = err instanceof MethodFailure && err.type === "accountNotFound";
    throw isUnknown ? new MethodFailure("fromAccountNotFound") : err;
  });
  const state = await call.app.db.read((r) => accountState(r, accountId));
  checkState(args.ifFromInState, stateString(state));
  return accountId;
}

async function prepare(call: Call, from: AccountId, args: Args): Promise<Ready> {
  const given = parseRecord(record, args);
  const mailboxIds = readMailboxIds(call, Object.keys(given.mailboxIds));
  const id = resolveId(call, given.id);
  const original = await call.app.db
    .read((r) => requireEmail(r, from, (id ?? "") as EmailId))
    .catch(() => {
      throw new SetFailure({ type: "notFound" });
    });
  const bytes = await messageBytes(call.app, {
    ...original,
    prefix: "",
    size_bytes: original.size_bytes - original.prefix.length,
  });
  const flags = given.keywords ? readKeywords(Object.keys(given.keywords)) : original;
  return {
    original: original.email_id,
    staged: await stageMessage(call.app, bytes),
    prefix: original.prefix,
    mailboxIds,
    flags: flags.flags,
    keywords: flags.keywords,
    receivedAt: given.receivedAt === undefined ? original.received_at : Date.parse(given.receivedAt),
  };
}

async function destroyOriginals(
  call: Call,
  from: AccountId,
  q: { args: CopyArgs; emailIds: EmailId[] },
): Promise<Args> {
  const set = { accountId: from, destroy: q.emailIds };
  const prepared = await prepareEmailSet(call, from, set);
  const states = await changeAccount(call.app, from, async (tx, change) => {
    checkState(q.args.destroyFromIfInState, stateString(change.state));
    await applyEmailSetIn(call, tx, prepared, change);
  });
  return emailSetReply(prepared, states);
}

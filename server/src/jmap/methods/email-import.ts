import type { MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { type StagedMessage, stageMessage } from "../../core/delivery/stage-message.ts";
import { MailError } from "../../core/errors.ts";
import { changeAccount } from "../../core/mailbox/change-account.ts";
import { addEmailIn } from "../../core/mailbox/change-email.ts";
import type { Flags } from "../../core/mailbox/flags.ts";
import { emailBlobId, octetsOf } from "../../core/mailbox/open-octets.ts";
import { LIMITS } from "../../lib/limits.ts";
import { dateMs } from "../../mime/dates.ts";
import { headerProperty } from "../../mime/header-forms.ts";
import { invalidProperties, MethodFailure, SetFailure } from "../failure.ts";
import { readKeywords } from "../keywords.ts";
import { type Args, type Call, defineMethod } from "../method.ts";
import { checkState, newOutcomes, outcome, outcomesReply, parseRecord } from "../records.ts";
import { idSet, jmapId, utcDate } from "../schema.ts";
import { stateString } from "../state.ts";
import { readMailboxIds } from "./email-set.ts";

const emailImportRecord = z.strictObject({
  blobId: jmapId,
  mailboxIds: idSet,
  keywords: z.record(z.string(), z.literal(true)).default({}),
  receivedAt: utcDate.optional(),
});

type Ready = Flags & { staged: StagedMessage; mailboxIds: MailboxId[]; receivedAt?: number };

/** RFC 8621 §4.8. The same message twice is two Emails. */
export const emailImport = defineMethod({
  name: `Email/import`,
  capability: CAPABILITY.mail,
  schema: z.strictObject({
    accountId: jmapId,
    ifInState: z.string().nullish(),
    emails: z.record(jmapId, z.record(z.string(), z.unknown())),
  }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    if (Object.keys(args.emails).length > LIMITS.jmapObjectsInSet) throw new MethodFailure("requestTooLarge");
    const outcomes = newOutcomes();
    const ready = new Map<string, Ready>();
    for (const [creationId, record] of Object.entries(args.emails)) {
      await outcome(outcomes.notCreated, creationId, async () => {
        ready.set(creationId, await prepare(call, args.accountId, record));
      });
    }
    const states = await changeAccount(call.app, accountId, async (tx, { modseq, state }) => {
      checkState(args.ifInState, stateString(state));
      for (const [creationId, email] of ready) {
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
      }
    });
    const { created, notCreated } = outcomesReply(outcomes);
    return {
      accountId: args.accountId,
      oldState: stateString(states.before),
      newState: stateString(states.after),
      created,
      notCreated,
    };
  },
});

async function prepare(call: Call, account: string, record: Args): Promise<Ready> {
  const { accountId } = await call.account(account, "write");
  const given = parseRecord(emailImportRecord, record);
  const mailboxIds = readMailboxIds(call, Object.keys(given.mailboxIds));
  const flags = readKeywords(Object.keys(given.keywords));
  const bytes = await octetsOf(call.app, accountId, given.blobId, call.app.site.maxMessageBytes).catch(
    (err: unknown) => {
      throw err instanceof MailError && err.code === "blob.notFound" ? invalidProperties(["blobId"]) : err;
    },
  );
  const staged = await stageMessage(call.app, bytes);
  // RFC 8621 §4.8: what has no header at all is no message.
  if (staged.meta.root.bodyStart === 0) throw new SetFailure({ type: "invalidEmail" });
  const receivedAt =
    given.receivedAt === undefined ? receivedDate(bytes, staged.meta.root.bodyStart) : Date.parse(given.receivedAt);
  return { ...flags, mailboxIds, staged, ...(receivedAt === undefined ? {} : { receivedAt }) };
}

/** The time of the most recent Received field, the first one. RFC 8621 §4.8 */
function receivedDate(bytes: Buffer, headerEnd: number): number | undefined {
  const all = headerProperty(bytes.subarray(0, headerEnd), { name: "Received", form: "Raw", all: true });
  const first = Array.isArray(all) && typeof all[0] === "string" ? all[0] : "";
  return (
    dateMs(
      first
        .slice(first.lastIndexOf(";") + 1)
        .replace(/\s+/g, " ")
        .trim(),
    ) ?? undefined
  );
}

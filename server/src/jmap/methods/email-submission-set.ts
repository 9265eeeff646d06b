import type { AccountId, EmailId, IdentityId, SubmissionId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import { type Change, changeAccount, type Tx } from "../../core/mailbox/change-account.ts";
import { cancelSubmissionIn } from "../../core/submission/cancel.ts";
import { forgetSubmissionIn, readSubmissions } from "../../core/submission/read-submissions.ts";
import { checkSending, maySendFrom, openSendable } from "../../core/submission/send-email.ts";
import { type PreparedSubmission, submitIn } from "../../core/submission/submit.ts";
import { LIMITS } from "../../lib/limits.ts";
import { invalidProperties, SetFailure } from "../failure.ts";
import { type Answer, type Args, type Call, defineMethod, resolveId } from "../method.ts";
import {
  checkSetSize,
  checkState,
  newOutcomes,
  type Outcomes,
  outcome,
  outcomesReply,
  parseRecord,
} from "../records.ts";
import { idOrReference, setArgs } from "../schema.ts";
import { stateString } from "../state.ts";
import { envelopeFrom, envelopeSchema, readEnvelope } from "../submission-envelope.ts";
import { utc } from "../utc.ts";
import { applyEmailSetIn, emailSetReply, type PreparedEmailSet, prepareEmailSet } from "./email-set.ts";

const schema = setArgs.extend({
  onSuccessUpdateEmail: z.record(idOrReference, z.record(z.string(), z.unknown())).nullish(),
  onSuccessDestroyEmail: z.array(idOrReference).nullish(),
});
type SubmissionSetArgs = z.infer<typeof schema>;

const creation = z.strictObject({
  identityId: idOrReference,
  emailId: idOrReference,
  envelope: envelopeSchema.nullish(),
});
const change = z.strictObject({ undoStatus: z.literal("canceled") });

type Ready = { prepared: PreparedSubmission; emailId: string };

/**
 * RFC 8621 §7.5. The letters, and what becomes of their drafts, are one transaction: a letter that has gone never stays behind as a draft.
 */
export const emailSubmissionSet = defineMethod({
  name: "EmailSubmission/set",
  capability: CAPABILITY.submission,
  schema,
  async run(call, args): Promise<Answer> {
    const { accountId } = await call.account(args.accountId, "write");
    checkSetSize(args);
    const outcomes = newOutcomes();
    const ready = new Map<string, Ready>();
    for (const [creationId, record] of Object.entries(args.create ?? {})) {
      await outcome(outcomes.notCreated, creationId, async () => {
        ready.set(creationId, await prepare(call, accountId, record));
      });
    }
    const emailOf = await emailsNamed(call, accountId, args, ready);
    const implicit = await prepareImplicit(call, accountId, args, emailOf);
    const states = await changeAccount(call.app, accountId, async (tx, c) => {
      checkState(args.ifInState, stateString(c.state));
      await applyIn(call, tx, { accountId, args, ready, outcomes, change: c });
      if (implicit) await applyEmailSetIn(call, tx, onlySuccessful(implicit, args, outcomes, emailOf), c);
    });
    const reply = {
      accountId: args.accountId,
      oldState: stateString(states.before),
      newState: stateString(states.after),
      ...outcomesReply(outcomes),
    };
    const answers: [string, Args][] = [["EmailSubmission/set", reply]];
    if (implicit) answers.push(["Email/set", emailSetReply(implicit, states)]);
    return answers;
  },
});

async function prepare(call: Call, accountId: AccountId, record: Args): Promise<Ready> {
  const { app } = call;
  const given = parseRecord(creation, record);
  const emailId = resolveId(call, given.emailId);
  const identityId = resolveId(call, given.identityId);
  if (emailId === undefined || identityId === undefined) throw invalidProperties(["emailId", "identityId"]);
  const named = { accountId, emailId: emailId as EmailId, identityId: identityId as IdentityId };
  const sendable = await openSendable(app, named).catch((err: unknown) => {
    // RFC 8621 §7.5: a reference to a record that is not there.
    if (err instanceof MailError && (err.code === "message.notFound" || err.code === "notFound"))
      throw invalidProperties([err.code === "notFound" ? "identityId" : "emailId"]);
    throw err;
  });
  const written = given.envelope ?? envelopeFrom(sendable.meta, sendable.identityEmail);
  const actor = call.principal;
  const mayUse = await maySendFrom(app, { actor, address: written.mailFrom.email });
  if (!mayUse && given.envelope) throw new SetFailure({ type: "forbiddenMailFrom" });
  // RFC 8621 §7: an address found in the message that is not the person's to use gives way to the identity's.
  const envelope = mayUse ? written : { ...written, mailFrom: { email: sendable.identityEmail } };
  const plan = readEnvelope(envelope, app.clock.now());
  const { prepared, refused } = await checkSending(app, {
    actor,
    accountId,
    mailFrom: plan.mailFrom,
    to: plan.to,
    bytes: sendable.bytes,
    email: sendable.email,
    ret: plan.ret,
    envid: plan.envid,
    envelope: plan.envelope,
    ...(plan.sendAt === undefined ? {} : { sendAt: plan.sendAt }),
  }).catch((err: unknown) => {
    throw sendingFailure(call, err);
  });
  if (refused.length > 0) throw new SetFailure({ type: "invalidRecipients", invalidRecipients: refused });
  return { prepared, emailId };
}

/** The refusals of RFC 8621 §7.5 that carry more than their type. */
function sendingFailure(call: Call, err: unknown): unknown {
  if (!(err instanceof MailError)) return err;
  if (err.code === "message.tooLarge")
    return new SetFailure({ type: "tooLarge", maxSize: call.app.site.maxMessageBytes });
  if (err.code === "message.invalid") return new SetFailure({ type: "invalidEmail", properties: ["from"] });
  if (err.code === "recipients.tooMany")
    return new SetFailure({ type: "tooManyRecipients", maxRecipients: LIMITS.recipientsPerMessage });
  return err;
}

async function applyIn(
  call: Call,
  tx: Tx,
  q: { accountId: AccountId; args: SubmissionSetArgs; ready: Map<string, Ready>; outcomes: Outcomes; change: Change },
): Promise<void> {
  const { accountId, outcomes } = q;
  const { app } = call;
  for (const [creationId, { prepared }] of q.ready) {
    await outcome(outcomes.notCreated, creationId, async () => {
      const sent = await submitIn(app, tx, prepared, await q.change.modseq());
      const id = sent.submissionId ?? "";
      call.createdIds.set(creationId, id);
      outcomes.created[creationId] = {
        id,
        threadId: prepared.email?.threadId,
        sendAt: utc(sent.sendAt),
        undoStatus: sent.undoStatus,
      };
    });
  }
  for (const [name, record] of Object.entries(q.args.update ?? {})) {
    const id = resolveId(call, name) ?? name;
    await outcome(outcomes.notUpdated, id, async () => {
      parseRecord(change, record);
      const key = { accountId, submissionId: id as SubmissionId };
      await cancelSubmissionIn(app, tx, key, await q.change.modseq());
      outcomes.updated[id] = null;
    });
  }
  for (const name of new Set(q.args.destroy ?? [])) {
    const id = resolveId(call, name) ?? name;
    await outcome(outcomes.notDestroyed, id, async () => {
      const modseq = await q.change.modseq();
      await forgetSubmissionIn(app, tx, { accountId, submissionId: id as SubmissionId, modseq });
      outcomes.destroyed.push(id);
    });
  }
}

/** Which Email each submission named in the two extra arguments is of: those being made, and older ones. */
async function emailsNamed(
  call: Call,
  accountId: AccountId,
  args: SubmissionSetArgs,
  ready: Map<string, Ready>,
): Promise<Map<string, string>> {
  const names = [...Object.keys(args.onSuccessUpdateEmail ?? {}), ...(args.onSuccessDestroyEmail ?? [])];
  const out = new Map<string, string>();
  for (const [creationId, { emailId }] of ready) out.set(`#${creationId}`, emailId);
  const older = names.filter((name) => !out.has(name)).flatMap((name) => resolveId(call, name) ?? []);
  const rows = await call.app.db.read((r) => readSubmissions(r, accountId, older as SubmissionId[]));
  for (const row of rows) out.set(row.submission_id, row.email_id);
  return out;
}

async function prepareImplicit(
  call: Call,
  accountId: AccountId,
  args: SubmissionSetArgs,
  emailOf: ReadonlyMap<string, string>,
): Promise<PreparedEmailSet | undefined> {
  if (!args.onSuccessUpdateEmail && !args.onSuccessDestroyEmail) return undefined;
  const update: Record<string, Args> = {};
  for (const [name, patch] of Object.entries(args.onSuccessUpdateEmail ?? {})) {
    const emailId = emailOf.get(name);
    if (emailId !== undefined) update[emailId] = patch;
  }
  const destroy = (args.onSuccessDestroyEmail ?? []).flatMap((name) => emailOf.get(name) ?? []);
  return prepareEmailSet(call, accountId, { accountId, update, destroy });
}

/** Without the Emails of submissions that were refused. */
function onlySuccessful(
  implicit: PreparedEmailSet,
  args: SubmissionSetArgs,
  outcomes: Outcomes,
  emailOf: ReadonlyMap<string, string>,
): PreparedEmailSet {
  const done = new Set([
    ...Object.keys(outcomes.created).map((id) => `#${id}`),
    ...Object.keys(outcomes.updated),
    ...outcomes.destroyed,
  ]);
  const names = [...Object.keys(args.onSuccessUpdateEmail ?? {}), ...(args.onSuccessDestroyEmail ?? [])];
  const emails = new Set(names.filter((name) => done.has(name)).flatMap((name) => emailOf.get(name) ?? []));
  for (const emailId of implicit.edits.keys()) if (!emails.has(emailId)) implicit.edits.delete(emailId);
  implicit.args = { ...implicit.args, destroy: (implicit.args.destroy ?? []).filter((id) => emails.has(id)) };
  return implicit;
}

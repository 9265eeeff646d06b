import type { AccountId, EmailId, IdentityId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import { changeAccount } from "../../core/mailbox/change-account.ts";
import { octetsOf } from "../../core/mailbox/open-octets.ts";
import { listIdentities } from "../../core/submission/identities.ts";
import { type PreparedReceipt, prepareReceipt, sendReceiptIn } from "../../core/submission/send-receipt.ts";
import { LIMITS } from "../../lib/limits.ts";
import { describeMessage } from "../../mime/describe.ts";
import { parseReadReceipt } from "../../mime/parse-report.ts";
import { bodyValue } from "../../mime/text.ts";
import { invalidProperties, MethodFailure, SetFailure } from "../failure.ts";
import { type Answer, type Args, type Call, defineMethod, resolveId } from "../method.ts";
import { newOutcomes, outcome, outcomesReply, parseRecord } from "../records.ts";
import { idOrReference, jmapId } from "../schema.ts";
import { applyEmailSetIn, emailSetReply, prepareEmailSet } from "./email-set.ts";

const disposition = z.strictObject({
  actionMode: z.enum(["manual-action", "automatic-action"]),
  sendingMode: z.enum(["mdn-sent-manually", "mdn-sent-automatically"]),
  type: z.enum(["deleted", "dispatched", "displayed", "processed"]),
});
const line = z
  .string()
  .max(500)
  .regex(/^[^\r\n]*$/);
const mdn = z.strictObject({
  forEmailId: idOrReference,
  subject: line.nullish(),
  textBody: z.string().max(100_000).nullish(),
  includeOriginalMessage: z.boolean().default(false),
  reportingUA: line.nullish(),
  disposition,
  finalRecipient: line.nullish(),
  extensionFields: z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), line).nullish(),
});

const sendArgs = z.strictObject({
  accountId: jmapId,
  identityId: idOrReference,
  send: z.record(jmapId, z.record(z.string(), z.unknown())),
  onSuccessUpdateEmail: z.record(idOrReference, z.record(z.string(), z.unknown())).nullish(),
});
type SendArgs = z.infer<typeof sendArgs>;
type Ready = { receipt: PreparedReceipt; emailId: string };

/** RFC 9007 §2.1. A receipt and the mark that it was sent are one transaction. */
export const mdnSend = defineMethod({
  name: "MDN/send",
  capability: CAPABILITY.mdn,
  schema: sendArgs,
  async run(call, args): Promise<Answer> {
    const { accountId } = await call.account(args.accountId, "write");
    if (!call.using.has(CAPABILITY.mail)) throw new MethodFailure("unknownMethod", "without mail");
    if (Object.keys(args.send).length > LIMITS.jmapObjectsInSet) throw new MethodFailure("requestTooLarge");
    const identityId = resolveId(call, args.identityId) as IdentityId;
    const own = await call.app.db.read((r) => listIdentities(r, accountId));
    if (!own.some((i) => i.identity_id === identityId)) throw new MethodFailure("invalidArguments", "identityId");
    const outcomes = newOutcomes();
    const ready = new Map<string, Ready>();
    for (const [creationId, record] of Object.entries(args.send))
      await outcome(outcomes.notCreated, creationId, async () => {
        ready.set(creationId, await prepare(call, args, { accountId, identityId, creationId, record }));
      });
    const update = Object.fromEntries(
      [...ready].map(([creationId, { emailId }]) => [emailId, patchFor(args, creationId, emailId) ?? {}]),
    );
    const implicit = await prepareEmailSet(call, accountId, { accountId, update });
    const states = await changeAccount(call.app, accountId, async (tx, change) => {
      for (const [creationId, { receipt, emailId }] of ready) {
        await sendReceiptIn(call.app, tx, receipt);
        const { finalRecipient, originalMessageId } = receipt;
        outcomes.created[creationId] = { forEmailId: emailId, finalRecipient, originalMessageId };
      }
      await applyEmailSetIn(call, tx, implicit, change);
    });
    const { created, notCreated } = outcomesReply(outcomes);
    const reply = { accountId: args.accountId, sent: created, notSent: notCreated };
    if (ready.size === 0) return reply;
    return [
      ["MDN/send", reply],
      ["Email/set", emailSetReply(implicit, states)],
    ];
  },
});

/** The patch for the letter of a receipt, named by the receipt or by itself. */
function patchFor(args: SendArgs, creationId: string, emailId: string): Args | undefined {
  return args.onSuccessUpdateEmail?.[`#${creationId}`] ?? args.onSuccessUpdateEmail?.[emailId];
}

async function prepare(
  call: Call,
  args: SendArgs,
  q: { accountId: AccountId; identityId: IdentityId; creationId: string; record: Args },
): Promise<Ready> {
  const given = parseRecord(mdn, q.record);
  const emailId = resolveId(call, given.forEmailId);
  if (emailId === undefined) throw invalidProperties(["forEmailId"]);
  // RFC 9007 §2.1: nothing is sent that would not be marked as sent.
  const patch = patchFor(args, q.creationId, emailId);
  const keywords = patch?.keywords as Record<string, unknown> | undefined;
  if (patch?.["keywords/$mdnsent"] !== true && keywords?.$mdnsent !== true)
    throw invalidProperties(["onSuccessUpdateEmail"]);
  const receipt = await prepareReceipt(call.app, {
    actor: call.principal,
    accountId: q.accountId,
    identityId: q.identityId,
    emailId: emailId as EmailId,
    disposition: given.disposition,
    reportingUa: given.reportingUA ?? "",
    includeOriginal: given.includeOriginalMessage,
    ...(given.subject ? { subject: given.subject } : {}),
    ...(given.textBody ? { text: given.textBody } : {}),
    ...(given.finalRecipient ? { finalRecipient: given.finalRecipient } : {}),
    ...(given.extensionFields ? { extensions: Object.entries(given.extensionFields) } : {}),
  }).catch((err: unknown) => {
    throw receiptFailure(err);
  });
  return { receipt, emailId };
}

function receiptFailure(err: unknown): unknown {
  if (!(err instanceof MailError)) return err;
  if (err.code === "submission.tooLate") return new SetFailure({ type: "mdnAlreadySent" });
  if (err.code === "message.notFound") return new SetFailure({ type: "notFound" });
  if (err.code === "sender.notAllowed") return new SetFailure({ type: "forbiddenFrom" });
  return err;
}

/** RFC 9007 §2.2. */
export const mdnParse = defineMethod({
  name: "MDN/parse",
  capability: CAPABILITY.mdn,
  schema: z.strictObject({ accountId: jmapId, blobIds: z.array(jmapId) }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    if (args.blobIds.length > LIMITS.jmapObjectsInGet) throw new MethodFailure("requestTooLarge");
    const parsed: Record<string, Args> = {};
    const notParsable: string[] = [];
    const notFound: string[] = [];
    for (const blobId of new Set(args.blobIds)) {
      const bytes = await octetsOf(call.app, accountId, blobId, LIMITS.messageBytes).catch((err: unknown) => {
        if (err instanceof MailError) return undefined;
        throw err;
      });
      const record = bytes && parse(bytes);
      if (!bytes) notFound.push(blobId);
      else if (!record) notParsable.push(blobId);
      else parsed[blobId] = record;
    }
    return {
      accountId: args.accountId,
      parsed: Object.keys(parsed).length === 0 ? null : parsed,
      notParsable: notParsable.length === 0 ? null : notParsable,
      notFound: notFound.length === 0 ? null : notFound,
    };
  },
});

function parse(bytes: Buffer): Args | undefined {
  const meta = describeMessage(bytes);
  const receipt = parseReadReceipt(bytes, meta.root);
  if (!receipt) return undefined;
  const text = meta.root.children.find((part) => part.type === "text");
  const { actionMode, sendingMode, type } = receipt;
  return {
    // Several letters may bear one Message-ID.
    forEmailId: null,
    subject: meta.subject,
    textBody: text ? bodyValue(bytes, text).value : null,
    includeOriginalMessage: meta.root.children.some((part) => part.message !== undefined),
    reportingUA: receipt.reportingUa,
    disposition: { actionMode, sendingMode, type },
    mdnGateway: null,
    originalRecipient: receipt.originalRecipient,
    finalRecipient: receipt.finalRecipient,
    originalMessageId: receipt.originalMessageId,
    error: null,
    extensionFields: null,
  };
}

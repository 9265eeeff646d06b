import type { SubmissionId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import type { DeliveryStatus, EmailSubmission, Envelope } from "@congthu/shared/jmap/submission";
import { z } from "zod";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { readSubmissions, type StoredSubmission, submissionChanges } from "../../core/submission/read-submissions.ts";
import { recordChangesReply } from "../changes-reply.ts";
import { defineMethod } from "../method.ts";
import { queryMethods } from "../query-methods.ts";
import { getReply, idsOf, propertiesOf } from "../records.ts";
import { changesArgs, getArgs, jmapId, utcDate } from "../schema.ts";
import { readState, stateString } from "../state.ts";
import { utc } from "../utc.ts";

const PROPERTIES = [
  "id",
  "identityId",
  "emailId",
  "threadId",
  "envelope",
  "sendAt",
  "undoStatus",
  "deliveryStatus",
  "dsnBlobIds",
  "mdnBlobIds",
] as const satisfies (keyof EmailSubmission)[];

/** RFC 8621 §7.1. */
export const emailSubmissionGet = defineMethod({
  name: "EmailSubmission/get",
  capability: CAPABILITY.submission,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const properties = propertiesOf(args, PROPERTIES);
    const ids = idsOf(call, args);
    const { state, rows } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      rows: await readSubmissions(r, accountId, ids as SubmissionId[] | null),
    }));
    return getReply(args, { ids, records: rows.map(submissionOf), properties, state: stateString(state) });
  },
});

/** RFC 8621 §7.2. */
export const emailSubmissionChanges = defineMethod({
  name: "EmailSubmission/changes",
  capability: CAPABILITY.submission,
  schema: changesArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const q = { since: readState(args.sinceState).modseq, max: args.maxChanges ?? null };
    return recordChangesReply(
      args,
      call.app.db.read((r) => submissionChanges(r, accountId, q)),
    );
  },
});

const condition = z.strictObject({
  identityIds: z.array(jmapId).optional(),
  emailIds: z.array(jmapId).optional(),
  threadIds: z.array(jmapId).optional(),
  undoStatus: z.enum(["pending", "final", "canceled"]).optional(),
  before: utcDate.optional(),
  after: utcDate.optional(),
});
type Condition = z.infer<typeof condition>;

/** RFC 8621 §7.3, §7.4. */
export const emailSubmissionQuery = queryMethods<StoredSubmission & { id: string }, Condition>({
  name: "EmailSubmission",
  capability: CAPABILITY.submission,
  power: "write",
  condition,
  fits,
  keys: { emailId: (row) => row.email_id, threadId: (row) => row.thread_id, sentAt: (row) => row.send_at },
  byDefault: (row) => row.send_at,
  async records(call, accountId) {
    const rows = await call.app.db.read((r) => readSubmissions(r, accountId, null));
    return rows.map((row) => ({ ...row, id: row.submission_id }));
  },
  changes: (call, accountId, since) => call.app.db.read((r) => submissionChanges(r, accountId, { since, max: null })),
});

function fits(row: StoredSubmission, c: Condition): boolean {
  return (
    (c.identityIds?.includes(row.identity_id) ?? true) &&
    (c.emailIds?.includes(row.email_id) ?? true) &&
    (c.threadIds?.includes(row.thread_id) ?? true) &&
    (c.undoStatus === undefined || row.undo_status === c.undoStatus) &&
    (c.before === undefined || row.send_at < Date.parse(c.before)) &&
    (c.after === undefined || row.send_at >= Date.parse(c.after))
  );
}

function submissionOf(row: StoredSubmission): EmailSubmission {
  const status: Record<string, DeliveryStatus> = {};
  for (const r of row.recipients)
    status[r.address] = { smtpReply: r.smtp_reply, delivered: r.delivered, displayed: r.displayed };
  return {
    id: row.submission_id,
    identityId: row.identity_id,
    emailId: row.email_id,
    threadId: row.thread_id,
    envelope: (row.read.envelope as Envelope | undefined) ?? {
      mailFrom: { email: row.mail_from },
      rcptTo: row.read.to.map(({ address }) => ({ email: address })),
    },
    sendAt: utc(row.send_at),
    undoStatus: row.undo_status,
    deliveryStatus: status,
    dsnBlobIds: [],
    mdnBlobIds: [],
  };
}

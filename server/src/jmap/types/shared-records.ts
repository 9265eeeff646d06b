import type { AccountId, ThreadId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { requireThread, workerName } from "../../core/records/shared-work.ts";
import { invalidProperties } from "../failure.ts";
import type { RecordChange, RecordType } from "../record-type.ts";
import { jmapId } from "../schema.ts";
import { utc } from "../utc.ts";

const capability = CAPABILITY.congthu;

const assignment = z.strictObject({
  threadId: jmapId,
  assigneeId: jmapId,
  isDone: z.boolean().default(false),
});
type Assigned = z.infer<typeof assignment>;

/** Who takes care of a thread of a shared mailbox. */
export const assignmentType: RecordType<Assigned> = {
  kind: "Assignment",
  capability,
  schema: assignment,
  properties: ["threadId", "assigneeId", "isDone"],
  serverSet: ["assigneeName", "byId", "byName", "at"],
  most: 20_000,
  idOf: (value) => value.threadId,
  async prepare(value, change) {
    const { call, tx, accountId } = change;
    await sameThread(value, change);
    const nowMs = call.app.clock.now();
    const by = call.principal.account;
    const worker = { ownerId: accountId, personId: value.assigneeId as AccountId, nowMs };
    const assigneeName = await workerName(tx, worker).catch(() => {
      throw invalidProperties(["assigneeId"]);
    });
    return { ...value, assigneeName, byId: by.account_id, byName: by.full_name, at: utc(nowMs) };
  },
};

/** How long a presence holds without being told anew. */
const PRESENT_MS = 120_000;
const presence = z.strictObject({ threadId: jmapId });
type Present = z.infer<typeof presence>;

/** "X is answering" in a shared mailbox. */
export const presenceType: RecordType<Present> = {
  kind: "Presence",
  capability,
  schema: presence,
  properties: ["threadId"],
  serverSet: ["personId", "personName", "until"],
  most: 1_000,
  idOf: (value, { call }) => `${value.threadId}-${call.principal.account.account_id}`,
  async prepare(value, change) {
    await sameThread(value, change);
    const { account } = change.call.principal;
    const until = utc(change.call.app.clock.now() + PRESENT_MS);
    return { ...value, personId: account.account_id, personName: account.full_name, until };
  },
  dueAt: (value) => Date.parse(String(value.until)),
};

/** A record stays with its thread, and the thread is one of the mailbox. */
async function sameThread(value: { threadId: string }, change: RecordChange<{ threadId: string }>): Promise<void> {
  if (change.before && change.before.threadId !== value.threadId) throw invalidProperties(["threadId"]);
  await requireThread(change.tx, change.accountId, value.threadId as ThreadId);
}

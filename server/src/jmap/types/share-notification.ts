import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { listRecords, recordChanges } from "../../core/records/account-records.ts";
import type { ShareNotice } from "../../core/records/share-notice.ts";
import { SetFailure } from "../failure.ts";
import { queryMethods } from "../query-methods.ts";
import type { RecordType } from "../record-type.ts";
import { jmapId, utcDate } from "../schema.ts";

const capability = CAPABILITY.principals;

/** RFC 9670 §3.3, §3.4, §3.5: made by the server alone; a client may dismiss it. */
export const shareNotification: RecordType<Record<string, unknown>> = {
  kind: "ShareNotification",
  capability,
  schema: z.record(z.string(), z.unknown()),
  properties: ["created", "changedBy", "objectType", "objectAccountId", "objectId", "name", "oldRights", "newRights"],
  most: 1_000,
  async prepare() {
    throw new SetFailure({ type: "forbidden" });
  },
};

const condition = z.strictObject({
  after: utcDate.nullish(),
  before: utcDate.nullish(),
  objectType: z.string().optional(),
  objectAccountId: jmapId.optional(),
});

/** RFC 9670 §3.6, §3.7. */
export const shareNotificationQuery = queryMethods<ShareNotice & { id: string }, z.infer<typeof condition>>({
  name: "ShareNotification",
  capability,
  power: "read",
  condition,
  fits: (n, c) =>
    (!c.after || Date.parse(n.created) >= Date.parse(c.after)) &&
    (!c.before || Date.parse(n.created) < Date.parse(c.before)) &&
    (c.objectType === undefined || n.objectType === c.objectType) &&
    (c.objectAccountId === undefined || n.objectAccountId === c.objectAccountId),
  keys: { created: (n) => n.created },
  byDefault: (n) => n.created,
  async records(call, accountId) {
    const own = await call.app.db.read((r) => listRecords<ShareNotice>(r, accountId, "ShareNotification"));
    return own.map(({ id, value }) => ({ id, ...value }));
  },
  changes: (call, accountId, since) =>
    call.app.db.read((r) => recordChanges(r, accountId, { kind: "ShareNotification", since, max: null })),
});

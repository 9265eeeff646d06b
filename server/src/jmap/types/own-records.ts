import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { agencyTemplates } from "../../core/records/shared-work.ts";
import type { RecordType } from "../record-type.ts";
import { unsignedInt } from "../schema.ts";

const capability = CAPABILITY.congthu;
const name = z.string().trim().min(1).max(200);
const sortOrder = unsignedInt.default(0);

const search = z.strictObject({ name, query: z.string().min(1).max(2_000), sortOrder });

/** A search to come back to. */
export const savedSearch: RecordType<z.infer<typeof search>> = {
  kind: "SavedSearch",
  capability,
  schema: search,
  properties: ["name", "query", "sortOrder"],
  most: 200,
};

/** How one person likes it; what is in it is the client's own. */
export const preferences: RecordType<Record<string, unknown>> = {
  kind: "Preferences",
  capability,
  schema: z.record(z.string().regex(/^[\w.-]{1,100}$/), z.json()),
  properties: null,
  isSingleton: true,
  most: 1,
};

const template = z.strictObject({
  name,
  subject: z.string().max(1_000).default(""),
  textBody: z.string().max(100_000).default(""),
  htmlBody: z.string().default(""),
  sortOrder,
});

/** A letter to begin from; those of the agency's mailbox are shown to its people. */
export const templateType: RecordType<z.infer<typeof template>> = {
  kind: "Template",
  capability,
  schema: template,
  properties: ["name", "subject", "textBody", "htmlBody", "sortOrder"],
  serverSet: ["isShared"],
  most: 200,
  prepare: async (value) => ({ ...value, isShared: false }),
  async others(call, accountId) {
    const { account } = call.principal;
    if (accountId !== account.account_id) return [];
    const shared = await call.app.db.read((r) => agencyTemplates(r, account));
    return shared.map(({ id, value }) => ({ id, value: { ...value, isShared: true } }));
  },
};

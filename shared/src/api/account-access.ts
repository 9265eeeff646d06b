import { z } from "zod";
import { accountId, instant, line, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";
import { FACTOR_KINDS, sessionEntry, signInEntry } from "./security.ts";

const KEEPERS: readonly Role[] = ["system", "agency", "helpdesk"];
const INQUIRERS: readonly Role[] = ["system", "auditor"];
const one = z.strictObject({ accountId });
const none = z.null();

/** How somebody comes in: for whoever may lock the account. */
const accessReply = z.object({
  sessions: z.array(sessionEntry),
  factors: z.array(z.object({ kind: z.enum(FACTOR_KINDS), label: z.string(), createdAt: instant })),
  appPasswords: z.number().int(),
  /** The newest ones. */
  signIns: z.array(signInEntry),
});
export type AccountAccess = z.infer<typeof accessReply>;

export const readAccountAccess = defineRoute({
  name: "readAccountAccess",
  method: "GET",
  path: "/api/accounts/:accountId/access",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: accessReply,
});

/** Ends every session, and the connections of mail programs. */
export const signOutAccount = defineRoute({
  name: "signOutAccount",
  method: "POST",
  path: "/api/accounts/:accountId/sign-outs",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: z.strictObject({ note: line(500).default("") }),
  reply: accessReply,
});

/** For whoever has lost the telephone: all second factors and app passwords end. */
export const resetFactors = defineRoute({
  name: "resetFactors",
  method: "POST",
  path: "/api/accounts/:accountId/factor-resets",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: z.strictObject({ note: line(500).default("") }),
  reply: accessReply,
});

export const INQUIRY_STATES = ["asked", "open", "refused", "ended"] as const;
const inquiryId = z.string().regex(/^q[0-9a-v]{15}$/);
const person = z.object({ id: accountId, name: z.string(), address: z.string() });

/** Leave to read somebody's mailbox: asked for by one, granted by another, for a reason and until a day. */
export const inquiryEntry = z.object({
  id: inquiryId,
  owner: person,
  reader: person,
  askedBy: person,
  decidedBy: person.nullable(),
  reason: z.string(),
  document: z.string(),
  /** Its last day. */
  untilDay: localDay,
  askedAt: instant,
  state: z.enum(INQUIRY_STATES),
  /** Whether the caller may decide it, or end it. */
  mayDecide: z.boolean(),
  mayEnd: z.boolean(),
});
export type InquiryEntry = z.infer<typeof inquiryEntry>;

/** The inquiries into one mailbox, the newest first. */
export const listInquiries = defineRoute({
  name: "listInquiries",
  method: "GET",
  path: "/api/accounts/:accountId/inquiries",
  audience: INQUIRERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: z.object({ items: z.array(inquiryEntry) }),
});

export const askInquiry = defineRoute({
  name: "askInquiry",
  method: "POST",
  path: "/api/accounts/:accountId/inquiries",
  audience: ["system"],
  params: one,
  query: NONE,
  body: z.strictObject({
    readerId: accountId,
    reason: line(500).min(10),
    document: line(200).min(1),
    untilDay: localDay,
  }),
  reply: z.object({ id: inquiryId }),
});

export const decideInquiry = defineRoute({
  name: "decideInquiry",
  method: "POST",
  path: "/api/inquiries/:inquiryId/decision",
  audience: INQUIRERS,
  params: z.strictObject({ inquiryId }),
  query: NONE,
  body: z.strictObject({ grant: z.boolean() }),
  reply: none,
});

export const endInquiry = defineRoute({
  name: "endInquiry",
  method: "POST",
  path: "/api/inquiries/:inquiryId/end",
  audience: INQUIRERS,
  params: z.strictObject({ inquiryId }),
  query: NONE,
  body: NO_BODY,
  reply: none,
});

import { z } from "zod";
import { LIFE_ACTS, LIFE_REASONS, LIFE_STATES, REQUEST_KINDS, REQUEST_STATES } from "../account-life.ts";
import { ACCOUNT_KINDS } from "../directory-words.ts";
import { accountDetail, grounds } from "./accounts.ts";
import { accountId, agencyId, cursor, instant, line, localDay, NO_BODY, NONE, name, pageSize } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const KEEPERS: readonly Role[] = ["system", "agency"];
const VIEWERS: readonly Role[] = ["system", "agency", "auditor", "helpdesk"];
const reason = z.enum(LIFE_REASONS);
const requestId = z.string().regex(/^q[0-9a-v]{22}$/);

const wish = z.strictObject({
  kind: z.enum(ACCOUNT_KINDS).optional(),
  fullName: name.optional(),
  title: line(200).optional(),
  unit: line(200).optional(),
  phone: line(30).optional(),
  isLeader: z.boolean().optional(),
  localPart: z.string().max(64).optional(),
  agencyId: agencyId.optional(),
});

export const requestEntry = z.object({
  id: requestId,
  kind: z.enum(REQUEST_KINDS),
  state: z.enum(REQUEST_STATES),
  /** Who asked. */
  agency: z.object({ id: agencyId, name: z.string() }),
  /** Null for a new mailbox that is not there yet. */
  account: z.object({ id: accountId, name: z.string(), address: z.string() }).nullable(),
  wish,
  reason,
  document: z.string(),
  documentDay: localDay.nullable(),
  note: z.string(),
  requester: z.string().nullable(),
  requestedAt: instant,
  dueDay: localDay,
  overdue: z.boolean(),
  decidedAt: instant.nullable(),
  settledAt: instant.nullable(),
  settler: z.string().nullable(),
  answer: z.string(),
});
export type RequestEntry = z.infer<typeof requestEntry>;

export const listRequests = defineRoute({
  name: "listRequests",
  method: "GET",
  path: "/api/requests",
  audience: KEEPERS,
  params: NONE,
  query: z.strictObject({
    agencyId: agencyId.optional(),
    state: z.enum(REQUEST_STATES).default("requested"),
    before: cursor.optional(),
    limit: pageSize,
  }),
  body: NO_BODY,
  reply: z.object({ items: z.array(requestEntry), next: cursor.nullable() }),
});

export const submitRequest = defineRoute({
  name: "submitRequest",
  method: "POST",
  path: "/api/requests",
  audience: KEEPERS,
  params: NONE,
  query: NONE,
  body: z.strictObject({
    kind: z.enum(REQUEST_KINDS),
    agencyId,
    accountId: accountId.nullable().default(null),
    reason: reason.default("request"),
    document: grounds.document,
    documentDay: grounds.documentDay,
    note: grounds.note,
    wish: wish.default({}),
  }),
  reply: z.object({ requestId }),
});

export const decideRequest = defineRoute({
  name: "decideRequest",
  method: "POST",
  path: "/api/requests/:requestId/decision",
  audience: KEEPERS,
  params: z.strictObject({ requestId }),
  query: NONE,
  body: z.strictObject({ act: z.enum(["approve", "refuse"]), answer: line(500).default("") }),
  reply: z.null(),
});

export const carryOutRequest = defineRoute({
  name: "carryOutRequest",
  method: "POST",
  path: "/api/requests/:requestId/done",
  audience: KEEPERS,
  params: z.strictObject({ requestId }),
  query: NONE,
  /** `localPart`: the address decided for a new mailbox; left out, the one asked for or proposed. */
  body: z.strictObject({ localPart: z.string().max(64).optional() }),
  reply: z.object({ account: accountDetail, oneTimePassword: z.string().nullable() }),
});

const one = z.strictObject({ accountId });

export const endAccount = defineRoute({
  name: "endAccount",
  method: "POST",
  path: "/api/accounts/:accountId/end",
  audience: KEEPERS,
  params: one,
  query: NONE,
  /** `depart`: blocked both ways, revoked after the months of the setting. `revoke`: on its way to deletion. */
  body: z.strictObject({ act: z.enum(["depart", "revoke"]), reason, ...grounds }),
  reply: accountDetail,
});

export const restoreAccount = defineRoute({
  name: "restoreAccount",
  method: "POST",
  path: "/api/accounts/:accountId/restore",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: z.strictObject({ reason: reason.default("request"), ...grounds }),
  reply: z.object({ account: accountDetail, oneTimePassword: z.string().nullable() }),
});

export const holdAccount = defineRoute({
  name: "holdAccount",
  method: "PUT",
  path: "/api/accounts/:accountId/hold",
  audience: KEEPERS,
  params: one,
  query: NONE,
  /** Empty lifts the hold. */
  body: z.strictObject({ hold: line(500) }),
  reply: accountDetail,
});

export const accountStep = z.object({
  at: instant,
  act: z.enum(LIFE_ACTS),
  from: z.enum(LIFE_STATES),
  to: z.enum(LIFE_STATES),
  reason,
  requestedBy: z.string().nullable(),
  document: z.string(),
  documentDay: localDay.nullable(),
  note: z.string(),
  dueDay: localDay.nullable(),
  /** Null: the system itself, or the command line. */
  actor: z.string().nullable(),
});
export type AccountStep = z.infer<typeof accountStep>;

export const readAccountLife = defineRoute({
  name: "readAccountLife",
  method: "GET",
  path: "/api/accounts/:accountId/life",
  audience: VIEWERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: z.object({
    state: z.enum(LIFE_STATES),
    /** What comes of itself, and when. */
    next: z.object({ act: z.enum(["revoke", "purge"]), day: localDay }).nullable(),
    hold: z.string(),
    steps: z.array(accountStep),
  }),
});
export type AccountLife = z.infer<typeof readAccountLife.reply>;

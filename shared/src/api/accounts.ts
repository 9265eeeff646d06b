import { z } from "zod";
import { LIFE_REASONS } from "../account-life.ts";
import { ADMIN_ACTS } from "../admin-acts.ts";
import { ACCOUNT_KINDS, ACCOUNT_SORTS, ACCOUNT_STATUSES, MAILBOX_RIGHTS } from "../directory-words.ts";
import {
  accountId,
  agencyId,
  count,
  cursor,
  flag,
  instant,
  line,
  localDay,
  NO_BODY,
  NONE,
  name,
  pageSize,
  role,
} from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

/** Whoever may see people by name. */
const VIEWERS: readonly Role[] = ["system", "agency", "auditor", "helpdesk"];
const KEEPERS: readonly Role[] = ["system", "agency", "helpdesk"];
const MANAGERS: readonly Role[] = ["system", "agency"];

const kind = z.enum(ACCOUNT_KINDS);
const status = z.enum(ACCOUNT_STATUSES);

/** An account as the list shows it. */
export const accountEntry = z.object({
  id: accountId,
  kind,
  name: z.string(),
  address: z.string(),
  title: z.string(),
  unit: z.string(),
  isLeader: z.boolean(),
  agencyId,
  agencyName: z.string(),
  status,
  usedBytes: count,
  quotaBytes: count,
  /** The password was given by an administrator and not changed yet. */
  mustChangePassword: z.boolean(),
  /** The last local day with a sign-in, an opened or a sent letter; null when never. */
  lastUsed: localDay.nullable(),
  createdAt: instant,
});
export type AccountEntry = z.infer<typeof accountEntry>;

export const accountDetail = accountEntry.extend({
  addresses: z.array(z.object({ address: z.string(), kind: z.enum(["primary", "alias", "group", "reserved"]) })),
  messages: count,
  statusAt: instant,
  passwordAt: instant,
  grants: z.array(z.object({ role, agencyId, agencyName: z.string(), grantedAt: instant })),
  /** For an agency mailbox: who works in it. */
  clerks: z.array(
    z.object({ accountId, name: z.string(), address: z.string(), rights: z.enum(MAILBOX_RIGHTS), since: instant }),
  ),
  may: z.array(z.enum(ADMIN_ACTS)),
});
export type AccountDetail = z.infer<typeof accountDetail>;

const one = z.strictObject({ accountId });
/** The paper that asks for something: its number, its day, the agency that wrote it, and a remark. */
export const grounds = {
  document: line(200).default(""),
  documentDay: localDay.optional(),
  requestedBy: agencyId.optional(),
  note: line(500).default(""),
};

/** Which accounts, in which order. */
export const accountFilter = {
  /** Left out: everything the viewer may see. */
  agencyId: agencyId.optional(),
  /** With the agencies below; by default yes. */
  below: flag.default(true),
  kind: kind.optional(),
  status: status.optional(),
  leader: flag.optional(),
  /** Words of name, title or address, with marks or without. */
  text: line(100).optional(),
  sort: z.enum(ACCOUNT_SORTS).default("name"),
  order: z.enum(["asc", "desc"]).default("asc"),
};

export const listAccounts = defineRoute({
  name: "listAccounts",
  method: "GET",
  path: "/api/accounts",
  audience: VIEWERS,
  params: NONE,
  query: z.strictObject({ ...accountFilter, after: cursor.optional(), limit: pageSize }),
  body: NO_BODY,
  /** `next` is null on the last page. Not `exact`: at least `total`. */
  reply: z.object({ items: z.array(accountEntry), next: cursor.nullable(), total: count, exact: z.boolean() }),
});
export type AccountPage = z.infer<typeof listAccounts.reply>;

export const exportAccounts = defineRoute({
  name: "exportAccounts",
  method: "GET",
  path: "/api/accounts/file",
  audience: VIEWERS,
  params: NONE,
  query: z.strictObject({ ...accountFilter, format: z.enum(["xlsx", "csv"]).default("xlsx") }),
  body: NO_BODY,
  /** A file as a download. */
  reply: z.object({ file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }) }),
});

export const readAccount = defineRoute({
  name: "readAccount",
  method: "GET",
  path: "/api/accounts/:accountId",
  audience: VIEWERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: accountDetail,
});

export const proposeAddresses = defineRoute({
  name: "proposeAddresses",
  method: "POST",
  path: "/api/accounts/proposals",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  /** `born` (yyyy, yyyy-mm or yyyy-mm-dd) and `cccd` only where the province's template asks for them; neither is kept. */
  body: z.strictObject({
    agencyId,
    kind: kind.default("person"),
    fullName: line(200),
    unit: line(200).default(""),
    born: z
      .string()
      .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
      .optional(),
    cccd: z
      .string()
      .regex(/^\d{3,12}$/)
      .optional(),
  }),
  reply: z.object({
    domain: z.string(),
    /** Free local parts, the province's first choice first. */
    localParts: z.array(z.string()),
    /** What the templates ask for beside the name. */
    wants: z.array(z.enum(["born", "cccd"])),
  }),
});

export const createAccount = defineRoute({
  name: "createAccount",
  method: "POST",
  path: "/api/accounts",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  body: z.strictObject({
    kind: kind.default("person"),
    agencyId,
    fullName: name,
    localPart: z.string().min(1).max(64),
    title: line(200).default(""),
    unit: line(200).default(""),
    isLeader: z.boolean().default(false),
    /** Left out: the setting's. */
    quotaBytes: count.optional(),
  }),
  /** The password is shown this once; null for an agency mailbox, where nobody signs in. */
  reply: z.object({ account: accountDetail, oneTimePassword: z.string().nullable() }),
});

export const changeAccount = defineRoute({
  name: "changeAccount",
  method: "PATCH",
  path: "/api/accounts/:accountId",
  audience: MANAGERS,
  params: one,
  query: NONE,
  body: z.strictObject({
    fullName: name.optional(),
    title: line(200).optional(),
    unit: line(200).optional(),
    isLeader: z.boolean().optional(),
    quotaBytes: count.optional(),
    /** Moves the account; mailbox, addresses and history stay. */
    agencyId: agencyId.optional(),
  }),
  reply: accountDetail,
});

export const changeAddress = defineRoute({
  name: "changeAddress",
  method: "PUT",
  path: "/api/accounts/:accountId/address",
  audience: MANAGERS,
  params: one,
  query: NONE,
  /** Before the @ of the agency's domain; the address before goes on as an alias. */
  body: z.strictObject({ localPart: z.string().min(1).max(64) }),
  reply: accountDetail,
});

export const lockAccount = defineRoute({
  name: "lockAccount",
  method: "POST",
  path: "/api/accounts/:accountId/lock",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: z.strictObject({ reason: z.enum(LIFE_REASONS), ...grounds }),
  reply: accountDetail,
});

export const unlockAccount = defineRoute({
  name: "unlockAccount",
  method: "POST",
  path: "/api/accounts/:accountId/unlock",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: z.strictObject(grounds),
  reply: accountDetail,
});

export const resetPassword = defineRoute({
  name: "resetPassword",
  method: "POST",
  path: "/api/accounts/:accountId/password",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: z.strictObject(grounds),
  /** Shown this once; it must be changed at the next sign-in. */
  reply: z.object({ oneTimePassword: z.string() }),
});

export const grantRole = defineRoute({
  name: "grantRole",
  method: "POST",
  path: "/api/accounts/:accountId/roles",
  audience: ["system"],
  params: one,
  query: NONE,
  body: z.strictObject({ role, agencyId }),
  reply: accountDetail,
});

export const revokeRole = defineRoute({
  name: "revokeRole",
  method: "DELETE",
  path: "/api/accounts/:accountId/roles/:role/:agencyId",
  audience: ["system"],
  params: z.strictObject({ accountId, role, agencyId }),
  query: NONE,
  body: NO_BODY,
  reply: accountDetail,
});

export const appointClerk = defineRoute({
  name: "appointClerk",
  method: "PUT",
  path: "/api/accounts/:accountId/clerks/:clerkId",
  audience: MANAGERS,
  params: z.strictObject({ accountId, clerkId: accountId }),
  query: NONE,
  body: z.strictObject({ rights: z.enum(MAILBOX_RIGHTS).default("full") }),
  reply: accountDetail,
});

export const dismissClerk = defineRoute({
  name: "dismissClerk",
  method: "DELETE",
  path: "/api/accounts/:accountId/clerks/:clerkId",
  audience: MANAGERS,
  params: z.strictObject({ accountId, clerkId: accountId }),
  query: NONE,
  body: NO_BODY,
  reply: accountDetail,
});

/** What lay open in an agency's mailbox when it was handed over. */
const openWork = z.object({
  unread: count,
  drafts: count,
  scheduled: count,
  putAside: count,
  /** Threads in the care of who leaves, now in that of who follows. */
  inCare: count,
});
export type OpenWork = z.infer<typeof openWork>;

export const handOverMailbox = defineRoute({
  name: "handOverMailbox",
  method: "POST",
  path: "/api/accounts/:accountId/clerks/:clerkId/handover",
  audience: MANAGERS,
  params: z.strictObject({ accountId, clerkId: accountId }),
  query: NONE,
  body: z.strictObject({ toId: accountId, note: line(500).default("") }),
  reply: z.object({ account: accountDetail, open: openWork }),
});

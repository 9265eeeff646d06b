import { z } from "zod";
import { ADMIN_ACTS } from "../admin-acts.ts";
import { AGENCY_KINDS, CODE_SCHEMES } from "../directory-words.ts";
import { accountId, agencyId, count, instant, line, localDay, NO_BODY, NONE, name } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

/** Whoever administers or watches a part of the tree may see the tree. */
const VIEWERS: readonly Role[] = ["system", "agency", "reviewer", "auditor", "helpdesk"];
const MANAGERS: readonly Role[] = ["system", "agency"];

const may = z.array(z.enum(ADMIN_ACTS));

export const tierEntry = z.object({
  tier: z.string(),
  label: z.string(),
  labelEn: z.string(),
  validFrom: localDay,
  validTo: localDay.nullable(),
});
export type TierEntry = z.infer<typeof tierEntry>;

/** A node as the tree shows it. */
export const agencyNode = z.object({
  id: agencyId,
  parentId: agencyId.nullable(),
  name: z.string(),
  shortName: z.string(),
  kind: z.string(),
  tier: z.string(),
  /** Agencies right below. */
  children: count,
  /** Accounts in use in it and below. */
  accounts: count,
  closedOn: localDay.nullable(),
});
export type AgencyNode = z.infer<typeof agencyNode>;

const clerk = z.object({ accountId, name: z.string(), address: z.string(), rights: z.enum(["full", "read"]) });

/** All that is known of one agency. `mailboxes` is empty for those who may not see names. */
export const agencyDetail = agencyNode.extend({
  abbr: z.string(),
  domain: z.string(),
  sortOrder: z.number().int(),
  createdAt: instant,
  /** From the root of what the viewer may see down to the parent. */
  ancestors: z.array(z.object({ id: agencyId, name: z.string() })),
  codes: z.array(
    z.object({ scheme: z.enum(CODE_SCHEMES), code: z.string(), validFrom: localDay, validTo: localDay.nullable() }),
  ),
  tiers: z.array(z.object({ tier: z.string(), validFrom: localDay, validTo: localDay.nullable() })),
  headcounts: z.array(z.object({ fromDay: localDay, staff: count, leaders: count })),
  /** What it was called before. */
  names: z.array(z.object({ name: z.string(), abbr: z.string(), validTo: localDay })),
  /** What it came of (`from`) and what came of it (`to`). */
  links: z.array(
    z.object({
      kind: z.enum(["merge", "split"]),
      onDay: localDay,
      side: z.enum(["from", "to"]),
      id: agencyId,
      name: z.string(),
    }),
  ),
  /** In it and below. */
  counts: z.object({ persons: count, leaders: count, agencyMailboxes: count, technical: count, locked: count }),
  mailboxes: z.array(z.object({ accountId, name: z.string(), address: z.string(), clerks: z.array(clerk) })),
  may,
});
export type AgencyDetail = z.infer<typeof agencyDetail>;

const one = z.strictObject({ agencyId });

export const listAgencies = defineRoute({
  name: "listAgencies",
  method: "GET",
  path: "/api/agencies",
  audience: VIEWERS,
  params: NONE,
  /** Without a parent: the tops of what the viewer may see. */
  query: z.strictObject({ parentId: agencyId.optional() }),
  body: NO_BODY,
  reply: z.object({ items: z.array(agencyNode) }),
});

export const searchAgencies = defineRoute({
  name: "searchAgencies",
  method: "GET",
  path: "/api/agencies/search",
  audience: VIEWERS,
  params: NONE,
  query: z.strictObject({ text: line(100) }),
  body: NO_BODY,
  /** At most 30, each with the agencies above it. */
  reply: z.object({ items: z.array(agencyNode.extend({ ancestors: agencyDetail.shape.ancestors })) }),
});

export const listTiers = defineRoute({
  name: "listTiers",
  method: "GET",
  path: "/api/tiers",
  audience: VIEWERS,
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({ items: z.array(tierEntry) }),
});

export const readAgency = defineRoute({
  name: "readAgency",
  method: "GET",
  path: "/api/agencies/:agencyId",
  audience: VIEWERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: agencyDetail,
});

/** What is said of an agency. */
export const agencyFacts = {
  name,
  shortName: line(100),
  abbr: z
    .string()
    .regex(/^[a-z0-9]+(\.[a-z0-9]+)*$/)
    .max(60),
  kind: z.enum(AGENCY_KINDS),
  domain: z.string().max(253),
  sortOrder: z.number().int().min(0).max(1_000_000),
};

export const createAgency = defineRoute({
  name: "createAgency",
  method: "POST",
  path: "/api/agencies",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  body: z.strictObject({
    parentId: agencyId,
    name,
    shortName: agencyFacts.shortName.default(""),
    abbr: agencyFacts.abbr,
    kind: agencyFacts.kind,
    tier: z.string().max(40),
    sinceDay: localDay,
    /** Left out: the parent's. */
    domain: agencyFacts.domain.optional(),
    sortOrder: agencyFacts.sortOrder.optional(),
    /** Whether the agency gets its shared mailbox `abbr@domain` at once. */
    withMailbox: z.boolean().default(true),
  }),
  reply: agencyDetail,
});

export const changeAgency = defineRoute({
  name: "changeAgency",
  method: "PATCH",
  path: "/api/agencies/:agencyId",
  audience: MANAGERS,
  params: one,
  query: NONE,
  body: z.strictObject(agencyFacts).partial(),
  reply: agencyDetail,
});

export const moveAgency = defineRoute({
  name: "moveAgency",
  method: "POST",
  path: "/api/agencies/:agencyId/move",
  audience: MANAGERS,
  params: one,
  query: NONE,
  body: z.strictObject({ parentId: agencyId }),
  reply: agencyDetail,
});

export const setAgencyCode = defineRoute({
  name: "setAgencyCode",
  method: "PUT",
  path: "/api/agencies/:agencyId/codes",
  audience: MANAGERS,
  params: one,
  query: NONE,
  /** In force from that day on; the code before ends with the day before. */
  body: z.strictObject({ scheme: z.enum(CODE_SCHEMES), code: line(35).min(1), fromDay: localDay }),
  reply: agencyDetail,
});

export const setAgencyTier = defineRoute({
  name: "setAgencyTier",
  method: "PUT",
  path: "/api/agencies/:agencyId/tier",
  audience: MANAGERS,
  params: one,
  query: NONE,
  body: z.strictObject({ tier: z.string().max(40), fromDay: localDay }),
  reply: agencyDetail,
});

export const declareHeadcount = defineRoute({
  name: "declareHeadcount",
  method: "PUT",
  path: "/api/agencies/:agencyId/headcount",
  audience: MANAGERS,
  params: one,
  query: NONE,
  /** `staff` is everybody, leaders and managers included. */
  body: z
    .strictObject({ fromDay: localDay, staff: count.max(1_000_000), leaders: count.max(1_000_000) })
    .refine((h) => h.leaders <= h.staff, { path: ["leaders"] }),
  reply: agencyDetail,
});

const paper = { onDay: localDay, document: line(200).default("") };

export const mergeAgencies = defineRoute({
  name: "mergeAgencies",
  method: "POST",
  path: "/api/agencies/:agencyId/merge",
  audience: MANAGERS,
  params: one,
  query: NONE,
  /** These become part of the agency of the path and are closed. `readdress`: people get an address by its name, the old one stays an alias. */
  body: z.strictObject({ ...paper, fromIds: z.array(agencyId).min(1).max(50), readdress: z.boolean().default(false) }),
  reply: agencyDetail,
});

export const splitAgency = defineRoute({
  name: "splitAgency",
  method: "POST",
  path: "/api/agencies/:agencyId/split",
  audience: MANAGERS,
  params: one,
  query: NONE,
  body: z.strictObject({
    ...paper,
    agency: createAgency.body,
    accountIds: z.array(accountId).max(10_000).default([]),
    childIds: z.array(agencyId).max(1_000).default([]),
  }),
  /** The new agency. */
  reply: agencyDetail,
});

export const closeAgency = defineRoute({
  name: "closeAgency",
  method: "POST",
  path: "/api/agencies/:agencyId/close",
  audience: MANAGERS,
  params: one,
  query: NONE,
  body: z.strictObject(paper),
  reply: agencyDetail,
});

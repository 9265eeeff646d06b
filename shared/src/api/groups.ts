import { z } from "zod";
import { AGENCY_KINDS } from "../directory-words.ts";
import type { GroupId } from "../ids.ts";
import { accountId, agencyId, count, instant, line, NO_BODY, NONE, name } from "./fields.ts";
import { POSTINGS, RULE_WHO } from "./group-words.ts";
import { defineRoute, type Role } from "./route.ts";

const READERS: readonly Role[] = ["system", "agency", "auditor", "helpdesk"];
const KEEPERS: readonly Role[] = ["system", "agency"];

export const groupId = z.string().regex(/^[\w-]{2,80}$/) as unknown as z.ZodType<GroupId>;

/** Whom a group reaches by where they work; empty lists mean every tier, every kind of agency. */
export const groupRule = z.strictObject({
  agencyId,
  below: z.boolean().default(true),
  who: z.enum(RULE_WHO),
  tiers: z.array(z.string().max(40)).max(20).default([]),
  kinds: z.array(z.enum(AGENCY_KINDS)).max(20).default([]),
});
export type GroupRuleView = z.infer<typeof groupRule>;

const somebody = z.object({ id: accountId, name: z.string(), address: z.string(), agencyName: z.string() });
export type Somebody = z.infer<typeof somebody>;

export const groupEntry = z.object({
  id: groupId,
  name: z.string(),
  address: z.string(),
  agencyId,
  agencyName: z.string(),
  posting: z.enum(POSTINGS),
  moderated: z.boolean(),
  byRule: z.boolean(),
  reach: count,
});
export type GroupEntry = z.infer<typeof groupEntry>;

export const groupDetail = groupEntry.extend({
  rule: groupRule.nullable(),
  ruleAgencyName: z.string(),
  members: z.array(somebody),
  parts: z.array(z.object({ id: groupId, name: z.string(), address: z.string(), reach: count })),
  writers: z.array(somebody),
  moderators: z.array(somebody),
  mayChange: z.boolean(),
});
export type GroupDetail = z.infer<typeof groupDetail>;

const people = z.array(accountId).max(20_000).default([]);
const content = z.strictObject({
  name,
  posting: z.enum(POSTINGS),
  moderated: z.boolean().default(false),
  rule: groupRule.nullable().default(null),
  members: people,
  parts: z.array(groupId).max(200).default([]),
  writers: people,
  moderators: people,
});

export const listGroups = defineRoute({
  name: "listGroups",
  method: "GET",
  path: "/api/groups",
  audience: READERS,
  params: NONE,
  query: z.strictObject({ agencyId: agencyId.optional(), text: line(200).default("") }),
  body: NO_BODY,
  reply: z.object({ items: z.array(groupEntry) }),
});

export const readGroup = defineRoute({
  name: "readGroup",
  method: "GET",
  path: "/api/groups/:groupId",
  audience: READERS,
  params: z.strictObject({ groupId }),
  query: NONE,
  body: NO_BODY,
  reply: groupDetail,
});

export const createGroup = defineRoute({
  name: "createGroup",
  method: "POST",
  path: "/api/groups",
  audience: KEEPERS,
  params: NONE,
  query: NONE,
  body: content.extend({ agencyId, localPart: z.string().max(64) }),
  reply: groupDetail,
});

export const changeGroup = defineRoute({
  name: "changeGroup",
  method: "PUT",
  path: "/api/groups/:groupId",
  audience: KEEPERS,
  params: z.strictObject({ groupId }),
  query: NONE,
  body: content,
  reply: groupDetail,
});

export const closeGroup = defineRoute({
  name: "closeGroup",
  method: "DELETE",
  path: "/api/groups/:groupId",
  audience: KEEPERS,
  params: z.strictObject({ groupId }),
  query: NONE,
  body: NO_BODY,
  reply: z.null(),
});

export const previewGroup = defineRoute({
  name: "previewGroup",
  method: "POST",
  path: "/api/groups/preview",
  audience: KEEPERS,
  params: NONE,
  query: NONE,
  body: z.strictObject({
    rule: groupRule.nullable().default(null),
    members: people,
    parts: z.array(groupId).max(200).default([]),
  }),
  /** Whom it would reach today, with the first of them. */
  reply: z.object({ reach: count, first: z.array(somebody) }),
});

export const heldLetter = z.object({
  id: z.string(),
  groupName: z.string(),
  groupAddress: z.string(),
  reach: count,
  from: z.string(),
  subject: z.string(),
  preview: z.string(),
  sizeBytes: count,
  at: instant,
});
export type HeldLetter = z.infer<typeof heldLetter>;

/** Of the moderators themselves, in the webmail. */
export const listHeldLetters = defineRoute({
  name: "listHeldLetters",
  method: "GET",
  path: "/api/moderation",
  audience: "person",
  params: NONE,
  query: NONE,
  body: NO_BODY,
  /** `moderates`: the person is a moderator of some group, whether something waits or not. */
  reply: z.object({ moderates: z.boolean(), items: z.array(heldLetter) }),
});

export const decideHeldLetter = defineRoute({
  name: "decideHeldLetter",
  method: "POST",
  path: "/api/moderation/:heldId",
  audience: "person",
  params: z.strictObject({ heldId: z.string().regex(/^h[0-9a-v]{10,40}$/) }),
  query: NONE,
  body: z.strictObject({ act: z.enum(["release", "reject"]), reason: line(300).default("") }),
  reply: z.null(),
});

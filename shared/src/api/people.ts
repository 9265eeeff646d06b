import { z } from "zod";
import { defineRoute } from "./route.ts";

/** Somebody or something mail can be sent to: a person, an agency's mailbox, a group. */
export const foundPerson = z.object({
  kind: z.enum(["person", "agency", "group"]),
  id: z.string(),
  name: z.string(),
  email: z.string(),
  title: z.string(),
  unit: z.string(),
  agencyId: z.string(),
  agencyName: z.string(),
  /** Of a group: how many mailboxes it reaches. */
  reach: z.number().int().optional(),
});
export type FoundPerson = z.infer<typeof foundPerson>;

export const findPeople = defineRoute({
  name: "findPeople",
  method: "GET",
  path: "/api/people",
  audience: "person",
  params: z.strictObject({}),
  /** `q`: words of name, title or address, with marks or without. */
  query: z.strictObject({ q: z.string().max(200), limit: z.coerce.number().int().min(1).max(50).default(15) }),
  body: z.unknown(),
  reply: z.object({ people: z.array(foundPerson) }),
});

/** Of the mailboxes of an agency: its own, its leaders', or everybody's. */
export const REACHES = ["mailbox", "leaders", "people"] as const;
export type Reach = (typeof REACHES)[number];

/** An agency as the picker shows it; how many addresses each reach has in it alone, without what lies below. */
export const pickedAgency = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  tier: z.string(),
  mailbox: z.number().int(),
  leaders: z.number().int(),
  people: z.number().int(),
});
export type PickedAgency = z.infer<typeof pickedAgency>;

/** The whole organisation; agencies of one parent stand in their order. */
export const peopleTree = defineRoute({
  name: "peopleTree",
  method: "GET",
  path: "/api/people/tree",
  audience: "person",
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: z.unknown(),
  reply: z.object({
    agencies: z.array(pickedAgency),
    tiers: z.array(z.object({ tier: z.string(), label: z.string(), labelEn: z.string() })),
  }),
});

/** The addresses of some agencies, in the order in which they were named. More than a letter may have are refused (recipients.tooMany). */
export const peopleReach = defineRoute({
  name: "peopleReach",
  method: "POST",
  path: "/api/people/reach",
  audience: "person",
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: z.strictObject({ agencyIds: z.array(z.string()).min(1).max(5_000), reach: z.enum(REACHES) }),
  reply: z.object({ people: z.array(z.object({ name: z.string(), email: z.string() })) }),
});

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

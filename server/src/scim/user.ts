import { splitName } from "@congthu/shared/names";
import { z } from "zod";
import type { Person } from "../core/provisioning/personnel.ts";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** What Vietnamese agencies need and the standard has no name for. */
export const OFFICIAL = "urn:congthu:params:scim:schemas:extension:official:2.0:User";

const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((t) => t.normalize("NFC").trim().replace(/\s+/g, " "));

/**
 * What a client may say of a User (RFC 7643 §4.1, §4.3). Attributes we do not keep are ignored (RFC 7644 §3.3); names of attributes know no case, so
 * the object comes with the names spelled as here.
 */
export const wantedUser = z.object({
  externalId: text(200).nullish(),
  userName: text(320).pipe(z.string().min(1)),
  name: z
    .object({
      formatted: text(200).nullish(),
      familyName: text(100).nullish(),
      middleName: text(100).nullish(),
      givenName: text(100).nullish(),
    })
    .nullish(),
  displayName: text(200).nullish(),
  title: text(200).nullish(),
  active: z.union([z.boolean(), z.stringbool()]).nullish(),
  [ENTERPRISE]: z.object({ organization: text(300).nullish(), department: text(200).nullish() }).nullish(),
  [OFFICIAL]: z.object({ agency: text(100).nullish(), isLeader: z.boolean().nullish() }).nullish(),
});
export type WantedUser = z.infer<typeof wantedUser>;

/**
 * The person's name in the order in which Vietnamese names are written: họ, đệm, tên. A client may change the whole or its parts: what differs from
 * the name as it is now counts.
 */
export function fullNameOf(u: WantedUser, now = ""): string {
  const { formatted, familyName, middleName, givenName } = u.name ?? {};
  const joined = [familyName, middleName, givenName].filter((part) => part).join(" ");
  return [formatted, joined, u.displayName].find((name) => name && name !== now) ?? now;
}

const SPELLED = new Map(
  [USER, ENTERPRISE, OFFICIAL]
    .concat("externalId userName name formatted familyName middleName givenName displayName title active".split(" "))
    .concat("organization department agency isLeader schemas Operations op path value".split(" "))
    .map((name) => [name.toLowerCase(), name]),
);

/** An object of a client with the names of its attributes as they are written here. RFC 7643 §2.1 */
export function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [SPELLED.get(k.toLowerCase()) ?? k, spelled(v)]));
}

/** A User resource. RFC 7643 §4.1, §4.3 */
export function userResource(person: Person, baseUrl: string): Record<string, unknown> {
  const { family, middle, given } = splitName(person.name);
  return {
    schemas: [USER, ENTERPRISE, OFFICIAL],
    id: person.id,
    ...(person.externalId === "" ? {} : { externalId: person.externalId }),
    meta: {
      resourceType: "User",
      created: new Date(person.createdAt).toISOString(),
      location: `${baseUrl}/Users/${person.id}`,
    },
    userName: person.address,
    name: { formatted: person.name, familyName: family, middleName: middle, givenName: given },
    displayName: person.name,
    title: person.title,
    active: person.status === "active",
    emails: [{ value: person.address, type: "work", primary: true }],
    [ENTERPRISE]: { organization: person.agencyName, department: person.unit },
    [OFFICIAL]: { agency: person.agencyCode || person.agencyId, agencyId: person.agencyId, isLeader: person.isLeader },
  };
}

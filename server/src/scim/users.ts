import type { AccountId } from "@congthu/shared/ids";
import { z } from "zod";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import {
  agencyMeant,
  changePerson,
  eachPerson,
  endPerson,
  findPerson,
  openPerson,
  type Person,
  readPerson,
} from "../core/provisioning/personnel.ts";
import { type Filter, matches, splitPath } from "./filter.ts";
import type { Listing } from "./listing.ts";
import { patched } from "./patch.ts";
import { ScimError } from "./replies.ts";
import { fullNameOf, OFFICIAL, spelled, userResource, type WantedUser, wantedUser } from "./user.ts";

type Deps = Pick<App, "clock" | "db" | "changes" | "signOuts">;
/** Who asks, and the address under which our resources lie. */
export type Asker = { app: Deps; principal: Principal; baseUrl: string };
type Resource = Record<string, unknown>;

/** One User. */
export async function readUser(q: Asker, id: string): Promise<Resource> {
  return userResource(await readPerson(q.app, q.principal, id as AccountId), q.baseUrl);
}

/** The Users that fit, all of them, for a list to be cut from. RFC 7644 §3.4.2 */
export async function* findUsers(q: Asker, listing: Listing): AsyncGenerator<Resource> {
  const key = listing.filter && soughtKey(listing.filter);
  if (key) {
    const person = await findPerson(q.app, q.principal, key);
    const found = person && userResource(person, q.baseUrl);
    if (found && listing.filter && matches(listing.filter, found)) yield found;
    return;
  }
  for await (const person of eachPerson(q.app, q.principal)) {
    const resource = userResource(person, q.baseUrl);
    if (!listing.filter || matches(listing.filter, resource)) yield resource;
  }
}

/** What `userName eq "…"` and `externalId eq "…"` look for: there an index tells, and no list is walked. */
function soughtKey(filter: Filter): { externalId: string } | { address: string } | undefined {
  if (filter.kind === "and") return soughtKey(filter.left) ?? soughtKey(filter.right);
  if (filter.kind !== "compare" || filter.op !== "eq" || typeof filter.value !== "string") return undefined;
  const [name = "", sub] = splitPath(filter.path).names.map((n) => n.toLowerCase());
  if (name === "externalid") return { externalId: filter.value };
  if (name === "username" || (name === "emails" && sub === "value")) return { address: filter.value.toLowerCase() };
  return undefined;
}

/** Opens a mailbox; its one-time password stands in the reply, this once. RFC 7644 §3.3 */
export async function createUser(q: Asker, body: unknown): Promise<Resource> {
  const wanted = wantedUser.parse(spelled(body));
  const agency = wanted[OFFICIAL]?.agency;
  if (!agency) throw new ScimError(400, "invalidValue", `${OFFICIAL}:agency is needed: the code or id of the agency`);
  const fullName = fullNameOf(wanted);
  if (fullName === "") throw new ScimError(400, "invalidValue", "name is needed");
  const agencyId = await agencyMeant(q.app, agency);
  const { accountId, oneTimePassword } = await openPerson(q.app, q.principal, {
    wanted: {
      agencyId,
      fullName,
      localPart: wanted.userName.toLowerCase().split("@")[0] ?? "",
      title: wanted.title ?? "",
      unit: unitOf(wanted),
      isLeader: wanted[OFFICIAL]?.isLeader ?? false,
    },
    externalId: wanted.externalId ?? "",
    isActive: wanted.active ?? true,
    domain: wanted.userName.toLowerCase().split("@")[1],
  });
  const made = await readUser(q, accountId);
  return { ...made, [OFFICIAL]: { ...(made[OFFICIAL] as object), oneTimePassword } };
}

/** Says everything of a User anew. RFC 7644 §3.5.1 */
export async function replaceUser(q: Asker, id: string, body: unknown): Promise<Resource> {
  const person = await readPerson(q.app, q.principal, id as AccountId);
  return writeUser(q, person, wantedUser.parse(spelled(body)));
}

const patchBody = z.object({
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(["add", "replace", "remove"])),
        path: z.string().max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
});

/** Changes some of a User. RFC 7644 §3.5.2 */
export async function patchUser(q: Asker, id: string, body: unknown): Promise<Resource> {
  const person = await readPerson(q.app, q.principal, id as AccountId);
  const { Operations } = patchBody.parse(spelled(body));
  return writeUser(q, person, wantedUser.parse(spelled(patched(userResource(person, q.baseUrl), Operations))));
}

async function writeUser(q: Asker, person: Person, wanted: WantedUser): Promise<Resource> {
  // No address passes to another name: who is renamed keeps it, and a second one is an alias (vietnam.md §2.2).
  if (wanted.userName.toLowerCase() !== person.address)
    throw new ScimError(400, "mutability", "userName is the address and stays");
  const agency = wanted[OFFICIAL]?.agency;
  await changePerson(q.app, q.principal, {
    accountId: person.id,
    change: {
      fullName: fullNameOf(wanted, person.name),
      title: wanted.title ?? "",
      unit: unitOf(wanted),
      isLeader: wanted[OFFICIAL]?.isLeader ?? person.isLeader,
      ...(agency ? { agencyId: await agencyMeant(q.app, agency) } : {}),
    },
    isActive: wanted.active ?? true,
    externalId: wanted.externalId ?? "",
  });
  return readUser(q, person.id);
}

/** Lets a User go: for the client it is gone, its mail stays for the time the settings say. RFC 7644 §3.6 */
export function deleteUser(q: Asker, id: string): Promise<void> {
  return endPerson(q.app, q.principal, id as AccountId);
}

function unitOf(wanted: WantedUser): string {
  return wanted["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]?.department ?? "";
}

import type { GroupId } from "@congthu/shared/ids";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { listGroups, readGroup } from "../core/groups/read-groups.ts";
import { matches } from "./filter.ts";
import type { Listing } from "./listing.ts";

export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

type Asker = { app: Pick<App, "db">; principal: Principal; baseUrl: string };
type Resource = Record<string, unknown>;

/** A mail group with the people in it by hand; groups are changed in the console. RFC 7643 §4.2 */
export async function readScimGroup(q: Asker, id: string): Promise<Resource> {
  const group = await readGroup(q.app, q.principal, id as GroupId);
  return {
    ...groupResource(q, group),
    members: group.members.map((m) => ({
      value: m.id,
      display: m.name,
      type: "User",
      $ref: `${q.baseUrl}/Users/${m.id}`,
    })),
  };
}

/** The groups that fit; without their members, which one group's own address tells. */
export async function findScimGroups(q: Asker, listing: Listing): Promise<Resource[]> {
  const groups = (await listGroups(q.app, q.principal, { text: "" })).map((group) => groupResource(q, group));
  return groups.filter((group) => !listing.filter || matches(listing.filter, group));
}

function groupResource(q: Asker, group: { id: string; name: string }): Resource {
  const meta = { resourceType: "Group", location: `${q.baseUrl}/Groups/${group.id}` };
  return { schemas: [GROUP], id: group.id, displayName: group.name, meta };
}

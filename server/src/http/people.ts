import { findPeople as find, peopleReach as reach, peopleTree as tree } from "@congthu/shared/api/people";
import type { Route } from "@congthu/shared/api/route";
import type { AgencyId } from "@congthu/shared/ids";
import { findPeople } from "../core/directory/find-people.ts";
import { peopleReached, peopleTree } from "../core/directory/people-tree.ts";
import type { RestHandler } from "./rest.ts";

/** Whom one may write to: the directory is open to everybody who is signed in. */
export const peopleHandlers: RestHandler[] = [
  {
    route: plain(find),
    async run({ app, principal, query }) {
      const { q: text, limit } = find.query.parse(query);
      const ownAgencyId = principal.account.agency_id;
      return { people: await app.db.read((r) => findPeople(r, { text, ownAgencyId, limit })) };
    },
  },
  { route: plain(tree), run: ({ app }) => app.db.read(peopleTree) },
  {
    route: plain(reach),
    async run({ app, body }) {
      const q = reach.body.parse(body);
      const agencyIds = q.agencyIds as AgencyId[];
      return { people: await app.db.read((r) => peopleReached(r, { agencyIds, reach: q.reach })) };
    },
  },
];

function plain<P, Q, B, R>(route: Route<P, Q, B, R>): RestHandler["route"] {
  return route as unknown as RestHandler["route"];
}

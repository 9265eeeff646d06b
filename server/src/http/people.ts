import { findPeople as route } from "@congthu/shared/api/people";
import { findPeople } from "../core/directory/find-people.ts";
import type { RestHandler } from "./rest.ts";

/** Whom one may write to: the directory is open to everybody who is signed in. */
export const peopleHandler: RestHandler = {
  route: route as unknown as RestHandler["route"],
  async run({ app, principal, query }) {
    const { q: text, limit } = route.query.parse(query);
    const ownAgencyId = principal.account.agency_id;
    return { people: await app.db.read((r) => findPeople(r, { text, ownAgencyId, limit })) };
  },
};

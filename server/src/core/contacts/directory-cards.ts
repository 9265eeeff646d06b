import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type ContactCard, DIRECTORY_BOOK } from "@congthu/shared/jmap/contacts";
import type { Reader } from "../../store/db.ts";
import { type PersonRow, peopleByIds, peopleOfAgency } from "../../store/people.ts";
import { findPeople } from "../directory/find-people.ts";

/** People one question gives at most; the picker on the agency tree shows the others. */
const MOST = 400;

type Card = Omit<ContactCard, "id">;

/** Before the account id in the id of a card of the directory. */
const PREFIX = "p-";

/** Cards of the directory by their ids; those that are not there are absent. */
export async function directoryCards(
  r: Reader,
  ids: readonly string[],
  hostname: string,
): Promise<{ id: string; value: Card }[]> {
  const accountIds = ids.filter((id) => id.startsWith(PREFIX)).map((id) => id.slice(PREFIX.length) as AccountId);
  return (await peopleByIds(r, accountIds)).map((p) => ({
    id: `${PREFIX}${p.account_id}`,
    value: cardOf(p, hostname),
  }));
}

/** People and agency mailboxes found by words, the nearest first; without words those of the own agency. */
export async function searchDirectory(
  r: Reader,
  q: { text: string; ownAgencyId: AgencyId; hostname: string },
): Promise<{ id: string; value: Card }[]> {
  if (q.text.trim() === "") {
    const own = await peopleOfAgency(r, q.ownAgencyId, MOST);
    return own.map((p) => ({ id: `${PREFIX}${p.account_id}`, value: cardOf(p, q.hostname) }));
  }
  const found = await findPeople(r, { text: q.text, ownAgencyId: q.ownAgencyId, limit: MOST });
  const ids = found.filter((f) => f.kind !== "group").map((f) => `${PREFIX}${f.id}`);
  return directoryCards(r, ids, q.hostname);
}

function cardOf(p: PersonRow, hostname: string): Card {
  return {
    "@type": "Card",
    version: "1.0",
    uid: `${p.account_id}@${hostname}`,
    kind: p.kind === "agency" ? "org" : "individual",
    addressBookIds: { [DIRECTORY_BOOK]: true },
    name: { full: p.full_name },
    emails: { work: { address: p.address } },
    organizations: { agency: { name: p.agency_name, ...(p.unit === "" ? {} : { units: [{ name: p.unit }] }) } },
    ...(p.title === "" ? {} : { titles: { post: { name: p.title } } }),
  };
}

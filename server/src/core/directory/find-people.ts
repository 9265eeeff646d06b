import { fold, nfc } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { agencyChildren, agencySubtree } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { accountsByWords, allGroups, type PersonRow, peopleByIds, peopleOfAgency } from "../../store/people.ts";

export type Found = {
  kind: "person" | "agency" | "group";
  id: string;
  name: string;
  email: string;
  title: string;
  unit: string;
  agencyId: AgencyId;
  agencyName: string;
  /** Of a group: how many mailboxes it reaches. */
  reach?: number;
};

/** Candidates looked at; more match only for a letter or two. */
const CANDIDATES = 400;
/** Agencies whose people are looked at. */
const AGENCIES = 5;

/**
 * People, agency mailboxes and groups whose name, title or address has words that begin with each word asked for, marks or not. The own
 * agency comes first, then spellings with the very marks that were typed, then leaders, then Vietnamese order; after them those whose title and
 * agency together have the words.
 */
export async function findPeople(
  r: Reader,
  q: { text: string; ownAgencyId: AgencyId; limit: number },
): Promise<Found[]> {
  const typed = nfc(q.text).trim().toLowerCase();
  const words = wordsOf(fold(typed));
  if (words.length === 0) return [];
  const near = (await peopleOfAgency(r, q.ownAgencyId, CANDIDATES)).filter((p) => hasWords(textOf(p), words));
  const far = await peopleByIds(r, await accountsByWords(r, words, CANDIDATES));
  const people = new Map([...near, ...far].map((p) => [p.account_id, p]));
  const within = (await peopleByAgency(r, words)).filter((p) => !people.has(p.account_id));
  const groups = (await allGroups(r)).filter((g) => hasWords(`${g.fold} ${g.address}`, words));
  const marked = typed !== fold(typed);
  const rated = [
    ...[...people.values()].map((p) => ({
      found: ofPerson(p),
      key: p.sort_key,
      rank: rank(p, { typed, marked, ownAgencyId: q.ownAgencyId }),
    })),
    ...within.map((p) => ({ found: ofPerson(p), key: p.sort_key, rank: p.is_leader === 1 ? -1 : -2 })),
    ...groups.map((g) => ({
      found: {
        kind: "group" as const,
        id: g.group_id,
        name: g.name,
        email: g.address,
        title: "",
        unit: "",
        agencyId: g.agency_id,
        agencyName: g.agency_name,
        reach: g.reach,
      },
      key: g.fold,
      rank: rank({ ...g, full_name: g.name, is_leader: 0 }, { typed, marked, ownAgencyId: q.ownAgencyId }),
    })),
  ];
  rated.sort((a, b) => b.rank - a.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return rated.slice(0, q.limit).map(({ found }) => found);
}

/**
 * People by what they are called and where: "giám đốc sở nội vụ", "xã bình an". At least two of the words must be of the agency's name; the
 * others are of the person.
 */
async function peopleByAgency(r: Reader, words: readonly string[]): Promise<PersonRow[]> {
  if (words.length < 2) return [];
  const roots = await agencyChildren(r, null);
  const agencies = (await Promise.all(roots.map((root) => agencySubtree(r, root.path)))).flat();
  const matched = agencies
    .filter((a) => a.closed_on === null)
    .map((a) => {
      const own = wordsOf(a.fold);
      return { id: a.agency_id, rest: words.filter((word) => !own.some((w) => w.startsWith(word))) };
    })
    .filter(({ rest }) => words.length - rest.length >= 2)
    .sort((a, b) => a.rest.length - b.rest.length)
    .slice(0, AGENCIES);
  const lists = await Promise.all(
    matched.map(async ({ id, rest }) =>
      (await peopleOfAgency(r, id, CANDIDATES)).filter((p) => hasWords(textOf(p), rest)),
    ),
  );
  return lists.flat();
}

/** People and agency mailboxes by their accounts; those that take no mail are absent. */
export async function peopleById(r: Reader, ids: readonly AccountId[]): Promise<Found[]> {
  return (await peopleByIds(r, ids)).map(ofPerson);
}

function rank(
  p: Pick<PersonRow, "agency_id" | "full_name" | "is_leader">,
  q: { typed: string; marked: boolean; ownAgencyId: AgencyId },
): number {
  const own = p.agency_id === q.ownAgencyId ? 4 : 0;
  const exact = q.marked && nfc(p.full_name).toLowerCase().includes(q.typed) ? 2 : 0;
  return own + exact + (p.is_leader === 1 ? 1 : 0);
}

function ofPerson(p: PersonRow): Found {
  return {
    kind: p.kind === "agency" ? "agency" : "person",
    id: p.account_id,
    name: p.full_name,
    email: p.address,
    title: p.title,
    unit: p.unit,
    agencyId: p.agency_id,
    agencyName: p.agency_name,
  };
}

function textOf(p: PersonRow): string {
  return `${fold(p.full_name)} ${fold(p.title)} ${p.address} ${p.address.replaceAll(/[.@]/g, " ")}`;
}

function hasWords(text: string, words: readonly string[]): boolean {
  const own = wordsOf(text);
  return words.every((word) => own.some((w) => w.startsWith(word)));
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,()<>"]+/).filter((w) => w !== "");
}

import type { AgencyPlan, ProvincePlan } from "./agency-plan.ts";
import type { DemoPerson } from "./province.ts";
import type { Random } from "./random.ts";

/** The parts a demo account can play; `clerk` opens and answers the agency's shared mailbox. */
export const ROLES = ["systemAdministrator", "agencyAdministrator", "usageReviewer", "official", "clerk"] as const;
export type Role = (typeof ROLES)[number];

/** How many accounts per role are given a password of their own and named in demo.json. */
const NAMED = 4;

/**
 * Gives roles: three system administrators in the agency that runs the system, one administrator per agency with mailboxes, three usage
 * reviewers in Sở Nội vụ and the provincial office, every clerk; and passwords to some of each, or to everyone. Among the named officials are some who
 * never used their mailbox, so that a first letter can be seen in the figures.
 */
export function giveRoles(
  plan: ProvincePlan,
  people: readonly DemoPerson[],
  passwords: { random: Random; everyone: boolean },
): DemoPerson[] {
  const roles = new Map<string, Role[]>();
  const give = (p: DemoPerson, role: Role) => roles.set(p.key, [...(roles.get(p.key) ?? []), role]);
  const at = (key: string) => people.filter((p) => p.agencyKey === key);
  const free = (p: DemoPerson) => !p.clerk && !roles.has(p.key) && !p.locked;
  const inUse = (p: DemoPerson) => free(p) && (p.habit === "daily" || p.habit === "regular");

  const owner = plan.agencies.find((a) => a.owner);
  for (const p of pickOrFewer(at(owner?.key ?? ""), inUse, 3)) give(p, "systemAdministrator");
  for (const p of [...pickOrFewer(at("snv"), inUse, 2), ...pickOrFewer(at("vanphong"), inUse, 1)])
    give(p, "usageReviewer");
  for (const agency of plan.agencies)
    for (const p of administratorsOf(agency, at(agency.key), free)) give(p, "agencyAdministrator");
  for (const p of people) if (p.clerk) give(p, "clerk");
  for (const p of namedOfficials(plan, people, free)) give(p, "official");

  const named = new Set(ROLES.flatMap((role) => firstOf(people, roles, role, plan)));
  return people.map((p) => {
    const own = roles.get(p.key) ?? ["official"];
    return {
      ...p,
      roles: own,
      password: passwords.everyone || named.has(p.key) ? passwordOf(passwords.random.fork(p.key)) : null,
    };
  });
}

/** Ordinary officials to play with: active ones in two departments, one who never signed in there, and the same in a commune. */
function namedOfficials(
  plan: ProvincePlan,
  people: readonly DemoPerson[],
  free: (p: DemoPerson) => boolean,
): DemoPerson[] {
  const communes = new Set(plan.agencies.filter((a) => a.kind === "commune" && a.mailboxes > 0).map((a) => a.key));
  const staff = people.filter((p) => free(p) && !p.leader);
  const inAgency = (key: string) => staff.filter((p) => p.agencyKey === key);
  const inCommune = people.filter((p) => free(p) && communes.has(p.agencyKey));
  const uses = (p: DemoPerson) => p.habit === "daily" || p.habit === "regular";
  const isNew = (p: DemoPerson) => p.habit === "never";
  return [
    ...inAgency("snv").filter(uses).slice(0, 1),
    ...inAgency("snv").filter(isNew).slice(0, 1),
    ...inCommune.filter(uses).slice(0, 1),
    ...inCommune.filter(isNew).slice(0, 1),
    ...inAgency("stc").filter(uses).slice(0, 1),
    ...inAgency("syt").filter(uses).slice(0, 1),
  ];
}

function administratorsOf(
  agency: AgencyPlan,
  staff: readonly DemoPerson[],
  free: (p: DemoPerson) => boolean,
): DemoPerson[] {
  if (agency.kind === "province") return [];
  const candidates = staff.filter(free);
  const order = (p: DemoPerson) => (p.leader ? 2 : 0) + (p.habit === "daily" || p.habit === "regular" ? 0 : 1);
  return [...candidates].sort((a, b) => order(a) - order(b)).slice(0, 1);
}

function firstOf(people: readonly DemoPerson[], roles: Map<string, Role[]>, role: Role, plan: ProvincePlan): string[] {
  const holders = people.filter((p) => roles.get(p.key)?.includes(role));
  if (role === "official" || role === "systemAdministrator" || role === "usageReviewer")
    return holders.map((p) => p.key);
  // Administrators and clerks from departments and communes alike.
  const kind = new Map(plan.agencies.map((a) => [a.key, a.kind]));
  const wanted = (["department", "department", "commune", "unit"] as const).slice(0, NAMED);
  const out: string[] = [];
  for (const k of wanted) {
    const next = holders.find((p) => kind.get(p.agencyKey) === k && !out.includes(p.key) && p.habit !== "never");
    if (next) out.push(next.key);
  }
  return out;
}

function pickOrFewer(people: readonly DemoPerson[], may: (p: DemoPerson) => boolean, count: number): DemoPerson[] {
  return people
    .filter((p) => !p.leader && may(p))
    .concat(people.filter((p) => p.leader && may(p)))
    .slice(0, count);
}

const WORDS = [
  "Ban",
  "Mai",
  "Suoi",
  "Nui",
  "Rung",
  "Tre",
  "Lua",
  "Song",
  "Gio",
  "Sao",
  "Nang",
  "Xanh",
  "Hong",
  "Que",
  "Sen",
  "Chim",
];

/** 15 to 19 characters of four classes, so that it passes every province's rule. */
function passwordOf(random: Random): string {
  return `${random.sample(WORDS, 3).join("-")}-${random.int(1000, 9999)}`;
}

import { parseAddress } from "@congthu/shared/address";
import type { LdapSettings } from "@congthu/shared/api/connection-settings";
import type { SyncFault } from "@congthu/shared/api/connections";
import type { PlannedStep } from "@congthu/shared/api/directory-file";
import type { AccountId } from "@congthu/shared/ids";
import type { AccountRow } from "../../../store/accounts.ts";
import type { AgencyRow } from "../../../store/agencies.ts";
import type { LdapLinkRow } from "../../../store/ldap-links.ts";
import type { AccountChange } from "../../directory/change-account.ts";
import type { AgencyIndex } from "../import/agency-index.ts";
import { isLeadingTitle } from "../leading-title.ts";
import type { LdapPerson } from "./read-people.ts";

type Shown = Omit<PlannedStep, "what"> & {
  what: PlannedStep["what"] | "link" | "lock" | "unlock" | "depart" | "restore";
};

/** One thing to do: how it is shown, and what it is. `link` is what is then kept of the other directory. */
export type SyncStep = Shown & { link: LdapLinkRow | null } & (
    | { act: "create"; person: LdapPerson; agency: AgencyRow; isLeader: boolean }
    | { act: "change"; accountId: AccountId; change: AccountChange }
    | { act: "keep" | "lock" | "unlock" | "depart" | "restore"; accountId: AccountId }
  );

export type Known = { link: LdapLinkRow; account: AccountRow };
export type SyncPlan = {
  steps: SyncStep[];
  faults: SyncFault[];
  /** Links to write without a step: nothing changes for the account. */
  quiet: LdapLinkRow[];
  /** How many that were there at the last run are missing now. */
  vanished: number;
};

type Inputs = {
  people: readonly LdapPerson[];
  known: ReadonlyMap<string, Known>;
  /** Accounts that have the address of somebody not linked yet; null for an address that is taken by no account. */
  holders: ReadonlyMap<string, AccountRow | null>;
  /** Domains whose mail is ours. */
  domains: ReadonlySet<string>;
  /** Accounts no directory may shut: they administer the whole. */
  administrators: ReadonlySet<AccountId>;
  agencies: AgencyIndex;
  settings: Pick<LdapSettings, "agencyNames" | "departAfterDays">;
  /** Local day number. */
  today: number;
};

/** What has to happen so that our accounts say what the other directory says. Pure: the same as a plan and as a run. */
export function planSync(q: Inputs): SyncPlan {
  const plan: SyncPlan = { steps: [], faults: [], quiet: [], vanished: 0 };
  const addresses = new Map<string, number>();
  for (const p of q.people) addresses.set(p.address, (addresses.get(p.address) ?? 0) + 1);
  const seen = new Set<string>();
  for (const person of q.people) {
    const known = q.known.get(person.id);
    seen.add(person.id);
    if (known && person.isShut) planMissing(q, plan, known);
    else if (known) planKnown(q, plan, { person, ...known });
    else if (!person.isShut) planNew(q, plan, person, (addresses.get(person.address) ?? 0) > 1);
  }
  for (const [id, known] of q.known) if (!seen.has(id)) planMissing(q, plan, known);
  return plan;
}

function planNew(q: Inputs, plan: SyncPlan, person: LdapPerson, isDouble: boolean): void {
  const whom = person.address || person.name || person.dn;
  const agency = agencyOf(q, person);
  const holder = q.holders.get(person.address);
  const fault = faultOf(q, person, { isDouble, agency, holder });
  if (fault || typeof agency === "string") {
    if (fault) plan.faults.push({ whom, ...fault });
    return;
  }
  const link = { external_id: person.id, dn: person.dn, missing_day: null, held: "" } as const;
  if (!holder) {
    const made = { ...link, account_id: "" as AccountId };
    const isLeader = isLeadingTitle(person.title);
    const shown = { what: "create" as const, whom, before: "", after: `${person.name} – ${agency.name}` };
    plan.steps.push({ ...shown, act: "create", person, agency, isLeader, link: made });
    return;
  }
  const linked = { ...link, account_id: holder.account_id };
  const accountId = holder.account_id;
  plan.steps.push({ what: "link", whom, before: "", after: person.dn, act: "keep", accountId, link: linked });
  planChange(q, plan, { person, account: holder });
}

/** Why somebody new is left alone, or undefined. */
function faultOf(
  q: Inputs,
  person: LdapPerson,
  { isDouble, agency, holder }: { isDouble: boolean; agency: FoundAgency; holder: AccountRow | null | undefined },
): Pick<SyncFault, "fault" | "x"> | undefined {
  const { address } = person;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (address === "") return { fault: "address.none", x: person.dn };
  if (!parseAddress(address) || person.name === "") return { fault: "address.invalid", x: address };
  if (!q.domains.has(domain)) return { fault: "address.foreign", x: domain };
  if (isDouble) return { fault: "address.double", x: address };
  if (typeof agency === "string") return { fault: agency, x: person.agencyNames.join(" / ") };
  const isTaken = holder === null || (holder !== undefined && holder.kind !== "person");
  return isTaken ? { fault: "address.taken", x: address } : undefined;
}

function planKnown(q: Inputs, plan: SyncPlan, { person, link, account }: Known & { person: LdapPerson }): void {
  const { account_id: accountId, address: whom } = account;
  const back = { ...link, dn: person.dn, missing_day: null, held: "" as const };
  if (link.held === "locked" && account.status === "locked")
    plan.steps.push({ what: "unlock", whom, before: "", after: person.dn, act: "unlock", accountId, link: back });
  else if (link.held === "departed" && account.status === "departed")
    plan.steps.push({ what: "restore", whom, before: "", after: person.dn, act: "restore", accountId, link: back });
  else if (link.missing_day !== null || link.dn !== person.dn) plan.quiet.push(back);
  if (account.status === "active" || account.status === "locked") planChange(q, plan, { person, account });
}

function planChange(q: Inputs, plan: SyncPlan, { person, account }: { person: LdapPerson; account: AccountRow }): void {
  const { account_id: accountId, address: whom } = account;
  const agency = agencyOf(q, person);
  if (typeof agency === "string") {
    plan.faults.push({ whom, fault: agency, x: person.agencyNames.join(" / ") });
    return;
  }
  const pairs = [
    ["fullName", account.full_name, person.name || account.full_name],
    ["title", account.title, person.title],
    ["unit", account.unit, person.unit],
  ] as const;
  const changed = pairs.filter(([, before, after]) => before !== after);
  if (changed.length > 0)
    plan.steps.push({
      ...{ what: "change", whom, act: "change", accountId, link: null },
      before: changed.map(([, before]) => before || "–").join(", "),
      after: changed.map(([, , after]) => after || "–").join(", "),
      change: Object.fromEntries(changed.map(([key, , after]) => [key, after])),
    });
  if (agency.agency_id === account.agency_id) return;
  const from = q.agencies.byId(account.agency_id)?.name ?? "";
  const shown = { what: "move" as const, whom, before: from, after: agency.name };
  plan.steps.push({ ...shown, act: "change", accountId, link: null, change: { agencyId: agency.agency_id } });
}

/** Missing there, or shut: locked at once (mail still comes), and gone after the days of the settings. */
function planMissing(q: Inputs, plan: SyncPlan, { link, account }: Known): void {
  const { account_id: accountId, address: whom } = account;
  const since = link.missing_day ?? q.today;
  if (link.missing_day === null) plan.vanished++;
  if (q.administrators.has(accountId)) {
    plan.faults.push({ whom, fault: "account.administrator", x: link.dn });
    return;
  }
  const due = q.settings.departAfterDays > 0 && q.today - since >= q.settings.departAfterDays;
  const isOpen = account.status === "active" || account.status === "locked";
  const gone = { ...link, missing_day: since };
  if (due && isOpen)
    plan.steps.push({
      ...{ what: "depart", whom, before: link.dn, after: "", act: "depart", accountId },
      link: { ...gone, held: "departed" },
    });
  else if (link.missing_day === null && account.status === "active")
    plan.steps.push({
      ...{ what: "lock", whom, before: link.dn, after: "", act: "lock", accountId },
      link: { ...gone, held: "locked" },
    });
  else if (link.missing_day === null) plan.quiet.push(gone);
}

type FoundAgency = AgencyRow | "agency.unknown" | "agency.ambiguous";

function agencyOf(q: Inputs, person: LdapPerson): FoundAgency {
  for (const name of person.agencyNames) {
    const ours = q.settings.agencyNames.find((n) => n.from.toLowerCase() === name.toLowerCase())?.to ?? name;
    const byCode = q.agencies.byCode(ours);
    const found = byCode === "none" ? q.agencies.byName(ours) : byCode;
    if (found === "many") return "agency.ambiguous";
    if (found !== "none" && found.agency.closed_on === null) return found.agency;
  }
  return "agency.unknown";
}

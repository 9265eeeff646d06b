import {
  type AddressFacts,
  agencyShortName,
  proposeLocalParts,
  RESERVED_LOCAL_PARTS,
} from "@congthu/shared/address-template";
import type { SettingValue } from "@congthu/shared/api/setting-values";
import type { AgencyId } from "@congthu/shared/ids";
import type { AccountKind } from "../../store/accounts.ts";
import { takenAddresses } from "../../store/addresses.ts";
import { type AgencyRow, abbreviationsAmong, agencyById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { powersOf } from "./acts.ts";

export type ProposalQuery = {
  agencyId: AgencyId;
  kind: AccountKind;
  fullName: string;
  unit: string;
  born?: string | undefined;
  cccd?: string | undefined;
};
export type Proposals = { domain: string; localParts: string[]; wants: ("born" | "cccd")[] };

/** How many addresses are offered. */
const PROPOSALS = 3;

/**
 * Free addresses for a new account by the province's templates, the first choice first; none is ever one that was given before.
 * Throws agency.notFound, access.denied.
 */
export function proposeAddresses(app: Pick<App, "db">, principal: Principal, q: ProposalQuery): Promise<Proposals> {
  return app.db.read((r) => proposeAddressesIn(r, principal, q));
}

/** The same within the caller's transaction. */
export async function proposeAddressesIn(r: Reader, principal: Principal, q: ProposalQuery): Promise<Proposals> {
  const agency = await agencyById(r, q.agencyId);
  if (!agency) throw new MailError("agency.notFound");
  (await powersOf(r, principal)).require("account.create", agency.path);
  const naming = await readSetting(r, "naming");
  const templates = templatesFor(naming, q.kind, q.unit);
  const facts = await factsOf(r, agency, q);
  return {
    domain: agency.domain,
    localParts: await freeLocalParts(r, templates, facts, q.kind, agency.domain),
    wants: wantsOf(templates),
  };
}

/** Which of these local parts nobody may get: reserved by standard or setting, or an agency's abbreviation when a person asks. */
export async function reservedAmong(r: Reader, locals: readonly string[], kind: AccountKind): Promise<Set<string>> {
  const { reserved } = await readSetting(r, "naming");
  const own = new Set(reserved);
  const out = new Set(locals.filter((local) => RESERVED_LOCAL_PARTS.has(local) || own.has(local)));
  if (kind !== "agency") for (const abbr of await abbreviationsAmong(r, locals)) out.add(abbr);
  return out;
}

/** Asks for proposals, takes out what is not free, and asks again, until what comes is free. */
async function freeLocalParts(
  r: Reader,
  templates: readonly string[],
  facts: AddressFacts,
  kind: AccountKind,
  domain: string,
): Promise<string[]> {
  const taken = new Set<string>();
  for (;;) {
    const found = proposeLocalParts(templates, facts, (local) => taken.has(local), PROPOSALS);
    const used = await takenAddresses(
      r,
      found.map((local) => `${local}@${domain}`),
    );
    const reserved = await reservedAmong(r, found, kind);
    const bad = found.filter((local) => reserved.has(local) || used.has(`${local}@${domain}`));
    if (bad.length === 0) return found;
    for (const local of bad) taken.add(local);
  }
}

async function factsOf(r: Reader, agency: AgencyRow, q: ProposalQuery): Promise<AddressFacts> {
  const parent = agency.parent_id ? await agencyById(r, agency.parent_id) : undefined;
  return addressFacts({ agency, parent, fullName: q.fullName, unit: q.unit, born: q.born ?? "", cccd: q.cccd ?? "" });
}

/** What an address is made of. A division's mailbox names the agency it belongs to. */
export function addressFacts(q: {
  agency: AgencyRow;
  parent: AgencyRow | undefined;
  fullName: string;
  unit: string;
  born: string;
  cccd: string;
}): AddressFacts {
  const parent = q.agency.kind === "division" ? q.parent : undefined;
  const unit = parent ? q.agency.abbr : agencyShortName(q.unit);
  return {
    fullName: q.fullName,
    agency: parent?.abbr ?? q.agency.abbr,
    ...(unit ? { unit } : {}),
    ...(q.born ? { born: q.born } : {}),
    ...(q.cccd ? { cccd: q.cccd } : {}),
  };
}

/** The province's templates for a kind of account, in the order in which they are tried. */
export function templatesFor(naming: SettingValue<"naming">, kind: AccountKind, unit: string): readonly string[] {
  if (kind === "technical") return ["{full}", "{full}{seq}"];
  return kind === "person" ? naming.personal : unit ? naming.unit : naming.agency;
}

/** What the templates ask for beside the name. */
function wantsOf(templates: readonly string[]): Proposals["wants"] {
  const all = templates.join(" ");
  const wants: Proposals["wants"] = [];
  if (/\{(yyyy|mm)\}/.test(all)) wants.push("born");
  if (/\{cccd[34]\}/.test(all)) wants.push("cccd");
  return wants;
}

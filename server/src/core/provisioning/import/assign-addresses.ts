import { type AddressFacts, candidateLocalParts } from "@congthu/shared/address-template";
import type { SettingValue } from "@congthu/shared/api/setting-values";
import { takenAddresses } from "../../../store/addresses.ts";
import type { AgencyRow } from "../../../store/agencies.ts";
import type { Reader } from "../../../store/db.ts";
import { addressFacts, reservedAmong, templatesFor } from "../../directory/propose-addresses.ts";
import type { AgencyIndex } from "./agency-index.ts";
import type { Understood } from "./understand-row.ts";

/** Asked for at once; most people get their first choice. */
const ROUND = 500;

/**
 * Gives every new account of a list an address: the one it names, else the first free one by the province's templates. None that was ever given, none
 * twice in the list. Rows that get none keep "" and a fault.
 */
export async function assignAddresses(
  r: Reader,
  rows: readonly Understood[],
  q: { naming: SettingValue<"naming">; agencies: AgencyIndex },
): Promise<Map<Understood, string>> {
  const given = new Map<Understood, string>();
  const used = new Set<string>();
  const named = rows.filter((row) => row.wanted.address !== "");
  await refuseNamed(r, named);
  for (const row of named) {
    if (row.faults.some((f) => f.field === "address" && f.code !== "text.converted")) continue;
    if (used.has(row.wanted.address)) refuse(row, "address.taken", row.wanted.address);
    else {
      used.add(row.wanted.address);
      given.set(row, row.wanted.address);
    }
  }
  const waiting = rows.flatMap((row) => {
    if (row.wanted.address !== "" || row.agency === null || row.wanted.fullName === "") return [];
    const facts = factsOf(row, row.agency, q.agencies);
    const templates = templatesFor(q.naming, row.wanted.kind, row.wanted.unit);
    return [{ row, domain: row.agency.domain, next: candidateLocalParts(templates, facts) }];
  });
  for (let open = waiting; open.length > 0; ) {
    const asked = open.slice(0, ROUND).map((w) => ({ ...w, address: nextFree(w, used) }));
    const addresses = asked.flatMap((a) => a.address ?? []);
    const bad = await takenAddresses(r, addresses);
    const locals = addresses.map(localOf);
    const reserved = await reservedAmong(r, locals, "person");
    const again: typeof open = [];
    for (const a of asked) {
      if (a.address === null) refuse(a.row, "address.none", "");
      else if (bad.has(a.address) || (a.row.wanted.kind !== "agency" && reserved.has(localOf(a.address))))
        again.push(a);
      else given.set(a.row, a.address);
    }
    open = [...again, ...open.slice(ROUND)];
  }
  return given;
}

/** The next candidate nobody of this list has; what was asked for once is not asked for again. */
function nextFree(w: { domain: string; next: Generator<string, undefined> }, used: Set<string>): string | null {
  for (;;) {
    const { value, done } = w.next.next();
    if (done || value === undefined) return null;
    const address = `${value}@${w.domain}`;
    if (used.has(address)) continue;
    used.add(address);
    return address;
  }
}

async function refuseNamed(r: Reader, rows: readonly Understood[]): Promise<void> {
  const taken = await takenAddresses(
    r,
    rows.map((row) => row.wanted.address),
  );
  for (let i = 0; i < rows.length; i += ROUND) {
    const part = rows.slice(i, i + ROUND);
    const reserved = await reservedAmong(
      r,
      part.map((row) => localOf(row.wanted.address)),
      "person",
    );
    for (const row of part) {
      const { address, kind } = row.wanted;
      const isReserved = kind !== "agency" && reserved.has(localOf(address));
      if (taken.has(address)) refuse(row, "address.taken", address);
      else if (isReserved) refuse(row, "address.reserved", address);
      else if (row.agency && !address.endsWith(`@${row.agency.domain}`)) refuse(row, "address.domain", address);
    }
  }
}

function refuse(
  row: Understood,
  code: "address.taken" | "address.reserved" | "address.domain" | "address.none",
  x: string,
) {
  const column = row.wanted.has.includes("address") ? "address" : "fullName";
  row.faults.push({ field: column, column: null, code, x });
}

function factsOf(row: Understood, agency: AgencyRow, agencies: AgencyIndex): AddressFacts {
  const parent = agency.parent_id ? agencies.byId(agency.parent_id) : undefined;
  const { fullName, unit, born, cccd } = row.wanted;
  return addressFacts({ agency, parent, fullName, unit, born, cccd });
}

function localOf(address: string): string {
  return address.slice(0, address.lastIndexOf("@"));
}

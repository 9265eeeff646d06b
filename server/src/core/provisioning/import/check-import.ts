import { afterAct, type LifeAct, type LifeState } from "@congthu/shared/account-life";
import { fold } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import { type ImportAct, type ImportFault, isError, type ListAct } from "@congthu/shared/import-words";
import { timeId } from "../../../lib/ids.ts";
import { agencyById } from "../../../store/agencies.ts";
import type { Reader } from "../../../store/db.ts";
import {
  accountsAt,
  accountsOfAgencies,
  type ImportBatchRow,
  type ImportRowRow,
  insertImport,
  type KnownAccountRow,
} from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { powersOf } from "../../directory/acts.ts";
import { MailError } from "../../errors.ts";
import { readSetting } from "../../settings/read-setting.ts";
import { indexAgencies } from "./agency-index.ts";
import { assignAddresses } from "./assign-addresses.ts";
import { type PeopleList, readList } from "./read-list.ts";
import { type Understood, understandRow } from "./understand-row.ts";

export type ImportFile = {
  agencyId: AgencyId;
  fileName: string;
  bytes: Uint8Array;
  /** What rows ask for that say nothing. */
  defaultAct: ImportAct;
  document: string;
  documentDay?: string | undefined;
};

/** Yields to the other work of the process after so many rows. */
const BREATH = 500;

/**
 * The dry run: reads a list of people, says for each row what would happen and what is wrong at which cell, gives new people their addresses, and keeps
 * all that under an id; nothing else changes. The same list again finds its people there and has nothing to do. Throws agency.notFound, access.denied,
 * invalid (no list in the file).
 */
export async function checkImport(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: ImportFile,
): Promise<string> {
  await app.db.read((r) => requireImport(r, principal, q.agencyId));
  const list = await readList(q.bytes);
  const nowMs = app.clock.now();
  const batchId = timeId("m", nowMs);
  const rows = await app.db.read((r) => checkedRows(r, batchId, list, q));
  const faults = rows.filter((row) => row.state === "faulty").length;
  await app.db.write((tx) =>
    insertImport(
      tx,
      {
        ...{ batch_id: batchId, agency_id: q.agencyId, file_name: q.fileName, state: "checked" },
        ...{ sheet: JSON.stringify({ name: list.sheet, columns: list.columns }), faults, rows: rows.length, done: 0 },
        ...{ document: q.document, document_day: q.documentDay ?? null },
        ...{ created_by: principal.account.account_id || null, created_at: nowMs, settled_at: null, failure: "" },
        origin: "file",
      },
      rows,
    ),
  );
  return batchId;
}

/** Who hands in a list opens accounts in that agency and below. Throws agency.notFound, access.denied. */
export async function requireImport(r: Reader, principal: Principal, agencyId: AgencyId) {
  const agency = await agencyById(r, agencyId);
  if (!agency) throw new MailError("agency.notFound");
  (await powersOf(r, principal)).require("account.create", agency.path);
  return agency;
}

/** A list of chosen accounts is its maker's too; what they may with each account is asked again when it runs. Throws agency.notFound, access.denied. */
export async function requireBatch(
  r: Reader,
  principal: Principal,
  batch: Pick<ImportBatchRow, "agency_id" | "origin" | "created_by">,
): Promise<void> {
  if (batch.origin === "choice" && batch.created_by === principal.account.account_id) return;
  await requireImport(r, principal, batch.agency_id);
}

async function checkedRows(r: Reader, batchId: string, list: PeopleList, q: ImportFile): Promise<ImportRowRow[]> {
  const home = await agencyById(r, q.agencyId);
  if (!home) throw new MailError("agency.notFound");
  const agencies = await indexAgencies(r, home);
  const naming = await readSetting(r, "naming");
  const understood: Understood[] = [];
  for (const [i, row] of list.rows.entries()) {
    if (i % BREATH === BREATH - 1) await new Promise<void>((resume) => setImmediate(resume));
    understood.push(understandRow(row, { columns: list.columns, agencies, home, defaultAct: q.defaultAct }));
  }
  const known = await matchAccounts(r, understood);
  tellDoubles(understood);
  const fresh = understood.filter((row) => row.act === "create" && !known.has(row) && !row.faults.some(isError));
  const addresses = await assignAddresses(r, fresh, { naming, agencies });
  return understood.map((row, i) => {
    const account = known.get(row);
    return {
      ...{ batch_id: batchId, row_no: row.no, act: row.act, state: stateOf(row, account) },
      ...{ agency_id: row.agency?.agency_id ?? null, account_id: account?.account_id ?? null },
      address: account?.address ?? addresses.get(row) ?? "",
      cells: JSON.stringify(list.rows[i]?.cells.map((cell) => cell.was ?? cell.text) ?? []),
      wanted: JSON.stringify(row.wanted),
      faults: JSON.stringify(row.faults.map((f) => ({ ...f, column: f.column ?? columnOf(list, f.field) }))),
    };
  });
}

function columnOf(list: PeopleList, field: ImportFault["field"]): number | null {
  const at = list.columns.findIndex((c) => c.field === field);
  return at < 0 ? null : at;
}

function stateOf(row: Understood, account: KnownAccountRow | undefined): ImportRowRow["state"] {
  if (row.faults.some(isError)) return "faulty";
  return row.act === "create" && account ? "skipped" : "ready";
}

/** The account of each row that has one: by address, else by name in the agency, the first row of a name for the oldest account. */
async function matchAccounts(r: Reader, rows: readonly Understood[]): Promise<Map<Understood, KnownAccountRow>> {
  const out = new Map<Understood, KnownAccountRow>();
  const byAddress = new Map(
    (
      await accountsAt(
        r,
        rows.flatMap((row) => row.wanted.address || []),
      )
    ).map((a) => [a.at, a]),
  );
  const ids = [...new Set(rows.flatMap((row) => row.agency?.agency_id ?? []))];
  const byName = new Map<string, KnownAccountRow[]>();
  for (const a of await accountsOfAgencies(r, ids)) {
    const key = `${a.agency_id} ${a.kind} ${a.fold}`;
    byName.set(key, [...(byName.get(key) ?? []), a]);
  }
  for (const row of rows) {
    const fault = (code: ImportFault["code"], x: string, field: ImportFault["field"] = "fullName") =>
      row.faults.push({ field, column: null, code, x });
    const { address, fullName, kind } = row.wanted;
    const key = `${row.agency?.agency_id} ${kind} ${fold(fullName)}`;
    const named = byName.get(key) ?? [];
    if (row.act === "create") {
      const there = address
        ? byAddress.get(address)
        : named.find((a) => a.status === "active" || a.status === "locked");
      // Another person's address is told when addresses are given out.
      if (!there || there.fold !== fold(fullName) || there.agency_id !== row.agency?.agency_id) continue;
      named.splice(named.indexOf(there), 1);
      out.set(row, there);
      fault("account.exists", there.address);
      continue;
    }
    const found = address ? [byAddress.get(address)].flatMap((a) => a ?? []) : named;
    const [account] = found;
    if (row.agency === null && !address) continue;
    if (!account) fault("account.unknown", address || fullName, address ? "address" : "fullName");
    else if (found.length > 1) fault("account.ambiguous", fullName);
    else if (!fits(account.status as LifeState, row.act)) fault("account.state", account.address);
    else out.set(row, account);
  }
  return out;
}

/** Whether the state of an account allows what a row asks for. */
export function fits(state: LifeState, act: ListAct): boolean {
  if (act === "change" || act === "quota" || act === "group") return state === "active" || state === "locked";
  if (act === "reset") return state === "active";
  return act !== "create" && afterAct(state, act satisfies LifeAct) !== null;
}

/** The very same row twice is a slip of the pen; two people of one name differ in something. */
function tellDoubles(rows: readonly Understood[]): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const { has: _has, ...said } = row.wanted;
    const key = JSON.stringify([row.act, row.agency?.agency_id, said]);
    const first = seen.get(key);
    // Without a telephone or anything else of one's own, two of a name may well be two people.
    const isTelling = said.phone !== "" || said.address !== "" || said.cccd !== "";
    if (first !== undefined && isTelling)
      row.faults.push({ field: "fullName", column: null, code: "row.double", x: String(first) });
    else if (first === undefined) seen.set(key, row.no);
  }
}

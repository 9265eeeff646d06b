import type { ImportRow, ImportView } from "@congthu/shared/api/imports";
import type { AgencyId } from "@congthu/shared/ids";
import type { ImportFault } from "@congthu/shared/import-words";
import { accountById } from "../../../store/accounts.ts";
import { agencyById } from "../../../store/agencies.ts";
import type { Reader } from "../../../store/db.ts";
import {
  type ImportBatchRow,
  type ImportRowRow,
  importById,
  importRows,
  importRowsIn,
  importsBy,
  importsOf,
  importTally,
  newestImports,
} from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { isRootPath, powersOf } from "../../directory/acts.ts";
import { MailError } from "../../errors.ts";
import { requireBatch } from "./check-import.ts";
import type { ListColumn } from "./read-list.ts";
import type { Wanted } from "./understand-row.ts";

/** How many lists are shown. */
const SHOWN = 50;

/** One list: its columns, how many rows ask for what, how far it is. Throws notFound, access.denied. */
export function readImport(app: Pick<App, "db">, principal: Principal, batchId: string): Promise<ImportView> {
  return app.db.read(async (r) => viewOf(r, await importFor(r, principal, batchId)));
}

/** The newest lists of the agencies over which the principal opens accounts. */
export function listImports(app: Pick<App, "db">, principal: Principal): Promise<ImportView[]> {
  return app.db.read(async (r) => {
    const paths = (await powersOf(r, principal)).paths("account.create");
    const rows = paths.some(isRootPath) ? await newestImports(r, SHOWN) : await ofPaths(r, principal, paths);
    const views: ImportView[] = [];
    for (const row of rows) views.push(await viewOf(r, row));
    return views;
  });
}

/** A page of the rows of a list, all or those with something to say. Throws notFound, access.denied. */
export function readImportRows(
  app: Pick<App, "db">,
  principal: Principal,
  q: { batchId: string; state?: ImportRow["state"] | undefined; after: number; limit: number },
): Promise<{ items: ImportRow[]; next: number | null }> {
  return app.db.read(async (r) => {
    await importFor(r, principal, q.batchId);
    const page = { batchId: q.batchId, after: q.after, limit: q.limit + 1 };
    const rows = q.state ? await importRowsIn(r, { ...page, state: q.state }) : await importRows(r, page);
    const shown = rows.slice(0, q.limit);
    const names = new Map<AgencyId, string>();
    for (const { agency_id: id } of shown)
      if (id && !names.has(id)) names.set(id, (await agencyById(r, id))?.name ?? "");
    return {
      items: shown.map((row) => rowOf(row, names)),
      next: rows.length > q.limit ? (shown.at(-1)?.row_no ?? null) : null,
    };
  });
}

async function importFor(r: Reader, principal: Principal, batchId: string): Promise<ImportBatchRow> {
  const batch = await importById(r, batchId);
  if (!batch) throw new MailError("notFound");
  await requireBatch(r, principal, batch);
  return batch;
}

async function ofPaths(r: Reader, principal: Principal, paths: readonly string[]): Promise<ImportBatchRow[]> {
  const own = await importsBy(r, principal.account.account_id, SHOWN);
  const rows = own.filter((row) => row.origin === "choice");
  for (const path of paths) rows.push(...(await importsOf(r, path.split("/").at(-2) as AgencyId, SHOWN)));
  const once = new Map(rows.map((row) => [row.batch_id, row]));
  return [...once.values()].sort((a, b) => b.created_at - a.created_at).slice(0, SHOWN);
}

async function viewOf(r: Reader, batch: ImportBatchRow): Promise<ImportView> {
  const sheet = JSON.parse(batch.sheet) as { name: string; columns: ListColumn[] };
  const creator = batch.created_by === null ? undefined : await accountById(r, batch.created_by);
  return {
    id: batch.batch_id,
    agency: { id: batch.agency_id, name: (await agencyById(r, batch.agency_id))?.name ?? "" },
    origin: batch.origin,
    fileName: batch.file_name,
    sheet: sheet.name,
    columns: sheet.columns,
    state: batch.state,
    rows: batch.rows,
    faulty: batch.faults,
    done: batch.done,
    tally: await importTally(r, batch.batch_id),
    document: batch.document,
    documentDay: batch.document_day,
    createdBy: creator?.full_name ?? null,
    createdAt: batch.created_at,
    settledAt: batch.settled_at,
    failure: batch.failure === "" ? null : (JSON.parse(batch.failure) as { row: number; code: string }),
  };
}

function rowOf(row: ImportRowRow, names: ReadonlyMap<AgencyId, string>): ImportRow {
  const wanted = JSON.parse(row.wanted) as Wanted;
  return {
    no: row.row_no,
    act: row.act,
    state: row.state,
    name: wanted.fullName,
    agencyName: row.agency_id ? (names.get(row.agency_id) ?? "") : "",
    address: row.address,
    accountId: row.account_id,
    cells: JSON.parse(row.cells) as string[],
    faults: JSON.parse(row.faults) as ImportFault[],
  };
}

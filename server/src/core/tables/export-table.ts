import type { TableName, TableQuery } from "@congthu/shared/api/tables";
import type { FileReply } from "../../lib/file-reply.ts";
import { type TableFile, type TableFormat, tableFile } from "../../lib/table-file.ts";
import type { Principal } from "../access.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { AGENCIES_TABLE, GROUPS_TABLE, REQUESTS_TABLE } from "./directory-tables.ts";
import { AUDIT_TABLE, QUEUE_TABLE, STORAGE_TABLE } from "./operations-tables.ts";
import { type Deps, fileOf } from "./table.ts";

type Rows = (app: Deps, principal: Principal, q: TableQuery) => Promise<TableFile>;

const TABLES: Record<TableName, Rows> = {
  agencies: (...q) => fileOf(AGENCIES_TABLE, ...q),
  groups: (...q) => fileOf(GROUPS_TABLE, ...q),
  requests: (...q) => fileOf(REQUESTS_TABLE, ...q),
  audit: (...q) => fileOf(AUDIT_TABLE, ...q),
  queue: (...q) => fileOf(QUEUE_TABLE, ...q),
  storage: (...q) => fileOf(STORAGE_TABLE, ...q),
};

/**
 * All rows of a table of the console as a file, with the filter of its page and within what the principal may see; that it was taken is in the audit.
 * Throws access.denied, agency.notFound, invalid (more rows than one file holds).
 */
export async function exportTable(
  app: Deps,
  principal: Principal,
  { table, format, ...q }: TableQuery & { table: TableName; format: TableFormat },
): Promise<FileReply> {
  const file = await TABLES[table](app, principal, q);
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      ...{ action: "table.exported", subjectKind: "agency", subjectId: q.agencyId ?? "" },
      ...{ agencyId: q.agencyId ?? principal.scopes[0]?.agencyId ?? null },
      detail: { table: file.title, rows: file.rows.length, format },
    }),
  );
  return { file: await tableFile(file, { format, nowMs: app.clock.now() }) };
}

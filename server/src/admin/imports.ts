import { checkBulk as bulkRoute } from "@congthu/shared/api/bulk";
import * as routes from "@congthu/shared/api/imports";
import { checkBulk } from "../core/provisioning/bulk/check-bulk.ts";
import { checkImport } from "../core/provisioning/import/check-import.ts";
import { printSlips } from "../core/provisioning/import/print-slips.ts";
import { listImports, readImport, readImportRows } from "../core/provisioning/import/read-import.ts";
import { startImport, undoImport } from "../core/provisioning/import/run-import.ts";
import { importFile, importForm } from "../core/provisioning/import/write-import-file.ts";
import { type Handler, handler } from "./handler.ts";

export const IMPORT_HANDLERS: readonly Handler[] = [
  handler(bulkRoute, async ({ app, principal, body }) =>
    readImport(app, principal, await checkBulk(app, principal, body)),
  ),
  handler(routes.checkImport, async ({ app, principal, body }) => {
    const bytes = Buffer.from(body.content, "base64");
    return readImport(app, principal, await checkImport(app, principal, { ...body, bytes }));
  }),
  handler(routes.listImports, async ({ app, principal }) => ({ items: await listImports(app, principal) })),
  handler(routes.readImportForm, ({ app }) => importForm(app)),
  handler(routes.readImport, ({ app, principal, params }) => readImport(app, principal, params.importId)),
  handler(routes.readImportRows, ({ app, principal, params, query }) =>
    readImportRows(app, principal, { batchId: params.importId, ...query }),
  ),
  handler(routes.startImport, async ({ app, principal, params, body }) => {
    await startImport(app, principal, { batchId: params.importId, ...body });
    return readImport(app, principal, params.importId);
  }),
  handler(routes.undoImport, async ({ app, principal, params }) => {
    await undoImport(app, principal, params.importId);
    return readImport(app, principal, params.importId);
  }),
  handler(routes.printSlips, ({ app, principal, params }) => printSlips(app, principal, params.importId)),
  handler(routes.readImportFile, ({ app, principal, params }) => importFile(app, principal, params.importId)),
];

import { z } from "zod";
import {
  IMPORT_ACTS,
  IMPORT_FAULTS,
  IMPORT_FIELDS,
  IMPORT_ROW_STATES,
  IMPORT_STATES,
  type ImportFaultCode,
  LIST_ACTS,
  LIST_ORIGINS,
} from "../import-words.ts";
import { accountId, agencyId, count, instant, line, localDay, NO_BODY, NONE } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const MANAGERS: readonly Role[] = ["system", "agency"];
/** Who works on accounts may have made a list of chosen ones. */
const KEEPERS: readonly Role[] = ["system", "agency", "helpdesk"];
const importId = z.string().regex(/^m[0-9a-v]{22}$/);
const one = z.strictObject({ importId });
const act = z.enum(LIST_ACTS);
/** A file as a download. */
const fileReply = z.object({
  file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }),
});
const rowState = z.enum(IMPORT_ROW_STATES);

export const importView = z.object({
  id: importId,
  agency: z.object({ id: agencyId, name: z.string() }),
  origin: z.enum(LIST_ORIGINS),
  /** Empty for a choice. */
  fileName: z.string(),
  sheet: z.string(),
  /** The columns of the file with what each was taken for; null is left alone. */
  columns: z.array(z.object({ heading: z.string(), field: z.enum(IMPORT_FIELDS).nullable() })),
  state: z.enum(IMPORT_STATES),
  rows: count,
  faulty: count,
  /** Rows carried out so far. */
  done: count,
  tally: z.array(z.object({ act, state: rowState, n: count })),
  document: z.string(),
  documentDay: localDay.nullable(),
  createdBy: z.string().nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
  /** The row that stopped it, and the refusal; everything was turned back. */
  failure: z.object({ row: count, code: z.string() }).nullable(),
});
export type ImportView = z.infer<typeof importView>;

export const importRow = z.object({
  /** In the file, counted from 1. */
  no: count,
  act,
  state: rowState,
  name: z.string(),
  agencyName: z.string(),
  /** The new person's address, or that of the account it is about. */
  address: z.string(),
  accountId: accountId.nullable(),
  /** As written in the file. */
  cells: z.array(z.string()),
  faults: z.array(
    z.object({
      field: z.enum(IMPORT_FIELDS),
      column: count.nullable(),
      code: z.enum(Object.keys(IMPORT_FAULTS) as [ImportFaultCode, ...ImportFaultCode[]]),
      x: z.string(),
    }),
  ),
});
export type ImportRow = z.infer<typeof importRow>;

export const checkImport = defineRoute({
  name: "checkImport",
  method: "POST",
  path: "/api/imports",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  /** `content`: an .xlsx or CSV file in base64. `defaultAct`: what rows ask for that say nothing. Nothing but the dry run happens. */
  body: z.strictObject({
    agencyId,
    fileName: line(200),
    content: z.base64().max(8_000_000),
    defaultAct: z.enum(IMPORT_ACTS).default("create"),
    document: line(200).default(""),
    documentDay: localDay.optional(),
  }),
  reply: importView,
});

export const listImports = defineRoute({
  name: "listImports",
  method: "GET",
  path: "/api/imports",
  audience: KEEPERS,
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: z.object({ items: z.array(importView) }),
});

export const readImportForm = defineRoute({
  name: "readImportForm",
  method: "GET",
  path: "/api/imports/form",
  audience: MANAGERS,
  params: NONE,
  query: NONE,
  body: NO_BODY,
  /** An empty workbook with every column we know. */
  reply: fileReply,
});

export const readImport = defineRoute({
  name: "readImport",
  method: "GET",
  path: "/api/imports/:importId",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: importView,
});

export const readImportRows = defineRoute({
  name: "readImportRows",
  method: "GET",
  path: "/api/imports/:importId/rows",
  audience: KEEPERS,
  params: one,
  query: z.strictObject({
    state: rowState.optional(),
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  body: NO_BODY,
  reply: z.object({ items: z.array(importRow), next: count.nullable() }),
});

export const startImport = defineRoute({
  name: "startImport",
  method: "POST",
  path: "/api/imports/:importId/run",
  audience: KEEPERS,
  params: one,
  query: NONE,
  /** `skipFaulty`: the others run, faulty rows stay out. */
  body: z.strictObject({ skipFaulty: z.boolean().default(false) }),
  reply: importView,
});

export const undoImport = defineRoute({
  name: "undoImport",
  method: "POST",
  path: "/api/imports/:importId/undo",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  reply: importView,
});

export const printSlips = defineRoute({
  name: "printSlips",
  method: "POST",
  path: "/api/imports/:importId/slips",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  /** A PDF with a new one-time password for each; slips printed before are void. */
  reply: fileReply,
});

export const readImportFile = defineRoute({
  name: "readImportFile",
  method: "GET",
  path: "/api/imports/:importId/file",
  audience: KEEPERS,
  params: one,
  query: NONE,
  body: NO_BODY,
  /** The list as a workbook: result, address and faults of each row, faulty cells in red. */
  reply: fileReply,
});

import { type ReadSheet, readSpreadsheet } from "../../lib/spreadsheet.ts";
import type { Thread } from "../../lib/thread-calls.ts";
import { wordHtml } from "../../lib/word-document.ts";
import { escapeHtml } from "./plain-html.ts";

export type DocumentKind = "word" | "sheets";
/** A document to be shown as HTML, as it crosses to a thread. */
export type DocumentOrder = { kind: DocumentKind; bytes: Uint8Array };
export type DocumentThread = Thread<DocumentOrder, string>;

/** Rows and columns of a sheet that are shown; who needs more downloads the file. */
const ROWS = 1_000;
const COLUMNS = 60;

/** What a file is by what is in it, whatever it is called: a document or a workbook of Office 2007 or later. */
export function documentKind(bytes: Buffer): DocumentKind | undefined {
  if (bytes.toString("latin1", 0, 4) !== "PK\x03\x04") return undefined;
  if (bytes.includes("word/document.xml")) return "word";
  return bytes.includes("xl/workbook.xml") ? "sheets" : undefined;
}

/** What the thread does: HTML of the document, not yet made harmless. Throws when it cannot be read. */
export async function documentOrder({ kind, bytes }: DocumentOrder): Promise<string> {
  return kind === "word" ? wordHtml(bytes) : sheetsHtml(await readSpreadsheet(bytes));
}

function sheetsHtml(sheets: readonly ReadSheet[]): string {
  return sheets
    .filter((sheet) => sheet.rows.length > 0)
    .map(({ name, rows }) => {
      const shown = rows.slice(0, ROWS);
      const width = Math.min(COLUMNS, Math.max(...shown.map((row) => row.length)));
      const body = shown.map((row) => {
        const cells = Array.from({ length: width }, (_, i) => {
          const cell = row[i];
          const align = cell?.number === undefined ? "" : ' align="right"';
          return `<td${align}>${escapeHtml(cell?.text ?? "")}</td>`;
        });
        return `<tr>${cells.join("")}</tr>`;
      });
      const cut = rows.length > ROWS || rows.some((row) => row.length > COLUMNS);
      const note = cut ? "<p><i>Chỉ hiện phần đầu của bảng. Tải tệp để xem hết.</i></p>" : "";
      return `<h3>${escapeHtml(name)}</h3><table border="1" cellpadding="4" cellspacing="0">${body.join("")}</table>${note}`;
    })
    .join("");
}

import type ExcelJS from "exceljs";
import { LIMITS } from "./limits.ts";
import { unpackedBytes } from "./zip-size.ts";

/** What stands in a cell. A formula has no leading "=" and brings its value, for readers that do not calculate. */
export type CellValue = string | number | null | { formula: string; value: number | string | null };

export type CellStyle = {
  bold?: true;
  italic?: true;
  align?: "left" | "center" | "right";
  border?: true;
  /** Background, RRGGBB. */
  fill?: string;
  /** Number format in Excel's words, such as `#,##0`. */
  format?: string;
  /** Points; 12 unless told. */
  size?: number;
};
export type Cell = CellStyle & {
  value: CellValue /** Columns and rows the cell covers, 1 unless told. */;
  across?: number;
  down?: number;
};

export type Sheet = {
  /** At most 31 characters, none of \ / ? * [ ] : */
  name: string;
  /** Null: a place that a cell beside or above covers, or nothing. */
  rows: readonly (readonly (Cell | null)[])[];
  /** Width of each column in characters. */
  widths?: readonly number[];
  /** Height of rows in points, by row counted from 1; others fit their text, which merged cells do not tell. */
  heights?: Readonly<Record<number, number>>;
  /** Rows, counted from 1, that stay in sight and are printed again on every page. */
  heading?: { first: number; last: number };
  /** Columns at the left that stay in sight. */
  frozenColumns?: number;
  landscape?: true;
};

/** A cell as read: its text as a person sees it (a date dd/MM/yyyy), and what is behind it. */
export type ReadCell = { text: string; number?: number; formula?: string };
export type ReadSheet = { name: string /** Rows and columns in their places, empty ones too. */; rows: ReadCell[][] };

/** Why a file is not read: no workbook of Excel 2007 or later, or more than LIMITS.spreadsheetBytes once unpacked. */
export class SpreadsheetError extends Error {
  readonly reason: "damaged" | "tooLarge";
  constructor(reason: "damaged" | "tooLarge", options?: ErrorOptions) {
    super(`spreadsheet: ${reason}`, options);
    this.reason = reason;
  }
}

/** An .xlsx of these sheets, A4, as wide as the page, in Times New Roman. `madeAt` is an instant; the same sheets and instant give the same cells. */
export async function writeSpreadsheet(sheets: readonly Sheet[], madeAt: number): Promise<Uint8Array> {
  const { default: excel } = await import("exceljs");
  const book = new excel.Workbook();
  book.creator = "Công Thư";
  book.created = new Date(madeAt);
  book.modified = new Date(madeAt);
  book.calcProperties.fullCalcOnLoad = true;
  for (const sheet of sheets) addSheet(book, sheet);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The sheets of an .xlsx. Text and numbers only: no macro, link or picture is looked at. Throws SpreadsheetError. */
export async function readSpreadsheet(bytes: Uint8Array): Promise<ReadSheet[]> {
  const unpacked = unpackedBytes(bytes, LIMITS.spreadsheetBytes);
  if (unpacked === undefined) throw new SpreadsheetError("damaged");
  if (unpacked > LIMITS.spreadsheetBytes) throw new SpreadsheetError("tooLarge");
  const { default: excel } = await import("exceljs");
  const book = new excel.Workbook();
  try {
    await book.xlsx.load(Buffer.from(bytes) as never);
  } catch (err) {
    throw new SpreadsheetError("damaged", { cause: err });
  }
  // A workbook has at least one sheet; other archives of XML come through the reader as none.
  if (book.worksheets.length === 0) throw new SpreadsheetError("damaged");
  return book.worksheets.map((sheet) => {
    const rows: ReadCell[][] = [];
    sheet.eachRow({ includeEmpty: false }, (row, number) => {
      // A lone cell far below would otherwise make a million rows.
      if (number > LIMITS.spreadsheetRows) throw new SpreadsheetError("tooLarge");
      while (rows.length < number - 1) rows.push([]);
      const cells: ReadCell[] = [];
      row.eachCell({ includeEmpty: false }, (cell, column) => {
        if (column > LIMITS.spreadsheetColumns) throw new SpreadsheetError("tooLarge");
        while (cells.length < column - 1) cells.push({ text: "" });
        // A covered place of a merged cell repeats the value.
        cells.push(cell.isMerged && cell.master !== cell ? { text: "" } : readCell(cell));
      });
      rows.push(cells);
    });
    return { name: sheet.name, rows };
  });
}

/** The name of a column counted from 0: A … Z, AA …, as formulas write it. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const LINE = { style: "thin" as const };

function addSheet(book: ExcelJS.Workbook, sheet: Sheet): void {
  const out = book.addWorksheet(sheet.name, {
    pageSetup: {
      paperSize: 9,
      orientation: sheet.landscape ? "landscape" : "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.6, right: 0.6, top: 0.8, bottom: 0.8, header: 0.4, footer: 0.4 },
      ...(sheet.heading ? { printTitlesRow: `${sheet.heading.first}:${sheet.heading.last}` } : {}),
    },
    ...(sheet.heading
      ? { views: [{ state: "frozen" as const, ySplit: sheet.heading.last, xSplit: sheet.frozenColumns ?? 0 }] }
      : {}),
  });
  for (const [i, width] of (sheet.widths ?? []).entries()) out.getColumn(i + 1).width = width;
  for (const [row, height] of Object.entries(sheet.heights ?? {})) out.getRow(Number(row)).height = height;
  for (const [r, row] of sheet.rows.entries())
    for (const [c, cell] of row.entries()) if (cell) addCell(out, r + 1, c + 1, cell);
}

function addCell(out: ExcelJS.Worksheet, row: number, column: number, cell: Cell): void {
  const last = { row: row + (cell.down ?? 1) - 1, column: column + (cell.across ?? 1) - 1 };
  for (let r = row; r <= last.row; r++)
    for (let c = column; c <= last.column; c++) {
      const place = out.getCell(r, c);
      place.font = {
        name: "Times New Roman",
        size: cell.size ?? 12,
        bold: cell.bold ?? false,
        italic: cell.italic ?? false,
      };
      place.alignment = { horizontal: cell.align ?? "left", vertical: "middle", wrapText: true };
      if (cell.border) place.border = { top: LINE, left: LINE, bottom: LINE, right: LINE };
      if (cell.fill) place.fill = { type: "pattern", pattern: "solid", fgColor: { argb: `FF${cell.fill}` } };
      if (cell.format) place.numFmt = cell.format;
    }
  const { value } = cell;
  out.getCell(row, column).value =
    value !== null && typeof value === "object"
      ? { formula: value.formula, ...(value.value === null ? {} : { result: value.value }), date1904: false }
      : value;
  if (last.row > row || last.column > column) out.mergeCells(row, column, last.row, last.column);
}

function readCell(cell: ExcelJS.Cell): ReadCell {
  // The value of a cell leaves a formula's result out when it is 0.
  return cell.formula ? { ...readValue(cell.result), formula: cell.formula } : readValue(cell.value);
}

function readValue(value: ExcelJS.CellValue): ReadCell {
  if (value === null || value === undefined) return { text: "" };
  if (typeof value === "number") return { text: String(value), number: value };
  if (value instanceof Date) return { text: vietnameseDay(value) };
  if (typeof value !== "object") return { text: String(value) };
  if ("richText" in value) return { text: value.richText.map((part) => part.text).join("") };
  if ("error" in value) return { text: value.error };
  if ("hyperlink" in value) return readValue(value.text as ExcelJS.CellValue);
  return { text: "" };
}

/** Days in a workbook have no time zone; the library gives them as UTC. */
function vietnameseDay(day: Date): string {
  const iso = day.toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
}

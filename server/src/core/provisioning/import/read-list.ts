import { fieldOfHeading, type ImportField } from "@congthu/shared/import-words";
import { parseCsv } from "../../../lib/csv.ts";
import { readSpreadsheet, SpreadsheetError } from "../../../lib/spreadsheet.ts";
import { redecode } from "../../../mime/charset.ts";
import { guessVietnamese, type LegacyCharset } from "../../../mime/guess-charset.ts";
import { MailError } from "../../errors.ts";

/** A column of a list: its heading as written, and what it holds when we know. */
export type ListColumn<F extends string = ImportField> = { heading: string; field: F | null };
/** A cell as it will be used; `was` when it came in an old character set. */
export type ListCell = { text: string; was?: string };
/** A row with its number in the file, counted from 1. */
export type ListRow = { no: number; cells: ListCell[] };
export type PeopleList<F extends string = ImportField> = { sheet: string; columns: ListColumn<F>[]; rows: ListRow[] };

/** Title rows, the province's name and the motto stand above the headings. */
const HEADING_WITHIN = 30;

/**
 * The list of people in an .xlsx or CSV file: title rows above the headings and rows without any name are left out, text comes as NFC, old character sets
 * (TCVN3, VNI, VISCII, windows-1258) are converted. Throws invalid (`file`: damaged, `headings`: no row names at least a name or an address).
 */
export function readList(bytes: Uint8Array): Promise<PeopleList> {
  return readListOf(bytes, fieldOfHeading);
}

/** The same of a list with headings of its own; `fullName`, `address` and `no` mean in it what they mean in a list of people. */
export async function readListOf<F extends string>(bytes: Uint8Array, fieldOf: FieldOf<F>): Promise<PeopleList<F>> {
  const sheets = isZip(bytes) ? await workbook(bytes) : [{ name: "", rows: parseCsv(decodeCsv(bytes)) }];
  for (const sheet of sheets) {
    const rows = inUnicode(sheet.rows);
    const at = rows.slice(0, HEADING_WITHIN).findIndex((cells) => isHeading(cells, fieldOf));
    if (at < 0) continue;
    const columns = columnsOf(rows[at] ?? [], fieldOf);
    const listed = rows.slice(at + 1).map((cells, i) => ({ no: at + i + 2, cells }));
    return { sheet: sheet.name, columns, rows: listed.filter((row) => isPerson(row, columns)) };
  }
  throw new MailError("invalid", "headings");
}

type FieldOf<F extends string> = (heading: string) => F | undefined;

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function workbook(bytes: Uint8Array): Promise<{ name: string; rows: string[][] }[]> {
  try {
    const sheets = await readSpreadsheet(bytes);
    return sheets.map((s) => ({ name: s.name, rows: s.rows.map((row) => row.map((cell) => cell.text)) }));
  } catch (err) {
    if (err instanceof SpreadsheetError) throw new MailError("invalid", `file ${err.reason}`, { cause: err });
    throw err;
  }
}

function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: read octet by octet, the old character set is found from the cells.
    return Buffer.from(bytes).toString("latin1");
  }
}

/** A heading row names who it is about, and one thing more. */
function isHeading(cells: readonly ListCell[], fieldOf: FieldOf<string>): boolean {
  const fields = cells.map((cell) => fieldOf(cell.text));
  const about = fields.some((f) => f === "fullName" || f === "address");
  return about && new Set(fields.filter((f) => f !== undefined)).size >= 2;
}

/** Of two columns with the same meaning the first counts. */
function columnsOf<F extends string>(cells: readonly ListCell[], fieldOf: FieldOf<F>): ListColumn<F>[] {
  const seen = new Set<F>();
  return cells.map((cell) => {
    const field = fieldOf(cell.text) ?? null;
    const double = field !== null && seen.has(field);
    if (field !== null) seen.add(field);
    return { heading: cell.text, field: double ? null : field };
  });
}

/** Blank rows, column numbers under the headings and the lines of a signature name nobody. */
function isPerson(row: ListRow, columns: readonly ListColumn<string>[]): boolean {
  const textOf = (field: string) => row.cells[columns.findIndex((c) => c.field === field)]?.text ?? "";
  const filled = columns.filter((c, i) => c.field !== null && c.field !== "no" && (row.cells[i]?.text ?? "") !== "");
  const name = textOf("fullName");
  if (filled.length === 0 || /^[(]?\d+[)]?$/.test(name)) return false;
  // A group's title ("I. Lãnh đạo") or a signature fills one cell beside the number.
  const hasOther = filled.some((c) => c.field !== "fullName");
  return name === "" ? filled.length >= 2 || textOf("address") !== "" : hasOther || textOf("no") !== "";
}

/** Cells as NFC text, those of an old character set converted: a whole row tells it, or the whole list where a row is too short. */
function inUnicode(rows: readonly (readonly string[])[]): ListCell[][] {
  const whole = guess(rows.flat().filter(isOctets).join(" "));
  return rows.map((row) => {
    const cells = row.map(clean);
    // Letters beyond Latin-1 are Unicode already, and a row is of one hand.
    const modern = row.some((cell) => !isOctets(cell));
    const charset = modern ? null : (guess(row.join(" ")) ?? whole);
    if (charset === null) return cells.map((text) => ({ text }));
    return cells.map((text) => {
      const read = /[^\0-\x7f]/.test(text) ? clean(redecode(Buffer.from(text, "latin1"), charset)) : text;
      return read === text ? { text } : { text: read, was: text };
    });
  });
}

function guess(text: string): LegacyCharset | null {
  return /[^\0-\x7f]/.test(text) ? guessVietnamese(Buffer.from(text, "latin1"), text) : null;
}

function isOctets(text: string): boolean {
  return /^[\0-\xff]*$/.test(text);
}

function clean(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\s\u00a0\u200b]+/g, " ")
    .trim();
}

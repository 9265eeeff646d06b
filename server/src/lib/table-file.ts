import { writeSpreadsheet } from "./spreadsheet.ts";

export type TableFormat = "csv" | "json" | "xlsx";

/** A table to be kept as a file; `keys` name the columns in JSON, `headings` in the other formats. */
export type TableFile = {
  /** Without extension; ASCII. */
  name: string;
  title: string;
  keys: readonly string[];
  headings: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
};

const TYPES: Record<TableFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The table as a download. Text that a spreadsheet would take for a formula is quoted with an apostrophe. */
export async function tableFile(
  t: TableFile,
  q: { format: TableFormat; nowMs: number },
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  return { name: `${t.name}.${q.format}`, type: TYPES[q.format], bytes: await bytesOf(t, q) };
}

async function bytesOf(t: TableFile, q: { format: TableFormat; nowMs: number }): Promise<Uint8Array> {
  if (q.format === "json") {
    const objects = t.rows.map((row) =>
      JSON.stringify(Object.fromEntries(t.keys.map((key, i) => [key, row[i] ?? null]))),
    );
    return Buffer.from(`[${objects.join(",\n")}]\n`);
  }
  if (q.format === "csv") {
    const lines = [t.headings, ...t.rows].map((row) => row.map((value) => field(value)).join(","));
    // UTF-8 with a mark, so that Excel reads the letters.
    return Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`);
  }
  const rows = [
    t.headings.map((value) => ({ value, bold: true as const, border: true as const })),
    ...t.rows.map((row) => row.map((value) => ({ value, border: true as const }))),
  ];
  const widths = t.headings.map((heading, i) => widthOf([heading, ...t.rows.slice(0, 200).map((row) => row[i] ?? "")]));
  const sheet = { name: t.title.slice(0, 31), rows, widths, heading: { first: 1, last: 1 }, landscape: true as const };
  return writeSpreadsheet([sheet], q.nowMs);
}

function field(value: string | number | null): string {
  if (value === null || typeof value === "number") return value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function widthOf(values: readonly (string | number)[]): number {
  return Math.min(60, Math.max(8, ...values.map((value) => String(value).length + 1)));
}

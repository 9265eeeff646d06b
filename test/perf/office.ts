import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderReport } from "@congthu/server/core/reporting/export-usage";
import { parseCsv } from "@congthu/server/lib/csv";
import { readSpreadsheet } from "@congthu/server/lib/spreadsheet";
import { SETTINGS } from "@congthu/shared/api/setting-values";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { installDebianPackages } from "../../scripts/debian-packages.ts";
import { sampleReport } from "../harness/sample-report.ts";
import { type BenchRow, reportBench } from "./results.ts";

/**
 * What another office program makes of our files: LibreOffice opens the workbook without a repair, reckons every formula anew (their kept values are
 * taken out first) and finds what we wrote; it opens the Word document and the pages it draws begin as ours do. Installs LibreOffice when it is root
 * and there is none; it is too large for `npm test`.
 */
const PACKAGES = ["libreoffice-calc-nogui", "libreoffice-writer-nogui"];
const hasOffice = () => spawnSync("soffice", ["--version"]).status === 0;
if (!hasOffice() && !(installDebianPackages(PACKAGES) && hasOffice())) {
  process.stderr.write(`Cần LibreOffice · this needs LibreOffice: apt-get install ${PACKAGES.join(" ")}\n`);
  process.exit(1);
}

const dir = mkdtempSync(join(tmpdir(), "congthu-office-"));
const form = SETTINGS.papers.schema.parse(SETTINGS.papers.initial).department;
const texts = { form, problems: [], proposals: [] };
const rows: BenchRow[] = [];
const row = { theirs: null, ratio: null };
try {
  const { bytes } = await renderReport(sampleReport(), "xlsx", texts);
  const from = performance.now();
  writeFileSync(join(dir, "bao-cao.xlsx"), withoutValues(bytes));
  // Comma, quote, UTF-8, cells as shown, the first sheet.
  convert("bao-cao.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1");
  const csv = readdirSync(dir).find((name) => name.endsWith(".csv"));
  const theirs = parseCsv(readFileSync(join(dir, csv ?? ""), "utf8"));
  const [ours] = await readSpreadsheet(bytes);
  let [formulas, different] = [0, 0];
  for (const [y, cells] of (ours?.rows ?? []).entries())
    for (const [x, cell] of cells.entries()) {
      if (cell.formula === undefined) continue;
      formulas++;
      const text = theirs[y]?.[x] ?? "";
      const same = cell.number === undefined ? text === cell.text : Math.abs(Number(text) - cell.number) < 0.051;
      if (!same) different++;
    }
  if (formulas === 0 || different > 0) throw new Error(`${different} of ${formulas} formulas are reckoned otherwise`);
  rows.push({ ...row, case: "formulas of the workbook reckoned alike", unit: "cells", ours: formulas, goal: "all" });
  rows.push({ ...row, case: "workbook opened, reckoned and written as CSV", unit: "s", ours: since(from), goal: "–" });
  const docx = await renderReport(sampleReport(), "docx", texts);
  writeFileSync(join(dir, "bao-cao.docx"), docx.bytes);
  const began = performance.now();
  convert("bao-cao.docx", "pdf");
  const pdf = readFileSync(join(dir, "bao-cao.pdf"));
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  if (pages < 3) throw new Error(`the document has ${pages} pages`);
  rows.push({ ...row, case: "pages that LibreOffice draws of the document", unit: "pages", ours: pages, goal: "≥ 3" });
  rows.push({ ...row, case: "document opened and drawn", unit: "s", ours: since(began), goal: "–" });
  reportBench("office", rows);
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function convert(file: string, to: string): void {
  const profile = `-env:UserInstallation=file://${join(dir, "profile")}`;
  const run = spawnSync(
    "soffice",
    ["--headless", "--norestore", profile, "--convert-to", to, "--outdir", dir, join(dir, file)],
    {
      encoding: "utf8",
      timeout: 240_000,
    },
  );
  if (run.status !== 0 || /error/i.test(run.stderr)) throw new Error(`soffice: ${run.stdout}${run.stderr}`);
}

/** The workbook without the values kept beside its formulas: whoever shows some has reckoned them. */
function withoutValues(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes);
  for (const [name, content] of Object.entries(files))
    if (/^xl\/worksheets\/.*\.xml$/.test(name))
      files[name] = strToU8(strFromU8(content).replace(/(<\/f>)<v>[^<]*<\/v>/g, "$1"));
  return zipSync(files);
}

function since(from: number): number {
  return (performance.now() - from) / 1_000;
}

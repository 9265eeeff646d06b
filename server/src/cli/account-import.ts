import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { faultText } from "@congthu/shared/import-words";
import { checkImport } from "../core/provisioning/import/check-import.ts";
import { printSlips } from "../core/provisioning/import/print-slips.ts";
import { readImport, readImportRows } from "../core/provisioning/import/read-import.ts";
import { startImport } from "../core/provisioning/import/run-import.ts";
import { settleImport } from "../core/provisioning/import/work-on-imports.ts";
import { UsageError } from "./command.ts";
import { type AtWork, agencyNamed } from "./with-app.ts";

type Values = {
  file: string;
  agency?: string | undefined;
  run: boolean;
  "skip-faulty": boolean;
  slips?: string | undefined;
  document: string;
};

const PAGE = 500;

/**
 * Checks a list of people and prints what would happen to each; with --run does it, with --slips writes the hand-over slips. Exit code 1 when rows are
 * faulty and not skipped, or the list was turned back.
 */
export async function importFileOf(
  { app, operator }: AtWork,
  values: Values,
  out: (text: string) => void,
): Promise<number> {
  if (values.agency === undefined) throw new UsageError("--agency");
  const agency = await agencyNamed(app, values.agency);
  const bytes = await readFile(values.file).catch((cause: unknown) => {
    throw new UsageError(`không đọc được tệp · cannot read ${values.file}`, { cause });
  });
  const batchId = await checkImport(app, operator, {
    ...{ agencyId: agency.agency_id, fileName: basename(values.file), bytes, defaultAct: "create" },
    document: values.document,
  });
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof readImportRows>> = await readImportRows(app, operator, {
      ...{ batchId, after, limit: PAGE },
    });
    for (const row of page.items) {
      const said = row.faults.map((fault) => faultText(fault, "vi")).join(" ");
      out(`${[row.no, row.state, row.act, row.name, row.address, said].join("\t")}\n`);
    }
    after = page.next;
  }
  const view = await readImport(app, operator, batchId);
  out(`${view.rows} dòng, ${view.faulty} dòng có lỗi · ${view.rows} rows, ${view.faulty} faulty\n`);
  if (!values.run) return view.faulty === 0 ? 0 : 1;
  if (view.faulty > 0 && !values["skip-faulty"]) return 1;
  await startImport(app, operator, { batchId, skipFaulty: values["skip-faulty"] });
  const end = await settleImport(app, batchId, (done) => out(`… ${done}/${view.rows}\n`));
  out(`${end?.state} ${end?.failure ?? ""}\n`);
  if (end?.state !== "done") return 1;
  if (values.slips !== undefined) {
    const { file } = await printSlips(app, operator, batchId);
    await writeFile(values.slips, file.bytes, { mode: 0o600 });
  }
  return 0;
}

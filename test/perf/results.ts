import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join, resolve } from "node:path";

/** One measured figure; `theirs` and `ratio` are null where there is no peer, `goal` is words such as "≥ 4 ×". */
export type BenchRow = {
  case: string;
  unit: string;
  ours: number;
  theirs: number | null;
  ratio: number | null;
  goal: string;
};

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const mid = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[mid] ?? Number.NaN) : ((sorted[mid - 1] ?? 0) + (sorted[mid] ?? 0)) / 2;
}

/** Prints a table and writes bench-results/NAME.json. */
export function reportBench(name: string, rows: readonly BenchRow[]): void {
  const shown = rows.map((r) => ({
    case: r.case,
    unit: r.unit,
    ours: round(r.ours),
    theirs: r.theirs === null ? "–" : round(r.theirs),
    ratio: r.ratio === null ? "–" : round(r.ratio),
    goal: r.goal,
  }));
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  console.table(shown);
  const dir = resolve(import.meta.dirname, "../../bench-results");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, `${name}.json`), `${JSON.stringify(rows, null, 2)}\n`);
}

function round(n: number): number {
  return Number(n.toPrecision(3));
}

/**
 * `npm run bench` runs every bench, `npm run bench -- smtp list` those named, one after another. Each is a file of
 * test/perf that prints a table and writes bench-results/NAME.json. Exit code 1 when one could not run.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(ROOT, "test/perf");

/** A bench is what reports under its own name; the other files of the folder are what benches share. */
const benches = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .filter((name) => readFileSync(join(FOLDER, `${name}.ts`), "utf8").includes(`reportBench("${name}"`));

const asked = process.argv.slice(2).filter((arg) => !arg.startsWith("-"));
const unknown = asked.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`Không có phép đo này · no such bench: ${unknown.join(", ")}\n${benches.join(", ")}\n`);
  process.exit(2);
}
const options = process.argv.slice(2).filter((arg) => arg.startsWith("-"));
const failed = (asked.length > 0 ? asked : benches).filter((name) => {
  process.stdout.write(`\n▶ ${name}\n`);
  const run = spawnSync(process.execPath, [join(FOLDER, `${name}.ts`), ...options], { cwd: ROOT, stdio: "inherit" });
  return run.status !== 0;
});
if (failed.length > 0) {
  process.stderr.write(`✗ ${failed.join(", ")}\n`);
  process.exit(1);
}

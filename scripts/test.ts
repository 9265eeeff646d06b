/**
 * Everything CI runs (`npm test`), or with `--quick` what is run before each commit (`npm run check`).
 * Other arguments go to mocha, without the other steps: `npm test -- --grep quota`, `npm test -- test/flows/x.test.ts`. The last line is `N passed, N failed, N skipped`,
 * where each step (format, types, build) counts as one.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWebmail } from "./build-webmail.mjs";
import { ensureChromium } from "./chromium.ts";
import { installPeers } from "./peers.ts";

const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "node_modules");

/** Before each commit: what is quick, in two halves that run at once. */
const QUICK = [
  [
    "shared/src/**/*.test.ts",
    "server/src/**/*.test.ts",
    "webmail/src/**/*.test.ts",
    "test/harness/**/*.test.ts",
    "test/transcripts/**/*.test.ts",
  ],
  ["test/house/**/*.test.ts", "test/contract/**/*.test.ts"],
];
/** In a browser, and all others: the first wait for the browser more than they work, so both run at once. */
const WHOLE = [
  [
    "shared/src/**/*.test.ts",
    "server/src/**/*.test.ts",
    "webmail/src/**/*.test.ts",
    "test/!(e2e)/**/*.test.ts",
    "test/*.test.ts",
  ],
  ["test/e2e/**/*.test.ts"],
];

type Tally = { passed: number; failed: number; skipped: number };
type Step = { vi: string; en: string; run: () => boolean };

const LINT: Step = {
  vi: "Định dạng và lỗi mã",
  en: "format and lint",
  run: () => exec("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]),
};
const TYPES: Step = { vi: "Kiểu: máy chủ và kiểm thử", en: "types: server and tests", run: () => tsc(".") };
const WEB_TYPES: Step = { vi: "Kiểu: giao diện web", en: "types: webmail", run: () => tsc("webmail") };
const BUNDLE: Step = {
  vi: "Dựng giao diện web",
  en: "webmail bundle",
  run: () => buildWebmail(ROOT, process.execPath, say),
};

const [...args] = process.argv.slice(2);
const quick = args[0] === "--quick";
const forMocha = quick ? args.slice(1) : args;
const steps = forMocha.length > 0 ? [BUNDLE] : quick ? [LINT, TYPES, WEB_TYPES] : [LINT, TYPES, WEB_TYPES, BUNDLE];
if (!quick) {
  ensureChromium();
  installPeers();
}
const failedSteps = steps.filter((step) => !runStep(step));
const named = forMocha.some((arg) => arg.endsWith(".test.ts"));
const all = quick ? QUICK : WHOLE;
const groups = named ? [[]] : forMocha.length === 0 ? all : [all.flat()];
const tallies = await Promise.all(groups.map((files, i) => runMocha([...forMocha, ...files], i === 0)));
const tally = tallies.reduce((sum, t) => ({
  passed: sum.passed + t.passed,
  failed: sum.failed + t.failed,
  skipped: sum.skipped + t.skipped,
}));
for (const step of failedSteps) process.stdout.write(`✗ ${step.vi} · ${step.en}\n`);
const failed = tally.failed + failedSteps.length;
const passed = tally.passed + steps.length - failedSteps.length;
process.stdout.write(`\n${passed} passed, ${failed} failed, ${tally.skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;

function runStep(step: Step): boolean {
  const started = performance.now();
  const ok = step.run();
  process.stdout.write(
    `${ok ? "✔" : "✗"} ${step.vi} · ${step.en} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`,
  );
  return ok;
}

/** A mocha that dies before its end counts as one failure. `live`: its output shows as it comes, else when it is done. */
async function runMocha(mochaArgs: readonly string[], live: boolean): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "congthu-test-"));
  const file = join(folder, "tally.json");
  const child = spawn(process.execPath, [join(BIN, "mocha/bin/mocha.js"), "--fail-zero", ...mochaArgs], {
    cwd: ROOT,
    stdio: live ? "inherit" : ["inherit", "pipe", "pipe"],
    env: { ...process.env, TEST_TALLY: file, ...(quick ? { TEST_BRIEF: "1" } : {}) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void child.kill(signal));
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => output.push(chunk));
  const [status] = (await once(child, "close")) as [number | null];
  process.stdout.write(Buffer.concat(output));
  try {
    const counted = JSON.parse(readFileSync(file, "utf8")) as Tally;
    return status === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tsc(project: string): boolean {
  return exec("typescript/bin/tsc", ["-p", project]);
}

function exec(script: string, scriptArgs: readonly string[]): boolean {
  return spawnSync(process.execPath, [join(BIN, script), ...scriptArgs], { cwd: ROOT, stdio: "inherit" }).status === 0;
}

function say(vi: string, en: string): void {
  process.stderr.write(`» ${vi} · ${en}\n`);
}

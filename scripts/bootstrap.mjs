// The door of every command (`npm start`, `npm test`, …). Runs on any Node from 18 on, with nothing installed:
// installs what is missing, then hands over to the Node that package-lock.json pins.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWebmail } from "./build-webmail.mjs";
import { install, pinnedNode } from "./install.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/**
 * What each npm script runs; `webmail` says that its bundle must be there first.
 * @type {Record<string, { run: string[], webmail: boolean }>}
 */
const COMMANDS = {
  start: { run: ["server/src/main.ts", "serve"], webmail: true },
  demo: { run: ["server/src/main.ts", "demo"], webmail: true },
  congthu: { run: ["server/src/main.ts"], webmail: false },
  test: { run: ["scripts/test.ts"], webmail: false },
  check: { run: ["scripts/test.ts", "--quick"], webmail: false },
  bench: { run: ["scripts/bench.ts"], webmail: true },
  gen: { run: ["scripts/gen.ts"], webmail: false },
  screens: { run: ["test/screens.ts"], webmail: true },
  build: { run: [], webmail: true },
};

/**
 * Vietnamese first, English second, on one line; progress goes to stderr so that output stays clean.
 * @param {string} vi
 * @param {string} en
 */
function say(vi, en) {
  process.stderr.write(`» ${vi} · ${en}\n`);
}

/**
 * @param {string} vi
 * @param {string} en
 * @returns {never}
 */
function fail(vi, en) {
  process.stderr.write(`✗ ${vi}\n  ${en}\n`);
  process.exit(1);
}

function checkMachine() {
  if (Number(process.versions.node.split(".")[0]) < 18)
    fail(
      `Cần Node.js 18 trở lên, máy đang có ${process.versions.node}.`,
      `Node.js 18 or newer is needed; this machine has ${process.versions.node}.`,
    );
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch))
    fail(
      `Công Thư chạy trên Linux x64 hoặc arm64; máy này là ${process.platform} ${process.arch}.`,
      `Công Thư runs on Linux x64 or arm64; this machine is ${process.platform} ${process.arch}.`,
    );
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const runsOnGlibc = Boolean(report.header.glibcVersionRuntime);
  if (!runsOnGlibc)
    fail(
      "Cần bản Linux dùng glibc (Debian, Ubuntu…); bản này dùng musl.",
      "A Linux with glibc is needed (Debian, Ubuntu…); this one uses musl.",
    );
}

/**
 * Runs the pinned Node in our place: its output is ours, our signals are its, its exit code is ours.
 * @param {string[]} args
 */
function handOver(args) {
  const bin = join(ROOT, "node_modules", ".bin");
  const path = process.env.PATH?.split(delimiter).includes(bin) ? process.env.PATH : `${bin}:${process.env.PATH ?? ""}`;
  const child = spawn(pinnedNode(ROOT), args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, PATH: path } });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    });
  }
  child.on("error", (err) => fail(`Không chạy được ${pinnedNode(ROOT)}.`, err.message));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

const [name = "", ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Không có lệnh "${name}".`, `No such command: ${Object.keys(COMMANDS).join(", ")}`);
checkMachine();
if (!install(ROOT, say))
  fail(
    "Không cài được các gói. Kiểm tra đường tới kho npm rồi chạy lại.",
    "The packages could not be installed. Check the way to the npm registry and run this again.",
  );
if (command.webmail && !buildWebmail(ROOT, pinnedNode(ROOT), say))
  fail("Không dựng được giao diện web.", "The webmail could not be built.");
if (command.run.length > 0) handOver([...command.run, ...rest]);

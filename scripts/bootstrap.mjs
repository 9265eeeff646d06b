// The door of every command (`npm start`, `npm test`, …). Runs on any Node from 18 on, with nothing installed:
// installs what is missing, then hands over to the Node that package-lock.json pins.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWebmail } from "./build-webmail.mjs";
import { installIsCurrent, writeInstallStamp } from "./install-stamp.mjs";

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

function pinnedNode() {
  return join(ROOT, "node_modules", `node-linux-${process.arch}`, "bin", "node");
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

/** `npm ci`, only when what is installed is not what package-lock.json says. */
function install() {
  if (installIsCurrent(ROOT, pinnedNode())) return;
  say("Đang cài các gói cần thiết (lần đầu chừng một phút)", "installing packages (about a minute the first time)");
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npmCli = process.env.npm_execpath;
  const result =
    npmCli && existsSync(npmCli)
      ? spawnSync(nodeOfNpm(), [npmCli, ...args], { cwd: ROOT, stdio: ["ignore", 2, 2], env: envForNpm() })
      : spawnSync("npm", args, { cwd: ROOT, stdio: ["ignore", 2, 2], env: envForNpm() });
  if (result.error || result.status !== 0 || !existsSync(pinnedNode()))
    fail(
      "Không cài được các gói (npm ci). Kiểm tra mạng tới kho npm rồi chạy lại.",
      `Could not install the packages (npm ci${result.error ? `: ${result.error.message}` : ""}). Check the way to the npm registry and try again.`,
    );
  writeInstallStamp(ROOT);
}

/** The Node that runs npm: the one in node_modules would be deleted under `npm ci`. */
function nodeOfNpm() {
  const named = process.env.npm_node_execpath;
  return named && existsSync(named) && !named.startsWith(join(ROOT, "node_modules")) ? named : process.execPath;
}

/** Production settings of the shell must not leave out what the build needs. */
function envForNpm() {
  const { NODE_ENV: _, npm_config_omit: __, npm_config_only: ___, npm_config_production: ____, ...rest } = process.env;
  return rest;
}

/**
 * Runs the pinned Node in our place: its output is ours, our signals are its, its exit code is ours.
 * @param {string[]} args
 */
function handOver(args) {
  const bin = join(ROOT, "node_modules", ".bin");
  const path = process.env.PATH?.split(":").includes(bin) ? process.env.PATH : `${bin}:${process.env.PATH ?? ""}`;
  const child = spawn(pinnedNode(), args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, PATH: path } });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    });
  }
  child.on("error", (err) => fail(`Không chạy được ${pinnedNode()}.`, err.message));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

const [name = "", ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Không có lệnh "${name}".`, `No such command: ${Object.keys(COMMANDS).join(", ")}`);
checkMachine();
install();
if (command.webmail && !buildWebmail(ROOT, pinnedNode(), say))
  fail("Không dựng được giao diện web.", "The webmail could not be built.");
if (command.run.length > 0) handOver([...command.run, ...rest]);

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { reportBench } from "./results.ts";

/** From a fresh clone of what is committed: how long until `npm start` serves, the first time and the second. */
const ROOT = resolve(import.meta.dirname, "../..");
const PATIENCE_MS = 300_000;
const POLL_MS = 50;

const folder = mkdtempSync(join(tmpdir(), "congthu-start-"));
const clone = join(folder, "congthu");
try {
  if (spawnSync("git", ["clone", "-q", `file://${ROOT}`, clone], { stdio: "inherit" }).status !== 0)
    throw new Error("git clone failed");
  const first = await startAndStop();
  const second = await startAndStop();
  const row = { unit: "s", theirs: null, ratio: null };
  reportBench("start", [
    { ...row, case: "npm start in a fresh clone: install, build, serve", ours: first, goal: "≤ 120" },
    { ...row, case: "npm start again", ours: second, goal: "≤ 5" },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds until the first answer over HTTP. The server is stopped by SIGTERM to npm, and must end well. */
async function startAndStop(): Promise<number> {
  const base = await freeBase();
  const from = performance.now();
  const args = ["start", "--", "--data", join(folder, "data"), "--port-base", String(base)];
  const npm = spawn("npm", args, { cwd: clone, stdio: ["ignore", 2, 2], env: outsideEnvironment() });
  await answers(base + 80, npm);
  const seconds = (performance.now() - from) / 1000;
  npm.kill("SIGTERM");
  await once(npm, "exit");
  await closed(base + 80);
  return seconds;
}

/** As a person's shell has it: without what our own npm run put there. */
function outsideEnvironment(): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? "").split(":").filter((dir) => !dir.includes("node_modules"));
  return { PATH: path.join(":"), HOME: process.env.HOME, LANG: process.env.LANG };
}

async function answers(port: number, npm: ChildProcess): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; ) {
    if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}`);
    if (await knock(port)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  npm.kill("SIGTERM");
  throw new Error(`nothing answers on port ${port}`);
}

async function closed(port: number): Promise<void> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; ) {
    if (!(await knock(port))) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error("the server goes on after SIGTERM");
}

function knock(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: "127.0.0.1", port, path: "/" }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on("error", () => resolve(false));
  });
}

/** A base all of whose ports are most likely free: a port the system just gave out lies in the middle of them. */
async function freeBase(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? Math.min(address.port, 64_000) : 40_000;
}

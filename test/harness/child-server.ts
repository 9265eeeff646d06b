import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { isFree, LISTENED } from "./peer-program.ts";

const MAIN = join(import.meta.dirname, "../../server/src/main.ts");
/** What --port-base adds for each listener a test may want. */
const OFFSETS = [25, 80, 90, 110, 143, 443, 465, 587, 993, 995];

/** The line with which the server says that it listens. */
const READY = "Công Thư đã sẵn sàng";

export type ChildServer = {
  base: number;
  process: ChildProcess;
  /** What it wrote so far. */
  output(): string;
  /** SIGKILL: no goodbye, nothing flushed. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator stops it; gives the exit code. */
  stop(): Promise<number | null>;
};

/** A base for --port-base whose ports are all free now. */
export async function freePortBase(): Promise<number> {
  for (;;) {
    const base = LISTENED.from + Math.floor(Math.random() * (LISTENED.below - LISTENED.from - Math.max(...OFFSETS)));
    if ((await Promise.all(OFFSETS.map((offset) => isFree(base + offset)))).every(Boolean)) return base;
  }
}

/** Starts the real server as a process of its own and waits until it listens. */
export async function startChild(q: {
  data: string;
  base: number;
  command?: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}): Promise<ChildServer> {
  const args = [MAIN, q.command ?? "serve", "--data", q.data, "--port-base", String(q.base), ...(q.args ?? [])];
  const env = { ...process.env, CONGTHU_LOG_LEVEL: "warn", ...q.env };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let ready = () => {};
  const listening = new Promise<void>((resolve) => {
    ready = resolve;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (output.includes(READY)) ready();
    });
  }
  const exited = once(child, "exit");
  await Promise.race([
    listening,
    exited.then(() => {
      throw new Error(`the server ended before it listened:\n${output}`);
    }),
  ]);
  return {
    base: q.base,
    process: child,
    output: () => output,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
      return child.exitCode;
    },
  };
}

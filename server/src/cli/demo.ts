import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { localDay } from "@congthu/shared/dates";
import { createApp } from "../app.ts";
import { type ConfigTree, loadConfig } from "../config/load.ts";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine, toConfigOptions } from "../config/options.ts";
import { LISTENER_NAMES } from "../config/ports.ts";
import type { Config } from "../config/schema.ts";
import { ensureDkimKeys } from "../core/outbound/dkim-keys.ts";
import { type DemoFile, describeDemo, readDemoFile, writeDemoFile } from "../demo/demo-file.ts";
import { buildProvince, SIZES, type Size } from "../demo/province.ts";
import type { SeedPlan } from "../demo/seed.ts";
import type { SeedOrder, SeedProgress } from "../seed-thread.ts";
import { appOptions, PortError, serve } from "../serve.ts";
import { hasAccounts } from "../store/accounts.ts";
import { announce } from "./announce.ts";
import { checkPorts } from "./check-ports.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { untilStopped } from "./serve.ts";

const OPTIONS = {
  ...CONFIG_OPTIONS,
  size: { type: "string" },
  seed: { type: "string" },
  today: { type: "string" },
} as const;

export const demoCommand: Command = {
  name: "demo",
  usage: `[--size small|province] [--seed N] [--today YYYY-MM-DD] ${CONFIG_USAGE}`,
  vi: "Chạy một tỉnh dùng thử: 12 cơ quan, 60 người (small) hoặc cả tỉnh Yên Bái (province); mật khẩu ở demo.json trong thư mục dữ liệu",
  en: "Run a province to try: 12 agencies, 60 people (small) or all of Yên Bái (province); passwords are in demo.json in the data folder",
  async run(args, terminal) {
    const { values } = parseCommandLine(args, OPTIONS);
    const plan = planOf(values);
    const config = loadConfig({
      defaults: defaultsFor(plan.size),
      options: toConfigOptions(
        { data: values.data, config: values.config, "port-base": values["port-base"] },
        terminal.env,
      ),
      env: terminal.env,
    });
    try {
      await checkPorts(config);
      await seedOnce(config, { ...plan, named: values.size !== undefined || values.seed !== undefined }, terminal);
      await run(config, terminal);
      return 0;
    } catch (err) {
      if (!(err instanceof PortError)) throw err;
      terminal.err(`✗ ${err.message}\n`);
      return 1;
    }
  },
};

/** Reads size, seed and day. Throws UsageError. */
function planOf(values: {
  size?: string | undefined;
  seed?: string | undefined;
  today?: string | undefined;
}): SeedPlan {
  const size = SIZES.find((s) => s === (values.size ?? "small"));
  if (!size) throw new UsageError("--size: small, province");
  const seed = values.seed ?? "1";
  if (!/^[\w-]{1,40}$/.test(seed)) throw new UsageError("--seed: chữ không dấu và số · letters and digits");
  const today = values.today ?? localDay(Date.now());
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today))) throw new UsageError("--today: YYYY-MM-DD");
  return { size, seed, today };
}

/** The demo listens on this machine alone, unless file or environment say otherwise, and keeps its letters apart from real ones. */
function defaultsFor(size: Size): ConfigTree {
  return {
    dataFolder: join("demo", size),
    hostname: `mail.${buildProvince(size, "1").domain}`,
    listeners: Object.fromEntries(LISTENER_NAMES.map((name) => [name, { host: "127.0.0.1" }])),
    // Whoever tries the console has no authenticator at hand.
    signIn: { trial: true },
    log: { level: "warn" },
  };
}

const UNFINISHED = "demo-unfinished";

/** Fills the data folder when it is new; one that was left half filled is begun again. Throws UsageError for a folder with other mail. */
async function seedOnce(config: Config, plan: SeedPlan & { named: boolean }, terminal: Terminal): Promise<void> {
  const dir = config.dataFolder;
  const there = readDemoFile(dir);
  if (there) return checkSame(there, plan, dir);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const marker = join(dir, UNFINISHED);
  if (existsSync(marker)) clearFolder(dir);
  await refuseOtherMail(config);
  writeFileSync(marker, "");
  const begun = performance.now();
  await seedInThread(
    { options: appOptions(config), plan: { size: plan.size, seed: plan.seed, today: plan.today } },
    terminal,
  );
  const province = buildProvince(plan.size, plan.seed);
  writeDemoFile(dir, describeDemo(province, plan, { host: "localhost", ports: configuredPorts(config) }));
  rmSync(marker);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  terminal.err(`» Xong sau ${seconds} giây · done in ${seconds} s\n`);
}

async function refuseOtherMail(config: Config): Promise<void> {
  const app = await createApp({ ...appOptions(config), logLevel: "silent" });
  const others = await app.db.read(hasAccounts);
  await app.close();
  if (!others) return;
  throw new UsageError(
    `${config.dataFolder} đã có dữ liệu không phải của bản dùng thử; chọn thư mục khác bằng --data\n` +
      `  ${config.dataFolder} holds mail that is not the demo's; choose another folder with --data`,
  );
}

function seedInThread(order: SeedOrder, terminal: Terminal): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("../seed-thread.ts", import.meta.url), { workerData: order });
    thread.on("message", ({ vi, en }: SeedProgress) => terminal.err(`» ${vi} · ${en}\n`));
    thread.once("error", reject);
    thread.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`seeding ended with ${code}`))));
  });
}

function configuredPorts(config: Config): Record<string, number> {
  const open = LISTENER_NAMES.filter((name) => config.listeners[name].enabled);
  return Object.fromEntries(open.map((name) => [name, config.listeners[name].port]));
}

function checkSame(there: DemoFile, plan: SeedPlan & { named: boolean }, dir: string): void {
  if (!plan.named || (there.size === plan.size && there.seed === plan.seed)) return;
  throw new UsageError(
    `${dir} là bản dùng thử ${there.size}, --seed ${there.seed}; chọn thư mục khác bằng --data\n` +
      `  ${dir} holds the demo ${there.size}, --seed ${there.seed}; choose another folder with --data`,
  );
}

/** Removes what an interrupted seeding left; the marker says that nothing else was ever in it. */
function clearFolder(dir: string): void {
  for (const name of ["congthu.sqlite", "search.sqlite"])
    for (const tail of ["", "-wal", "-shm"]) rmSync(join(dir, name + tail), { force: true });
  rmSync(join(dir, "blobs"), { recursive: true, force: true });
}

async function run(config: Config, terminal: Terminal): Promise<void> {
  const serving = await serve(config);
  await ensureDkimKeys(serving.app);
  const there = readDemoFile(config.dataFolder);
  if (!there) throw new Error("demo.json is gone");
  const province = buildProvince(there.size, there.seed);
  const file = describeDemo(province, there, { host: "localhost", ports: serving.ports });
  writeDemoFile(config.dataFolder, file);
  const stopped = untilStopped(terminal);
  const words = announce({ config: { ...config, hostname: "localhost" }, serving, first: null, records: [] });
  // In one piece: whoever waits for the ready line gets the logins with it.
  terminal.out(`${words}${loginLines(file).join("\n")}\n  ${join(config.dataFolder, "demo.json")}\n\n`);
  await stopped;
  await serving.close();
}

const LABELS = {
  systemAdministrator: "Quản trị hệ thống · system administrator",
  agencyAdministrator: "Quản trị cơ quan · agency administrator",
  usageReviewer: "Xem thống kê · usage reviewer",
  official: "Cán bộ · official",
  clerk: "Văn thư · clerk",
} as const;

/** One login of each role, to begin with. */
function loginLines(file: DemoFile): string[] {
  return (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((role) => {
    const [first] = file.roles[role].filter((l) => l.use === "daily" || l.use === "regular");
    return first
      ? [`  ${LABELS[role]}: ${first.name}, ${first.agency}`, `    ${first.address}   ${first.password}`]
      : [];
  });
}

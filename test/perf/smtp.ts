import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import type { AccountId } from "@congthu/shared/ids";
import { ImapFlow } from "imapflow";
import { freePortBase, startChild } from "../harness/child-server.ts";
import { addGroup } from "../harness/groups.ts";
import { DOMAIN, seedProvince } from "../harness/province.ts";
import { havePeer, type Peer, startPeer } from "./postfix-dovecot.ts";
import { type BenchRow, median, reportBench } from "./results.ts";

/**
 * Mail coming in, side by side with Postfix → LMTP → Dovecot (Maildir) as Debian ships them, rounds alternating. Delivered means durable and
 * visible by IMAP: for them once the queue is empty, for us at the 250. `--rounds=N`, `--quick` (fewer messages), `--ours` (no peer), `--only=N` (one case), `--cpu-prof=DIR` (profiles of our server).
 */
const PEOPLE = 4_129;
const SESSIONS = 10;
const has = (name: string) => process.argv.includes(`--${name}`);
const ROUNDS = Number(
  process.argv.find((a) => a.startsWith("--rounds="))?.slice("--rounds=".length) ?? (has("quick") ? 1 : 3),
);

type Case = {
  name: string;
  goal: number;
  args: string[];
  messages: { ours: number; theirs: number };
  to: string;
  copies: number;
};
const few = (n: number) => (has("quick") ? Math.ceil(n / 4) : n);
const CASES: readonly Case[] = [
  {
    name: `5 kB, a new connection each (${SESSIONS} clients)`,
    goal: 4,
    args: ["-s", String(SESSIONS), "-l", "5000", "-N"],
    messages: { ours: few(4_000), theirs: few(1_200) },
    to: "nv",
    copies: 1,
  },
  {
    name: `5 kB, connections kept (${SESSIONS} clients)`,
    goal: 8,
    args: ["-s", String(SESSIONS), "-l", "5000", "-N", "-d"],
    messages: { ours: few(4_000), theirs: few(1_200) },
    to: "nv",
    copies: 1,
  },
  {
    name: `100 kB, connections kept (${SESSIONS} clients)`,
    goal: 4,
    args: ["-s", String(SESSIONS), "-l", "100000", "-N", "-d"],
    messages: { ours: few(2_000), theirs: few(800) },
    to: "nv",
    copies: 1,
  },
  {
    name: `a notice to ${PEOPLE} mailboxes`,
    goal: 40,
    args: ["-s", "1", "-l", "5000"],
    messages: { ours: 1, theirs: 1 },
    to: "tatca",
    copies: PEOPLE,
  },
];

const only = process.argv.find((a) => a.startsWith("--only="))?.slice("--only=".length);
const chosen = CASES.filter((_, i) => only === undefined || String(i) === only);

const dir = mkdtempSync(join(tmpdir(), "congthu-bench-"));
const users = Array.from({ length: PEOPLE }, (_, n) => `${n + 1}nv`);
await seed(join(dir, "data"));
const base = await freePortBase();
const profiles = process.argv.find((a) => a.startsWith("--cpu-prof="))?.slice("--cpu-prof=".length);
const ours = await startChild({
  data: join(dir, "data"),
  base,
  ...(profiles ? { env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` } } : {}),
});
let peer: Peer | undefined;
try {
  if (!has("ours") && havePeer()) peer = await startPeer(dir, users);
  const rows: BenchRow[] = [];
  for (const one of chosen) rows.push(await compare(one));
  await proveVisible();
  reportBench("smtp", rows);
} finally {
  peer?.stop();
  await ours.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** A province in the data folder: its people, and the group of all of them. */
async function seed(dataDir: string): Promise<void> {
  const app = await createApp({ dataDir, hostname: "mail.ours.test", logLevel: "silent" });
  const province = await seedProvince(app);
  const ids: AccountId[] = [];
  for (let n = 0; n < users.length; n += 500) {
    const part = users.slice(n, n + 500).map((user) => ({
      kind: "person" as const,
      agencyId: province.department,
      address: `${user}@${DOMAIN}`,
      fullName: `Nguyễn Văn ${user}`,
      title: "Chuyên viên",
      unit: "",
      isLeader: false,
      passwordHash: null,
      mustChange: false,
      quotaBytes: 2 ** 40,
    }));
    ids.push(...(await app.db.write((tx) => createAccountsIn(app, tx, part))));
  }
  await addGroup(app, province, "tatca", "open", ids);
  await app.close();
}

async function compare(c: Case): Promise<BenchRow> {
  const rates: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    if (peer) rates.theirs.push(await theirRate(peer, c));
    const cpuBefore = cpuMs();
    rates.ours.push((c.messages.ours * c.copies) / (await source(c, c.messages.ours, DOMAIN, base + 25)));
    const used = cpuMs();
    const cpu = [used.main - cpuBefore.main, used.all - cpuBefore.all].map((ms) => (ms / c.messages.ours).toFixed(2));
    const [mine, other] = [rates.ours.at(-1) ?? 0, rates.theirs.at(-1) ?? 0].map(Math.round);
    console.log(
      `${c.name}: ours ${mine}, theirs ${other} a second; our CPU ${cpu[0]} ms a message (all threads ${cpu[1]})`,
    );
  }
  const [mine, other] = [median(rates.ours), peer ? median(rates.theirs) : null];
  return {
    case: c.name,
    unit: c.copies > 1 ? "mailboxes/s" : "messages/s",
    ours: mine,
    theirs: other,
    ratio: other === null ? null : mine / other,
    goal: `≥ ${c.goal} ×`,
  };
}

async function theirRate(p: Peer, c: Case): Promise<number> {
  const before = p.delivered();
  const from = performance.now();
  await source(c, c.messages.theirs, p.domain, p.port);
  await p.drained();
  const seconds = (performance.now() - from) / 1000;
  const came = p.delivered() - before;
  if (came !== c.messages.theirs * c.copies)
    throw new Error(`${came} messages came, ${c.messages.theirs * c.copies} were sent`);
  return came / seconds;
}

/** Runs smtp-source to its end: every message was acknowledged. Gives the seconds. */
function source(c: Case, messages: number, domain: string, port: number): Promise<number> {
  const from = performance.now();
  const args = [
    ...c.args,
    "-m",
    String(messages),
    "-f",
    "nguoi-gui@x.gov.vn",
    "-t",
    `${c.to}@${domain}`,
    `127.0.0.1:${port}`,
  ];
  const child = spawn("/usr/sbin/smtp-source", args, { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve((performance.now() - from) / 1000);
      else reject(new Error(`smtp-source ended with ${code}`));
    });
  });
}

/** Processor time our server has used so far, milliseconds: the thread that serves, and all of them. */
function cpuMs(): { main: number; all: number } {
  const pid = ours.process.pid;
  return { main: usedBy(`/proc/${pid}/task/${pid}/stat`), all: usedBy(`/proc/${pid}/stat`) };
}

function usedBy(file: string): number {
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const TICK_MS = 10;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** What was acknowledged is there for a mail program, theirs and ours. */
async function proveVisible(): Promise<void> {
  if (peer) {
    const client = new ImapFlow({
      host: "127.0.0.1",
      port: peer.imapPort,
      secure: false,
      auth: { user: "1nv", pass: "x" },
      logger: false,
    });
    await client.connect();
    const box = await client.mailboxOpen("INBOX");
    await client.logout();
    if (box.exists < ROUNDS) throw new Error(`1nv sees ${box.exists} messages with them`);
  }
  await ours.stop();
  const app = await createApp({ dataDir: join(dir, "data"), hostname: "mail.ours.test", logLevel: "silent" });
  const counted = await app.db.read((r) => r.get<{ n: number }>(`SELECT SUM(used_count) AS n FROM account_state`));
  await app.close();
  const sent = chosen.reduce((n, c) => n + c.messages.ours * c.copies, 0) * ROUNDS;
  if (counted?.n !== sent) throw new Error(`${counted?.n} messages are in our mailboxes, ${sent} were acknowledged`);
}

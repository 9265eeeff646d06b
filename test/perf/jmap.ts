import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { createApp } from "@congthu/server/app";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { startHttp } from "@congthu/server/http/start";
import { startImap } from "@congthu/server/imap/server";
import { jmapEndpoints } from "@congthu/server/jmap/endpoints";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { CAPABILITY, type Invocation } from "@congthu/shared/jmap/core";
import { DOMAIN, PASSWORD, seedProvince } from "../harness/province.ts";
import { type BenchRow, median, reportBench } from "./results.ts";

/** One mailbox of 100,000 letters: what a JMAP client asks of it, and the same work by IMAP where IMAP has it. */
const MESSAGES = Number(process.argv.find((arg) => arg.startsWith("--messages="))?.slice(11) ?? 100_000);
const ROUNDS = 30;
const CLIENTS = 100;

const dir = mkdtempSync(join(tmpdir(), "congthu-bench-"));
const app = await createApp({ dataDir: dir, hostname: "mail.test.gov.vn", logLevel: "silent" });
const { accounts } = await seedProvince(app);
const accountId = accounts.anh;
const filled = performance.now();
await fill();
console.log(`${MESSAGES} letters delivered in ${seconds(filled)} s`);
const indexed = performance.now();
await app.search.settled();
console.log(`indexed in ${seconds(indexed)} s more`);
const inbox = (await app.db.read((r) => mailboxByRole(r, accountId, "inbox")))?.mailbox_id ?? "";
const listen = { host: "127.0.0.1", port: 0 };
const http = await startHttp(app, { ...listen, webmailDist: "/", routes: [], endpoints: jmapEndpoints(app) });
const context = createSecureContext(await makeSelfSigned(["localhost"], Date.now()));
const imap = await startImap(app, {
  secureContext: () => context,
  plaintextSignIn: true,
  listeners: [{ ...listen, tls: "starttls" }],
});
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
const socket = connect(imap.ports[0] ?? 0, "127.0.0.1").setNoDelay(true);
await answer(socket, "* OK");
await command(`a LOGIN anh@${DOMAIN} ${PASSWORD}`);
await command("a SELECT INBOX");

const rows: BenchRow[] = [];
const PROPERTIES = "id threadId mailboxIds keywords from to subject receivedAt preview hasAttachment size".split(" ");
const query = (args: Record<string, unknown>) => ["Email/query", { accountId, limit: 50, ...args }, "q"];
const got = [
  "Email/get",
  { accountId, "#ids": { resultOf: "q", name: "Email/query", path: "/ids" }, properties: PROPERTIES },
  "g",
];
const newestFirst = [{ property: "receivedAt", isAscending: false }];
const newest = [query({ filter: { inMailbox: inbox }, sort: newestFirst, calculateTotal: true }), got];
const FETCHED = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";

await compare("newest 50, query + get", "< 30", newest, `a FETCH ${MESSAGES - 49}:* ${FETCHED}`);
for (const property of ["from", "subject", "sentAt"])
  await compare(`sorted by ${property}, the first 50`, "", [query({ sort: [{ property }] }), got], sortBy(property));
await compare(
  "text in the subject, 50 of them",
  "< 300",
  [query({ filter: { subject: '"so 77"' } }), got],
  'a SEARCH SUBJECT "so 77"',
);
await compare(
  "from one of a hundred people",
  "< 300",
  [query({ filter: { from: "a7@x.gov.vn" } }), got],
  "a SEARCH FROM a7@x.gov.vn",
);
await compare(
  "full text, a word of one letter",
  "< 300",
  [query({ filter: { text: `so${MESSAGES - 7}` } }), got],
  `a SEARCH TEXT so${MESSAGES - 7}`,
);
await compare("full text, a word of every letter", "< 300", [query({ filter: { text: "báo cáo" } }), got], null);
await compareChanges();
await manyClients();

socket.destroy();
agent.destroy();
await imap.close();
await http.close();
await app.close();
rmSync(dir, { recursive: true, force: true });
reportBench("jmap", rows);

function sortBy(property: string): string {
  return `a SORT (${property === "sentAt" ? "DATE" : property.toUpperCase()}) UTF-8 ALL`;
}

/** Medians of the same work by JMAP and by IMAP, over connections that are kept; the first of each is told apart. */
async function compare(name: string, goal: string, calls: unknown[], line: string | null): Promise<void> {
  console.log(`${name}: JMAP, then IMAP`);
  const ours = await several(() => ask(calls));
  const theirs = line === null ? null : await several(() => command(line));
  rows.push({
    case: `${name} (beside IMAP)`,
    unit: "ms",
    ours,
    theirs,
    ratio: theirs && theirs / ours,
    goal,
  });
}

/** A thousand letters marked in one go, then /changes, and FETCH CHANGEDSINCE. */
async function compareChanges(): Promise<void> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 5; round++) {
    const [first] = (await ask([query({ filter: { inMailbox: inbox }, sort: newestFirst, limit: 1000 })])) ?? [];
    const ids = (first?.[1].ids ?? []) as string[];
    const update = Object.fromEntries(ids.map((id) => [id, { "keywords/$flagged": round % 2 === 0 ? true : null }]));
    const [set] = await ask([["Email/set", { accountId, update }, "s"]]);
    const oldState = String(set?.[1].oldState);
    mine.push(await timed(() => ask([["Email/changes", { accountId, sinceState: oldState }, "c"]])));
    theirs.push(await timed(() => command(`a UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${oldState})`)));
  }
  const [ours, imapTime] = [median(mine), median(theirs)];
  rows.push({
    case: "changes after 1,000 edits (beside IMAP)",
    unit: "ms",
    ours,
    theirs: imapTime,
    ratio: imapTime / ours,
    goal: "",
  });
}

/** A hundred clients that ask for the first screen over and over for some seconds. */
async function manyClients(): Promise<void> {
  const until = performance.now() + 5_000;
  const times: number[] = [];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, i) => {
      const who = (["anh", "binh", "chi", "vanthu"] as const)[i % 4] ?? "anh";
      while (performance.now() < until) times.push(await timed(() => screenOf(who)));
    }),
  );
  const rate = (times.length / (performance.now() - from)) * 1000;
  rows.push({
    case: `${CLIENTS} clients at once, first screens`,
    unit: "1/s",
    ours: rate,
    theirs: null,
    ratio: null,
    goal: "",
  });
  rows.push({
    case: `${CLIENTS} clients at once, one of them`,
    unit: "ms",
    ours: median(times),
    theirs: null,
    ratio: null,
    goal: "",
  });
}

async function screenOf(who: "anh" | "binh" | "chi" | "vanthu"): Promise<void> {
  if (who === "anh") await ask(newest);
  else
    await ask(
      [
        ["Email/query", { accountId: accounts[who], limit: 50 }, "q"],
        ["Mailbox/get", { accountId: accounts[who] }, "m"],
      ],
      who,
    );
}

async function several(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  const first = await timed(run);
  const { user, system } = process.cpuUsage(before);
  console.log(`  first ${first.toFixed(1)} ms, processor ${((user + system) / 1000).toFixed(1)} ms`);
  const times = [];
  // What takes a second tells as much in a few rounds.
  for (let i = 0; i < (first > 500 ? 3 : ROUNDS); i++) times.push(await timed(run));
  return median(times);
}

/** Letters of a few kilobytes, some of them conversations. */
async function fill(): Promise<void> {
  const body = "Kính gửi các đồng chí, đề nghị các đơn vị báo cáo trước ngày 15 hằng tháng.\r\n".repeat(12);
  for (let n = 0; n < MESSAGES; n += 200) {
    const letters = Array.from({ length: 200 }, (_, i) => letterOf(n + i, body));
    const staged = await Promise.all(letters.map((letter) => stageMessage(app, Buffer.from(letter))));
    await app.db.write(async (tx) => {
      for (const s of staged)
        await deliverIn(app, tx, {
          staged: s,
          mailFrom: "a@x.gov.vn",
          senderAgencyId: null,
          to: [{ accountId, address: `anh@${DOMAIN}` }],
          received: `Received: from mail.x.gov.vn by mail.test.gov.vn with ESMTPS id ${n}; Mon, 2 Mar 2026 08:00:01 +0700\r\n`,
          extra: "",
          traceId: "t",
          channel: "smtp",
        });
    });
  }
}

function letterOf(id: number, body: string): string {
  const reply = id % 5 === 4;
  const date = new Date(Date.parse("2025-01-01T00:00:00Z") + id * 300_000).toUTCString().replace("GMT", "+0000");
  return [
    `From: =?utf-8?Q?Nguy=E1=BB=85n_V=C4=83n_${id % 100}?= <a${id % 100}@x.gov.vn>`,
    `To: anh@${DOMAIN}`,
    `Subject: ${reply ? "Re: " : ""}Cong van so ${reply ? id - 1 : id}`,
    `Message-ID: <${id}@bench>`,
    ...(reply ? [`In-Reply-To: <${id - 1}@bench>`] : []),
    `Date: ${date}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    `${body}so${id}`,
    "",
  ].join("\r\n");
}

function ask(methodCalls: unknown[], who = "anh"): Promise<Invocation[]> {
  const body = JSON.stringify({ using: [CAPABILITY.core, CAPABILITY.mail], methodCalls });
  const headers = {
    "Content-Type": "application/json",
    Authorization: `Basic ${Buffer.from(`${who}@${DOMAIN}:${PASSWORD}`).toString("base64")}`,
    "Content-Length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port: http.port, path: "/jmap/api", method: "POST", headers });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => {
        if (response.statusCode !== 200 || text.includes('["error"')) reject(new Error(text.slice(0, 300)));
        else resolve((JSON.parse(text) as { methodResponses: Invocation[] }).methodResponses);
      });
    });
    sent.end(body);
  });
}

async function command(line: string): Promise<void> {
  socket.write(`${line}\r\n`);
  await answer(socket, "a OK");
}

/** Waits for the line that begins so; looks at the end of what came only, since answers are long. */
async function answer(from: Socket, begin: string): Promise<void> {
  let text = "";
  while (!text.startsWith(begin) && !text.includes(`\r\n${begin}`)) {
    const [piece] = (await once(from, "data")) as [Buffer];
    text = (text + piece.toString("latin1")).slice(-1_000_000);
    if (/^a (NO|BAD)/m.test(text.slice(-500))) throw new Error(text.slice(-300));
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}

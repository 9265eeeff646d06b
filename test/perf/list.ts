import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import type { App } from "@congthu/server/core/app";
import { createChangeHub } from "@congthu/server/core/changes";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { cleanOrder } from "@congthu/server/core/mailbox/clean-html";
import { documentOrder } from "@congthu/server/core/mailbox/document-html";
import { createSignOuts } from "@congthu/server/core/sign-outs";
import { startHttp } from "@congthu/server/http/start";
import { startImap } from "@congthu/server/imap/server";
import { jmapEndpoints } from "@congthu/server/jmap/endpoints";
import { createResolver } from "@congthu/server/lib/dns";
import { createMetrics } from "@congthu/server/lib/metrics";
import { secretsOf } from "@congthu/server/lib/secrets";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { createWakeups } from "@congthu/server/lib/wakeups";
import { openFileBlobs } from "@congthu/server/store/blobs-files";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { migrate } from "@congthu/server/store/migrations";
import { openSqlite } from "@congthu/server/store/sqlite";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { DOMAIN, PASSWORD, seedProvince } from "../harness/province.ts";
import { median, reportBench } from "./results.ts";

/** The first screen of an inbox of 100,000 letters, as the webmail asks for it in one request over a kept connection, and the same by IMAP. */
const MESSAGES = 100_000;
const ROUNDS = 60;
const GOAL = "< 30";

const dir = mkdtempSync(join(tmpdir(), "congthu-bench-"));
const now = { ms: Date.parse("2026-03-02T01:00:00Z") };
const app = await openApp();
const province = await seedProvince(app);
const anh = province.accounts.anh;
await fill();
const inbox = await app.db.read((r) => mailboxByRole(r, anh, "inbox"));
const http = await startHttp(app, {
  host: "127.0.0.1",
  port: 0,
  webmailDist: "/",
  routes: [],
  endpoints: jmapEndpoints(app),
});
const imap = await startImap(app, {
  secureContext: await secureContext(),
  plaintextSignIn: true,
  listeners: [{ host: "127.0.0.1", port: 0, tls: "starttls" }],
});

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const list = {
  accountId: anh,
  filter: { inMailbox: inbox?.mailbox_id },
  sort: [{ property: "receivedAt", isAscending: false }],
  position: 0,
  limit: 50,
  calculateTotal: true,
};
const PROPERTIES = "id threadId mailboxIds keywords from to subject receivedAt preview hasAttachment size".split(" ");
const screen = (query: Record<string, unknown>) => [
  ["Email/query", { ...list, ...query }, "q"],
  [
    "Email/get",
    { accountId: anh, "#ids": { resultOf: "q", name: "Email/query", path: "/ids" }, properties: PROPERTIES },
    "g",
  ],
];
const CASES: [string, unknown[]][] = [
  ["JMAP: newest 50 with total, query + get", screen({})],
  ["JMAP: the same, one per conversation", screen({ collapseThreads: true })],
  ["JMAP: rows 99,900 to 99,950", screen({ position: 99_900 })],
  ["JMAP: unread only", screen({ filter: { operator: "AND", conditions: [list.filter, { notKeyword: "$seen" }] } })],
  ["JMAP: largest first", screen({ sort: [{ property: "size", isAscending: false }] })],
  ["JMAP: folders with all counts", [["Mailbox/get", { accountId: anh }, "m"]]],
];
const rows = [];
for (const [name, calls] of CASES) {
  const first = await timed(() => ask(calls));
  const times = [];
  for (let i = 0; i < ROUNDS; i++) times.push(await timed(() => ask(calls)));
  rows.push({ case: name, unit: "ms", ours: median(times), theirs: null, ratio: null, goal: GOAL });
  console.log(
    `${name}: first ${first.toFixed(1)} ms, median ${median(times).toFixed(1)}, worst ${Math.max(...times).toFixed(1)}`,
  );
}
const socket = connect(imap.ports[0] ?? 0, "127.0.0.1").setNoDelay(true);
await answer(socket, "* OK");
await command(socket, `a LOGIN anh@${DOMAIN} ${PASSWORD}`);
await command(socket, "a SELECT INBOX");
const times = [];
for (let i = 0; i < ROUNDS; i++)
  times.push(
    await timed(() =>
      command(socket, `a FETCH ${MESSAGES - 49}:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)`),
    ),
  );
rows.push({
  case: "IMAP: FETCH of the newest 50",
  unit: "ms",
  ours: median(times),
  theirs: null,
  ratio: null,
  goal: GOAL,
});
socket.destroy();
agent.destroy();
await imap.close();
await http.close();
await app.db.close();
rmSync(dir, { recursive: true, force: true });
reportBench("list", rows);

/** The embedded store without the search thread, which would fill its index meanwhile. */
async function openApp(): Promise<App> {
  const db = openSqlite(join(dir, "a.sqlite"));
  await migrate(db);
  return {
    clock: { now: () => now.ms },
    db,
    blobs: openFileBlobs(join(dir, "blobs")),
    search: { search: async () => [], settled: async () => undefined, close: async () => undefined },
    changes: createChangeHub((err) => {
      throw err;
    }),
    secrets: secretsOf(new Uint8Array(32)),
    log: () => undefined,
    metrics: createMetrics(),
    wakeups: createWakeups(),
    htmlThread: { ask: async (order) => cleanOrder(order), close: async () => undefined },
    documentThread: { ask: documentOrder, close: async () => undefined },
    signOuts: createSignOuts((err) => {
      throw err;
    }),
    outside: { resolver: createResolver({ servers: [], timeoutMs: 300 }), certificate: null },
    site: { hostname: "mail.test.gov.vn", maxMessageBytes: 45 * 1024 * 1024, inlineBlobBytes: 64 * 1024 },
  };
}

/** Letters of a few kilobytes, some of them conversations, a third unread. */
async function fill(): Promise<void> {
  const body = "Kính gửi các đồng chí, đề nghị các đơn vị báo cáo trước ngày 15 hằng tháng.\r\n".repeat(12);
  for (let n = 0; n < MESSAGES; n += 200) {
    now.ms += 60_000;
    const staged = await Promise.all(
      Array.from({ length: 200 }, (_, i) => {
        const id = n + i;
        const reply = id % 5 === 4 ? `In-Reply-To: <${id - 1}@bench>\r\n` : "";
        return stageMessage(
          app,
          Buffer.from(
            `From: =?utf-8?Q?Nguy=E1=BB=85n_V=C4=83n_${id % 100}?= <a${id % 100}@x.gov.vn>\r\nTo: anh@${DOMAIN}\r\nSubject: ${reply ? "Re: " : ""}Cong van so ${reply ? id - 1 : id}\r\nMessage-ID: <${id}@bench>\r\n${reply}Date: Mon, 2 Mar 2026 08:00:00 +0700\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}${id}\r\n`,
          ),
        );
      }),
    );
    await app.db.write(async (tx) => {
      for (const s of staged)
        await deliverIn(app, tx, {
          staged: s,
          mailFrom: "a@x.gov.vn",
          senderAgencyId: null,
          to: [{ accountId: anh, address: `anh@${DOMAIN}` }],
          received: `Received: from mail.x.gov.vn by mail.test.gov.vn with ESMTPS id ${n}; Mon, 2 Mar 2026 08:00:01 +0700\r\n`,
          extra: "",
          traceId: "t",
          channel: "smtp",
        });
    });
  }
  await app.db.write((tx) => tx.run("UPDATE message SET flags = 1 WHERE account_id = ? AND uid % 3 <> 0", anh));
  await app.db.write((tx) =>
    tx.run("UPDATE mailbox SET unseen = total / 3, unread = total / 3 WHERE account_id = ? AND role = 'inbox'", anh),
  );
}

function ask(methodCalls: unknown[]): Promise<void> {
  const body = JSON.stringify({ using: [CAPABILITY.core, CAPABILITY.mail], methodCalls });
  const auth = Buffer.from(`anh@${DOMAIN}:${PASSWORD}`).toString("base64");
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: "127.0.0.1",
        port: http.port,
        path: "/jmap/api",
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Authorization: `Basic ${auth}`,
          "Content-Length": Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => {
          const failed = response.statusCode !== 200 || text.includes('["error"');
          if (failed) reject(new Error(text.slice(0, 300)));
          else resolve();
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

async function command(to: Socket, line: string): Promise<void> {
  to.write(`${line}\r\n`);
  await answer(to, "\r\na OK", "a OK");
}

async function answer(from: Socket, ...ends: string[]): Promise<void> {
  let text = "";
  while (!ends.some((end) => text.startsWith(end) || text.includes(`\r\n${end.trimStart()}`))) {
    const [piece] = (await once(from, "data")) as [Buffer];
    text += piece.toString("latin1");
    if (/^a (NO|BAD)/m.test(text)) throw new Error(text.slice(-300));
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

async function secureContext() {
  const context = createSecureContext(await makeSelfSigned(["localhost"], Date.now()));
  return () => context;
}

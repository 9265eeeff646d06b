import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import type { AccountId } from "@congthu/shared/ids";
import { DOMAIN, seedProvince } from "../harness/province.ts";
import { median, reportBench } from "./results.ts";

/** The store alone: durable commits a second, commits shared by writers, and a notice to a whole province. */
const ACCOUNTS = 4_129;
const ROUNDS = 5;

const dir = mkdtempSync(join(tmpdir(), "congthu-bench-"));
const app = await createApp({ dataDir: dir, hostname: "mail.test", logLevel: "silent" });
const { department } = await seedProvince(app);
const ids: AccountId[] = [];
for (let n = 0; n < ACCOUNTS; n += 500) {
  const part = Array.from({ length: Math.min(500, ACCOUNTS - n) }, (_, i) => ({
    kind: "person" as const,
    agencyId: department,
    address: `nv${n + i}@${DOMAIN}`,
    fullName: `Nguyễn Văn ${n + i}`,
    title: "Chuyên viên",
    unit: "",
    isLeader: false,
    passwordHash: null,
    mustChange: false,
    quotaBytes: 2 ** 40,
  }));
  ids.push(...(await app.db.write((tx) => createAccountsIn(app, tx, part))));
}

let serial = 0;
const message = (sizeBytes: number) =>
  Buffer.from(
    `From: a@x.gov.vn\r\nTo: b@${DOMAIN}\r\nSubject: Thu so ${++serial}\r\nMessage-ID: <${serial}@bench>\r\n\r\n${"noi dung cong van\r\n".repeat(sizeBytes / 19)}`,
  );
const staged = (sizeBytes: number) => stageMessage(app, message(sizeBytes));
const deliver = async (s: Awaited<ReturnType<typeof staged>>, to: AccountId[]) =>
  app.db.write((tx) =>
    deliverIn(app, tx, {
      staged: s,
      mailFrom: "a@x.gov.vn",
      senderAgencyId: null,
      to: to.map((accountId) => ({ accountId, address: `${accountId}@${DOMAIN}` })),
      received: "Received: from bench\r\n",
      extra: "",
      traceId: "t",
      channel: "smtp",
    }),
  );

async function rate(n: number, writers: number, run: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (next < n) await run(next++);
    }),
  );
  return n / ((performance.now() - from) / 1000);
}
async function rounds(run: () => Promise<number>): Promise<number> {
  const out: number[] = [];
  for (let i = 0; i < ROUNDS; i++) out.push(await run());
  return median(out);
}

const setting = (i: number) =>
  app.db.write((tx) =>
    tx.run(
      `INSERT INTO setting (name, value, changed_at) VALUES (?, ?, 0) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      `bench${i % 5000}`,
      String(++serial),
    ),
  );
const pick = (i: number) => [ids[(i * 7) % ids.length] as AccountId];
const small = await Promise.all(Array.from({ length: 2000 }, () => staged(5_000)));
const one = await rounds(() => rate(2_000, 1, setting));
const shared = await rounds(() => rate(10_000, 50, setting));
const alone = await rounds(() => rate(500, 1, (i) => deliver(small[i % 2000] as never, pick(i))));
const busy = await rounds(() => rate(2_000, 50, (i) => deliver(small[i % 2000] as never, pick(i))));
const notices: number[] = [];
for (let i = 0; i < ROUNDS; i++) {
  const s = await staged(3_000_000);
  const from = performance.now();
  await deliver(s, ids);
  notices.push(performance.now() - from);
}
reportBench("store", [
  { case: "one row a commit, one at a time", unit: "commits/s", ours: one, theirs: null, ratio: null, goal: "≥ 4,000" },
  { case: "one row each, 50 writers", unit: "writes/s", ours: shared, theirs: null, ratio: null, goal: "≥ 30,000" },
  {
    case: "5 kB message delivered, one at a time",
    unit: "messages/s",
    ours: alone,
    theirs: null,
    ratio: null,
    goal: "",
  },
  { case: "5 kB message delivered, 50 at once", unit: "messages/s", ours: busy, theirs: null, ratio: null, goal: "" },
  {
    case: `a notice to ${ACCOUNTS} mailboxes, commit`,
    unit: "ms",
    ours: median(notices),
    theirs: null,
    ratio: null,
    goal: "< 100",
  },
]);
await app.close();
rmSync(dir, { recursive: true, force: true });

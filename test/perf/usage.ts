import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { type Principal, principalOf } from "@congthu/server/core/access";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { accountForLogin } from "@congthu/server/core/directory/sign-in";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { explainUsage } from "@congthu/server/core/reporting/explain-usage";
import { rebuildUsage } from "@congthu/server/core/reporting/rebuild-usage";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { usageDays, usageProtocols } from "@congthu/server/core/reporting/usage-days";
import { usageStorage } from "@congthu/server/core/reporting/usage-storage";
import { usageTrend } from "@congthu/server/core/reporting/usage-trend";
import { randomId } from "@congthu/server/lib/ids";
import { type AgencyRow, agenciesByPath, insertAgencies, putHeadcounts } from "@congthu/server/store/agencies";
import { dayNumber, startOfLocalDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type BenchRow, median, reportBench } from "./results.ts";

/**
 * The usage report over a large province: ACCOUNTS people (150,000 unless told by the first argument) in 5,000 agencies, two years of mail. What the facts add to
 * a delivery; how long each view takes; how long all sums of the last year take to be made anew.
 */
const ACCOUNTS = Number(process.argv[2] ?? 150_000);
const AGENCIES = Math.max(40, Math.round(ACCOUNTS / 30));
const ROUNDS = 7;
const NOW = "2026-11-21";
const YEAR = { from: "2025-11-21", to: "2026-11-20" };

const dir = mkdtempSync(join(tmpdir(), "congthu-usage-"));
const now = { ms: startOfLocalDay("2024-11-21") };
const app = await createApp({
  dataDir: dir,
  hostname: "mail.tinh.gov.vn",
  logLevel: "silent",
  clock: { now: () => now.ms },
});
await ensureFirstAdministrator(app);
const login = await app.db.read((r) => accountForLogin(r, "quantri@tinh.gov.vn"));
const admin: Principal = await app.db.read((r) =>
  principalOf(r, { accountId: login?.account_id as AccountId, channel: "web", ip: "" }),
);
const paths = admin.scopes.map((s) => s.path);
const root = (await app.db.read((r) => agenciesByPath(r, paths)))[0] as AgencyRow;
const agencies = await seedAgencies();
const accounts = await seedAccounts();
now.ms = startOfLocalDay(NOW);

const rows: BenchRow[] = [];
const row = { theirs: null, ratio: null };
await measureDeliveries();
const days = await seedDays();
rows.push({ ...row, case: "daily facts of persons, two years", unit: "million rows", ours: days / 1e6, goal: "–" });
const from = performance.now();
await rebuildUsage(app, { fromLog: false, progress: (what, done, of) => progress(`${what} ${done}/${of}`) });
rows.push({
  ...row,
  case: "all sums made anew",
  unit: "minutes",
  ours: (performance.now() - from) / 60_000,
  goal: "≤ 10",
});
await measure("report of a year beside the year before", () => buildReport(app, admin, YEAR));
await measure("report of a quarter", () => buildReport(app, admin, { from: "2026-07-01", to: "2026-09-30" }));
await measure("report of one agency, a year", () =>
  buildReport(app, admin, { ...YEAR, agencyId: agencies[3] as AgencyId }),
);
await measure("trend of 12 months", () => usageTrend(app, admin, { to: YEAR.to }));
await measure("heat map of a year", () => usageDays(app, admin, YEAR));
await measure("ways in use, a year", () => usageProtocols(app, admin, YEAR));
await measure("room used", () => usageStorage(app, admin, {}));
await measure("why everybody counts or not, a year", () => explainUsage(app, admin, YEAR));
reportBench("usage", rows);
await app.close();
rmSync(dir, { recursive: true, force: true });

async function measure(what: string, run: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const start = performance.now();
    await run();
    if (i > 0) took.push(performance.now() - start);
  }
  rows.push({ ...row, case: what, unit: "ms, middle", ours: median(took), goal: "≤ 1,000" });
}

/** What folding the facts of a delivery costs beside the delivery itself: letters to one person each, each of another agency, then their facts. */
async function measureDeliveries(): Promise<void> {
  const shares: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const from = performance.now();
    for (let i = 0; i < 200; i++) await deliver(round * 200 + i);
    const between = performance.now();
    await rollUpUsage(app);
    if (round > 0) shares.push(((performance.now() - between) * 100) / (between - from));
  }
  rows.push({
    ...{ case: "facts folded, beside the delivery they are of", unit: "%, middle", theirs: null, ratio: null },
    ...{ ours: median(shares), goal: "< 5" },
  });
}

async function deliver(n: number): Promise<void> {
  const text = `Message-ID: <u${n}@example.org>\r\nSubject: Thu ${n}\r\nFrom: a@gmail.com\r\nTo: b@tinh.gov.vn\r\n\r\n${"Noi dung.\r\n".repeat(200)}`;
  const staged = await stageMessage(app, Buffer.from(text));
  const to = [{ address: `n${n}@tinh.gov.vn`, accountId: accounts[n % accounts.length] as AccountId }];
  await app.db.write((tx) =>
    deliverIn(app, tx, {
      ...{ staged, mailFrom: "a@gmail.com", senderAgencyId: null, to, received: "", extra: "", traceId: `x${n}` },
      channel: "smtp",
    }),
  );
}

/** A tenth are agencies below the root, the others divisions of them. */
async function seedAgencies(): Promise<AgencyId[]> {
  const made: AgencyRow[] = [];
  const tops = Math.round(AGENCIES / 12);
  for (let i = 0; i < AGENCIES; i++) {
    const parent = i < tops ? root : (made[i % tops] as AgencyRow);
    const agency_id = randomId<"agency">("g");
    const name = i < tops ? `Cơ quan số ${i}` : `Phòng số ${i}`;
    made.push({
      ...root,
      ...{ agency_id, parent_id: parent.agency_id, path: `${parent.path}${agency_id}/`, name, short_name: name },
      ...{ fold: fold(name), abbr: `a${i}`, kind: i < tops ? "department" : "division", sort_order: i },
    });
  }
  await app.db.write((tx) => insertAgencies(tx, made, "2024-01-01"));
  const heads = made
    .slice(0, tops)
    .map((a) => ({ agency_id: a.agency_id, from_day: "2024-01-01", staff: 400, leaders: 20 }));
  await app.db.write((tx) => putHeadcounts(tx, heads));
  return made.map((a) => a.agency_id);
}

async function seedAccounts(): Promise<AccountId[]> {
  const ids: AccountId[] = [];
  for (let n = 0; n < ACCOUNTS; n += 500) {
    const part = Array.from({ length: Math.min(500, ACCOUNTS - n) }, (_, i) => ({
      ...{
        kind: "person" as const,
        agencyId: agencies[(n + i) % AGENCIES] as AgencyId,
        address: `n${n + i}@tinh.gov.vn`,
      },
      ...{ fullName: `Nguyễn Văn ${n + i}`, title: "Chuyên viên", unit: "", isLeader: i % 10 === 0 },
      ...{ passwordHash: null, mustChange: false, quotaBytes: 2 ** 31 },
    }));
    ids.push(...(await app.db.write((tx) => createAccountsIn(app, tx, part))));
    progress(`accounts ${n}/${ACCOUNTS}`);
  }
  return ids;
}

/** Daily facts put in as they would stand (Yên Bái: 44 letters a year and account): on a weekday of five a row of what came; on every other, for four people of ten, one of what was done. */
async function seedDays(): Promise<number> {
  const [first, last] = [dayNumber("2024-11-21"), dayNumber("2026-11-20")];
  let n = 0;
  for (let i = 0; i < accounts.length; i += 100) {
    const part = accounts.slice(i, i + 100);
    await app.db.write(async (tx) => {
      const holes = part.map(() => "(?, ?, ?)").join(", ");
      const who = part.flatMap((id, k) => [id, agencies[(i + k) % AGENCIES] as AgencyId, i + k]);
      const calendar = `WITH RECURSIVE d(day) AS (SELECT ${first} UNION ALL SELECT day + 1 FROM d WHERE day < ${last}), w(id, agency, no) AS (VALUES ${holes})`;
      const columns = "account_id, day, channel, agency_id, sign_ins, opened, replied, forwarded";
      const letters = ["sent", "received"]
        .flatMap((act) => ["agency", "province", "gov", "public", "other"].map((p) => `${act}_${p}`))
        .join(", ");
      n += await tx.run(
        `${calendar} INSERT INTO usage_day (${columns}, ${letters})
          SELECT id, day, '', agency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0 FROM w, d WHERE (day + 3) % 7 < 5 AND (day + no) % 5 = 0 ON CONFLICT DO NOTHING`,
        ...who,
      );
      n += await tx.run(
        `${calendar} INSERT INTO usage_day (${columns}, ${letters})
          SELECT id, day, CASE WHEN no % 5 = 0 THEN 'imap' ELSE 'web' END, agency, 1, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
          FROM w, d WHERE (day + 3) % 7 < 5 AND (day + no) % 2 = 0 AND no % 10 < 4 ON CONFLICT DO NOTHING`,
        ...who,
      );
    });
    progress(`facts ${i}/${accounts.length}`);
  }
  return n;
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}`);
}

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { spansOf } from "@congthu/server/store/account-spans";
import { violations } from "@congthu/server/store/consistency";
import type { Tx } from "@congthu/server/store/db";
import { forDialect, MIGRATIONS, migrate } from "@congthu/server/store/migrations";
import { openSqlite } from "@congthu/server/store/sqlite";
import { usageDaysOf } from "@congthu/server/store/usage";
import { dayNumber, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";

const OPENED = startOfLocalDay("2026-01-05");
const LOCKED = startOfLocalDay("2026-03-10") + 3_600_000;

/** The database of the first release with two accounts, one locked since, and three facts already summed. */
async function firstRelease(tx: Tx): Promise<void> {
  const [first] = MIGRATIONS;
  await tx.run(`CREATE TABLE migration (id TEXT PRIMARY KEY, at BIGINT NOT NULL DEFAULT 0)`);
  for (const sql of first?.up ?? []) await tx.run(forDialect(sql, "sqlite"));
  await tx.run(`INSERT INTO migration (id) VALUES (?)`, first?.id ?? "");
  await tx.run(`INSERT INTO tier VALUES ('xa', 'Cấp xã', 'Commune', 1, '1991-10-01', NULL)`);
  await tx.run(
    `INSERT INTO agency VALUES ('g1', NULL, '/g1/', 'Xã A', 'Xã A', 'xa a', 'xa', 'commune', 'xa', 'x.gov.vn', 1, 0, NULL)`,
  );
  for (const [id, status, at] of [
    ["a1", "active", OPENED],
    ["a2", "locked", LOCKED],
  ] as const) {
    await tx.run(
      `INSERT INTO account (account_id, kind, agency_id, address, full_name, sort_key, fold, title, unit, is_leader, status, password_hash, must_change,
        password_at, quota_bytes, created_at, status_at) VALUES (?, 'person', 'g1', ?, '', '', '', '', '', 1, ?, NULL, 0, 0, 1, ?, ?)`,
      ...[id, `${id}@x.gov.vn`, status, OPENED, at],
    );
    await tx.run(`INSERT INTO account_state VALUES (?, 1, 0, 0)`, id);
    await tx.run(`INSERT INTO address VALUES (?, ?, NULL, 'primary', 0, NULL)`, `${id}@x.gov.vn`, id);
    await tx.run(`INSERT INTO mailbox VALUES (?, 'm', '', 'INBOX', 'inbox', 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1)`, id);
  }
  const facts = [
    ["l1", "2026-03-02", "opened", "web", ""],
    ["l2", "2026-03-02", "sent", "web", "public"],
    ["l3", "2026-03-03", "received", "smtp", "gov"],
  ] as const;
  for (const [id, day, kind, channel, peer] of facts)
    await tx.run(
      `INSERT INTO mail_log VALUES (?, ?, ?, 'a1', 'g1', ?, ?, '', '', '', '', 0, '', '', 1)`,
      ...[id, startOfLocalDay(day) + 40_000_000, kind, channel, peer],
    );
  await tx.run(`INSERT INTO usage_day VALUES ('a1', '2026-03-02', 'g1', 0, 0, 1, 1, 0, 0, 0, 0, 1)`);
}

describe("upgrade of the usage figures", () => {
  it("sums the log anew, and takes the past of accounts from what they are", async () => {
    const dir = mkdtempSync(join(tmpdir(), "congthu-"));
    const db = openSqlite(join(dir, "a.sqlite"));
    try {
      await db.write(firstRelease);
      const ran = await migrate(db);
      assert.ok(ran.includes("0002-usage-facts"));
      assert.equal(await rollUpUsage({ db, clock: { now: () => LOCKED } }), 3);
      const days = await db.read((r) => usageDaysOf(r, "a1" as AccountId));
      assert.deepEqual(
        days.map((u) => [u.day, u.channel, u.opened, u.sent_public, u.received_gov]),
        [
          [dayNumber("2026-03-02"), "web", 1, 1, 0],
          [dayNumber("2026-03-03"), "", 0, 0, 1],
        ],
      );
      const spans = await db.read((r) => spansOf(r, "a2" as AccountId));
      assert.deepEqual(
        spans.map((s) => [s.from_day, s.to_day, s.status]),
        [
          [dayNumber("2026-01-05"), dayNumber("2026-03-09"), "active"],
          [dayNumber("2026-03-10"), 999_999, "locked"],
        ],
      );
      assert.deepEqual(await db.read(violations), []);
    } finally {
      await db.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

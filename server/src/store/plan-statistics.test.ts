import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holes } from "./db.ts";
import { migrate } from "./migrations.ts";
import { openSqlite } from "./sqlite.ts";

describe("plans of SQLite", () => {
  const dir = mkdtempSync(join(tmpdir(), "congthu-plans-"));
  const db = openSqlite(join(dir, "a.sqlite"));
  before(() => migrate(db));
  after(async () => {
    await db.close();
    rmSync(dir, { recursive: true });
  });

  // Each would read all mail of the account, were the figures not there.
  const cases: [what: string, where: string, index: string][] = [
    ["few Emails", `email_id IN ${holes(3)} AND account_id = ?`, "message_email"],
    ["many Emails", `email_id IN ${holes(500)} AND account_id = ?`, "message_email"],
    ["threads", `thread_id IN ${holes(500)} AND account_id = ?`, "message_thread"],
    [
      "what is marked deleted in a mailbox",
      "account_id = ? AND mailbox_id = ? AND (flags & 8) <> 0",
      "message_deleted",
    ],
    ["what is marked deleted in an account", "account_id = ? AND (flags & 8) <> 0", "message_deleted"],
    ["what changed", "account_id = ? AND modseq > ? ORDER BY modseq LIMIT 9", "message_change"],
  ];
  for (const [what, where, index] of cases)
    it(`finds ${what} by ${index}`, async () => {
      const args = Array<null>(where.split("?").length - 1).fill(null);
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM message WHERE ${where}`;
      const plan = await db.read((r) => r.all<{ detail: string }>(sql, ...args));
      assert.match(plan[0]?.detail ?? "", new RegExp(`USING (COVERING )?INDEX ${index} `));
    });
});

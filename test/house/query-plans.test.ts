import assert from "node:assert/strict";
import { forDialect, MIGRATIONS } from "@congthu/server/store/migrations";
import Database from "better-sqlite3";
import { filesBelow, type Source } from "./sources.ts";
import { type SqlText, sqlTexts, type Variants } from "./sql-texts.ts";

/** What expressions inside statements can become. */
const VARIANTS: Variants = {
  'fields.map(([name]) => `${name} = ?`).join(", ")': ["agency_id = ?"],
  sets: ["name = ?, modseq = ?"],
  values: ["(?, ?)"],
  "typed(arrivals.length)": ["(?, ?, ?)"],
  fitting: [
    "WHERE (a.sort_key, a.account_id) > (?, ?)",
    "WHERE a.agency_id = ? AND a.status = ?",
    "WHERE a.agency_id IN (SELECT g.agency_id FROM agency g WHERE g.path >= ? AND g.path < ?) AND a.kind = ?",
    "WHERE (a.agency_id || '') IN (SELECT g.agency_id FROM agency g WHERE g.path >= ? AND g.path < ?) AND a.is_leader = ?",
    "WHERE a.account_id IN (SELECT account_id FROM person_word WHERE word >= ? AND word < ?) AND EXISTS (SELECT 1 FROM person_word p WHERE p.account_id = a.account_id AND p.word >= ? AND p.word < ?)",
  ],
  asked: ["e.seq < ? AND e.agency_id IN (SELECT agency_id FROM agency WHERE path >= ? AND path < ?)", "e.actor_id = ?"],
  ruled: ["g.path >= ? AND g.path < ? AND a.kind = ? AND a.is_leader = 1 AND g.tier IN (?, ?)"],
  queued: [
    "o.state = 'queued' AND o.delivered_at IS NULL AND o.domain = ?",
    "o.state = 'queued' AND o.delivered_at IS NULL AND o.account_id IN (SELECT b.account_id FROM account b WHERE b.agency_id IN (SELECT agency_id FROM agency WHERE (path >= ? AND path < ?)))",
  ],
  column: ["sort_key", "address", "created_at"],
  direction: ["ASC", "DESC"],
  worded: ["EXISTS (SELECT 1 FROM person_word p WHERE p.account_id = a.account_id AND p.word >= ? AND p.word < ?)"],
  table: ["account_step", "address", "account"],
  seen: ["", "AND (q.agency_id || '') IN (SELECT i.agency_id FROM agency i WHERE (i.path >= ? AND i.path < ?))"],
  inside: ["(g.path >= ? AND g.path < ?)"],
  ranges: ["(path >= ? AND path < ?)"],
  named: ["fold LIKE ? ESCAPE '!'"],
  'also.join(" ")': [
    "",
    "AND EXISTS (SELECT 1 FROM person_word o WHERE o.account_id = w.account_id AND o.word >= ? AND o.word < ?)",
  ],
};

/** Tables with as many rows as a province has agencies, groups or domains, or fewer: reading them whole is no harm. */
const SMALL = new Set([
  "report_period",
  "agency",
  "agency_link",
  "import_batch",
  "domain",
  "mail_group",
  "quota_pool",
  "tier",
]);

/** Indexes that hold only what is still to be done, so that reading one whole is the purpose. */
const PENDING = new Set([
  "import_batch_going",
  "vacation_enabled",
  "mail_log_rolled",
  "outbound_due",
  "outbound_domain",
  "held_letter_due",
  "held_letter_told",
]);

/** Indexes that lists walk in their order until a page is full, and that hold all that is filtered by, so that counting reads nothing else. */
const WALKED = new Set(["account_sort", "account_address", "account_created", "account_agency", "account_tally"]);

/** Files of reports: about every account once, and what each agency declared. */
const REPORTS = /\/(usage[\w-]*|agency-history)\.ts$/;

/** Statements that read a whole table on purpose, and why that is no harm. */
const WHOLE: Record<string, string> = {
  "SELECT 1 AS one FROM account LIMIT 1": "one row: is there any",
  "SELECT account_id, modseq FROM account_state": "once at start, by the search thread: what has it missed",
  "UPDATE account_state SET modseq = modseq + ?": "once after the machine was started",
  "UPDATE mailbox SET uid_next = uid_next + ?": "once after the machine was started",
};

/** Files whose statements check everything for operators, or work on another database (the search index). */
const CHECKS = /\/(consistency|migrations|plan-statistics|sqlite|postgres|search[\w-]*)\.ts$/;

/** Why a statement would be slow on a large province, or undefined. */
function slow(db: Database.Database, sql: string): string | undefined {
  if (/\bOFFSET\b/i.test(sql)) return "OFFSET: page by key";
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...nulls(sql)) as { detail: string }[];
  return plan.map(({ detail }) => detail).find((detail) => isScan(detail, sql));
}

/** `SCAN table` reads every row; rows that the statement itself makes (VALUES, subqueries) do not count. */
function isScan(detail: string, sql: string): boolean {
  const [, table = "", index = ""] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? [];
  const [, named = table] = new RegExp(`(?:FROM|JOIN) (\\w+) (?:AS )?${table}\\b`).exec(sql) ?? [];
  if (table === "" || table === "CONSTANT" || SMALL.has(named) || PENDING.has(index) || WALKED.has(index)) return false;
  return !new RegExp(`\\)\\s+(?:AS\\s+)?${table}\\b|WITH ${table}\\b`).test(sql);
}

function nulls(sql: string): null[] {
  return Array<null>(sql.replace(/'[^']*'/g, "").split("?").length - 1).fill(null);
}

describe("house: no query reads a whole table", () => {
  const db = new Database(":memory:");
  for (const { up } of MIGRATIONS) for (const sql of up) db.exec(forDialect(sql, "sqlite"));
  after(() => void db.close());
  const check = (texts: readonly SqlText[]) =>
    texts.flatMap(({ at, sql }) => {
      try {
        if (sql in WHOLE) return [];
        const reason = slow(db, sql);
        return reason ? [`${at}: ${reason}`] : [];
      } catch (err) {
        return [`${at}: ${err instanceof Error ? err.message : err}`];
      }
    });

  it("catches scans and offsets", () => {
    const sample = (sql: string): Source => ({ path: "x.ts", text: `r.all(\`${sql}\`)` });
    assert.equal(check(sqlTexts(sample("SELECT uid FROM message WHERE size_bytes > ?"), {})).length, 1);
    assert.equal(
      check(sqlTexts(sample("SELECT uid FROM message WHERE account_id = ? LIMIT 50 OFFSET ?"), {})).length,
      1,
    );
    assert.deepEqual(
      check(
        sqlTexts(
          sample(`SELECT uid FROM message WHERE account_id = ? AND mailbox_id = ? AND uid IN ${"$"}{holes(9)}`),
          {},
        ),
      ),
      [],
    );
  });

  it("holds for every statement of the store", () => {
    const statements = filesBelow("server/src/store", ".ts")
      .filter(
        ({ path }) =>
          !path.endsWith(".test.ts") && !CHECKS.test(path) && !REPORTS.test(path) && !path.includes("/migrations/"),
      )
      .flatMap((source) => sqlTexts(source, VARIANTS));
    assert.ok(statements.length > 50);
    assert.deepEqual(check(statements), []);
  });
});

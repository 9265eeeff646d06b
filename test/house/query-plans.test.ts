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
  'also.join(" ")': [
    "",
    "AND EXISTS (SELECT 1 FROM person_word o WHERE o.account_id = w.account_id AND o.word >= ? AND o.word < ?)",
  ],
};

/** Tables with as many rows as a province has agencies or domains, or fewer: reading them whole is no harm. */
const SMALL = new Set(["agency", "domain", "tier"]);

/** Indexes that hold only what is still to be done, so that reading one whole is the purpose. */
const PENDING = new Set(["mail_log_rolled"]);

/** Statements that read a whole table on purpose, and why that is no harm. */
const WHOLE: Record<string, string> = {
  "SELECT account_id, modseq FROM account_state": "once at start, by the search thread: what has it missed",
};

/** Files whose statements check everything for operators, or work on another database (the search index). */
const CHECKS = /\/(consistency|migrations|sqlite|postgres|search[\w-]*)\.ts$/;

/** Why a statement would be slow on a large province, or undefined. */
function slow(db: Database.Database, sql: string): string | undefined {
  if (/\bOFFSET\b/i.test(sql)) return "OFFSET: page by key";
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...nulls(sql)) as { detail: string }[];
  return plan.map(({ detail }) => detail).find((detail) => isScan(detail, sql));
}

/** `SCAN table` reads every row; rows that the statement itself makes (VALUES, subqueries) do not count. */
function isScan(detail: string, sql: string): boolean {
  const [, table = "", index = ""] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? [];
  if (table === "" || table === "CONSTANT" || SMALL.has(table) || PENDING.has(index)) return false;
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
      .filter(({ path }) => !path.endsWith(".test.ts") && !CHECKS.test(path) && !path.includes("/migrations/"))
      .flatMap((source) => sqlTexts(source, VARIANTS));
    assert.ok(statements.length > 50);
    assert.deepEqual(check(statements), []);
  });
});

import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { AccountKind, AccountStatus } from "./accounts.ts";
import type { Reader, Row, Value } from "./db.ts";
import { holes } from "./db.ts";

export type AccountFilter = {
  /** Subtrees in which the accounts are; null for everywhere. */
  paths: readonly string[] | null;
  /** One agency without those below, instead of `paths`. */
  agencyId?: AgencyId | undefined;
  kind?: AccountKind | undefined;
  status?: AccountStatus | undefined;
  leader?: boolean | undefined;
  /** Folded; each must begin a word of the account's name, title or address. */
  words: readonly string[];
};

/** Columns one may sort by; each has an index that ends with account_id and holds what is filtered by. */
const SORT_COLUMNS = { name: "sort_key", address: "address", created: "created_at" } as const;
export type AccountSort = { by: keyof typeof SORT_COLUMNS; order: "asc" | "desc" };
/** The last row of the page before. */
export type AccountMark = { key: string | number; accountId: AccountId };

/** A list row without anything secret. */
export type AccountListRow = {
  account_id: AccountId;
  kind: AccountKind;
  full_name: string;
  address: string;
  title: string;
  unit: string;
  is_leader: number;
  agency_id: AgencyId;
  agency_name: string;
  status: AccountStatus;
  used_bytes: number;
  quota_bytes: number;
  must_change: number;
  /** The number of the last day with an act of the owner; null or 0 for none. */
  last_day: number | null;
  created_at: number;
  sort_key: string;
};

/** What to begin with: the accounts of the agencies, those with the rarest word, or all in the order asked. */
type Driver = { kind: "agencies" } | { kind: "word"; word: string } | { kind: "order" };

/** How far a list with words is walked in its order before the words' own index is asked: enough for common words to fill a page. */
const WALK = 2_000;

/** Above this many a list is walked in its order until the page is full; below, gathered and sorted. */
const GATHER = 20_000;

type Page = { sort: AccountSort; mark: AccountMark | null; limit: number };

/** The accounts that fit, in order, after `mark`; at most `limit`. No OFFSET: any page costs the same. */
export async function listAccountRows(r: Reader, f: AccountFilter, page: Page): Promise<AccountListRow[]> {
  const driver = await chooseDriver(r, f);
  const near = f.words.length > 0 && driver.kind !== "agencies" ? await walkIds(r, f, page) : [];
  return hydrate(r, near.length === page.limit ? near : await driveIds(r, f, page, driver));
}

/** How many accounts fit, counted up to `most`. */
export async function countAccountRows(r: Reader, f: AccountFilter, most: number): Promise<number> {
  const q = conditions(f, await chooseDriver(r, f));
  const fitting = where(q.sql);
  const row = await r.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM account a ${fitting} LIMIT ?) c`,
    ...q.args,
    most,
  );
  return row?.n ?? 0;
}

/** All that fit, found by the driver's index and sorted, or walked in their order. */
async function driveIds(r: Reader, f: AccountFilter, page: Page, driver: Driver): Promise<AccountId[]> {
  const { column, direction } = orderOf(page.sort);
  const q = conditions(f, driver);
  after(q, page);
  const fitting = where(q.sql);
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT a.account_id FROM account a ${fitting} ORDER BY a.${column} ${direction}, a.account_id ${direction} LIMIT ?`,
    ...q.args,
    page.limit,
  );
  return rows.map((row) => row.account_id);
}

/** Those with all the words among the next few in order. */
async function walkIds(r: Reader, f: AccountFilter, page: Page): Promise<AccountId[]> {
  const { column, direction } = orderOf(page.sort);
  const q = conditions({ ...f, words: [] }, { kind: "order" });
  after(q, page);
  const fitting = where(q.sql);
  const worded = f.words.map(() => HAS_WORD).join(" AND ");
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT a.account_id FROM (SELECT a.account_id, a.${column} AS sorted_by FROM account a ${fitting}
        ORDER BY sorted_by ${direction}, a.account_id ${direction} LIMIT ?) a
      WHERE ${worded} ORDER BY a.sorted_by ${direction}, a.account_id ${direction} LIMIT ?`,
    ...q.args,
    WALK,
    ...f.words.flatMap(wordRange),
    page.limit,
  );
  return rows.map((row) => row.account_id);
}

const HAS_WORD =
  "EXISTS (SELECT 1 FROM person_word p WHERE p.account_id = a.account_id AND p.word >= ? AND p.word < ?)";

function orderOf(sort: AccountSort): { column: string; direction: string } {
  return { column: SORT_COLUMNS[sort.by], direction: sort.order === "desc" ? "DESC" : "ASC" };
}

function after(q: { sql: string[]; args: Value[] }, page: Page): void {
  if (!page.mark) return;
  const { column, direction } = orderOf(page.sort);
  q.sql.push(`(a.${column}, a.account_id) ${direction === "DESC" ? "<" : ">"} (?, ?)`);
  q.args.push(page.mark.key, page.mark.accountId);
}

/** The list rows of these accounts, in the order of the ids. */
export async function hydrate(r: Reader, accountIds: readonly AccountId[]): Promise<AccountListRow[]> {
  if (accountIds.length === 0) return [];
  const rows = await r.all<AccountListRow & Row>(
    `SELECT a.account_id, a.kind, a.full_name, a.address, a.title, a.unit, a.is_leader, a.agency_id, g.name AS agency_name, a.status, s.used_bytes,
        a.quota_bytes, a.must_change, a.created_at, a.sort_key,
        p.last_day
      FROM account a JOIN agency g ON g.agency_id = a.agency_id JOIN account_state s ON s.account_id = a.account_id
      LEFT JOIN usage_person p ON p.account_id = a.account_id
      WHERE a.account_id IN ${holes(accountIds.length)}`,
    ...accountIds,
  );
  const byId = new Map(rows.map((row) => [row.account_id, row]));
  return accountIds.flatMap((id) => byId.get(id) ?? []);
}

async function chooseDriver(r: Reader, f: AccountFilter): Promise<Driver> {
  if (f.agencyId !== undefined) return { kind: "agencies" };
  const inAgencies = f.paths === null ? Number.POSITIVE_INFINITY : await countBelow(r, f.paths);
  let rarest = { word: "", n: Number.POSITIVE_INFINITY };
  for (const word of f.words) {
    const n = await countWord(r, word);
    if (n < rarest.n) rarest = { word, n };
  }
  if (inAgencies <= Math.min(GATHER, rarest.n)) return { kind: "agencies" };
  if (rarest.n < GATHER) return { kind: "word", word: rarest.word };
  return { kind: "order" };
}

/** Accounts below the paths, counted no further than decides. */
async function countBelow(r: Reader, paths: readonly string[]): Promise<number> {
  const inside = inPaths("g.path", paths);
  const row = await r.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM agency g JOIN account a ON a.agency_id = g.agency_id WHERE ${inside} LIMIT ?) c`,
    ...pathArgs(paths),
    GATHER + 1,
  );
  return row?.n ?? 0;
}

async function countWord(r: Reader, word: string): Promise<number> {
  const row = await r.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM person_word WHERE word >= ? AND word < ? LIMIT ?) c`,
    ...wordRange(word),
    GATHER,
  );
  return row?.n ?? 0;
}

/** The filter as SQL. `|| ''` keeps a condition from choosing the index, so that the driver does. */
function conditions(f: AccountFilter, driver: Driver): { sql: string[]; args: Value[] } {
  const sql: string[] = [];
  const args: Value[] = [];
  const and = (text: string, ...values: Value[]) => {
    sql.push(text);
    args.push(...values);
  };
  if (f.agencyId !== undefined) and("a.agency_id = ?", f.agencyId);
  else if (f.paths !== null) {
    const column = driver.kind === "agencies" ? "a.agency_id" : "(a.agency_id || '')";
    and(`${column} IN (SELECT g.agency_id FROM agency g WHERE ${inPaths("g.path", f.paths)})`, ...pathArgs(f.paths));
  }
  if (driver.kind === "word")
    and(`a.account_id IN (SELECT account_id FROM person_word WHERE word >= ? AND word < ?)`, ...wordRange(driver.word));
  if (f.kind !== undefined) and("a.kind = ?", f.kind);
  if (f.status !== undefined) and("a.status = ?", f.status);
  if (f.leader !== undefined) and("a.is_leader = ?", f.leader ? 1 : 0);
  for (const word of f.words) {
    if (driver.kind === "word" && word === driver.word) continue;
    and(HAS_WORD, ...wordRange(word));
  }
  return { sql, args };
}

function where(sql: readonly string[]): string {
  return sql.length > 0 ? `WHERE ${sql.join(" AND ")}` : "";
}

function inPaths(column: string, paths: readonly string[]): string {
  return paths.length > 0 ? `(${paths.map(() => `(${column} >= ? AND ${column} < ?)`).join(" OR ")})` : "1 = 0";
}

function pathArgs(paths: readonly string[]): string[] {
  return paths.flatMap((path) => [path, `${path}~`]);
}

function wordRange(word: string): [string, string] {
  return [word, `${word}\u{10ffff}`];
}

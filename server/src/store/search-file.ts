import { fold, nfc } from "@congthu/shared/fold";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import Database from "better-sqlite3";
import type { SearchHit, SearchTerm } from "./search.ts";

/** What of a message is indexed, as it reads; folding is done here. */
export type SearchDoc = {
  accountId: AccountId;
  emailId: EmailId;
  subject: string;
  from: string;
  recipients: string;
  body: string;
  attachments: string;
};
export type SearchFile = {
  put(docs: readonly SearchDoc[]): void;
  has(accountId: AccountId, emailId: EmailId): boolean;
  remove(accountId: AccountId, emailIds: readonly EmailId[]): void;
  search(q: { accountId: AccountId; terms: readonly SearchTerm[]; limit: number }): SearchHit[];
  /** The account's modseq up to which all is indexed. */
  mark(accountId: AccountId): number;
  setMark(accountId: AccountId, modseq: number): void;
  /** Writes until `commit` are one transaction: the index of a word is written once for all of them. Questions see them at once. */
  begin(): void;
  commit(): void;
  close(): void;
};

/** Raised when the layout changes: an older file is thrown away and filled again. */
const LAYOUT = 2;

/** Opens (or makes) the index file. */
export function openSearchFile(file: string): SearchFile {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  // Derived: what a power cut takes is indexed again from the marks.
  db.pragma("synchronous = NORMAL");
  prepareLayout(db);
  const s = statements(db);
  const put = db.transaction((docs: readonly SearchDoc[]) => {
    for (const doc of docs) {
      if (s.has.get(doc.accountId, doc.emailId)) continue;
      const { lastInsertRowid } = s.insertDoc.run(doc.accountId, doc.emailId);
      const parts = [doc.subject, doc.from, doc.recipients, doc.body, doc.attachments];
      s.insertText.run(lastInsertRowid, doc.accountId, ...parts.map(fold), marked(parts.join(" ")));
    }
  });
  const remove = db.transaction((accountId: AccountId, emailIds: readonly EmailId[]) => {
    for (const emailId of emailIds) {
      const row = s.has.get(accountId, emailId) as { rowid: number } | undefined;
      if (!row) continue;
      s.deleteText.run(row.rowid);
      s.deleteDoc.run(row.rowid);
    }
  });
  return {
    put,
    remove,
    has: (accountId, emailId) => s.has.get(accountId, emailId) !== undefined,
    search: (q) => search(db, q),
    mark: (accountId) => (s.mark.get(accountId) as { modseq: number } | undefined)?.modseq ?? 0,
    setMark: (accountId, modseq) => void s.setMark.run(accountId, modseq),
    begin: () => void db.exec("BEGIN"),
    commit: () => void db.exec("COMMIT"),
    close: () => db.close(),
  };
}

function prepareLayout(db: Database.Database): void {
  if (db.pragma("user_version", { simple: true }) === LAYOUT) return;
  db.exec(`DROP TABLE IF EXISTS text; DROP TABLE IF EXISTS doc; DROP TABLE IF EXISTS mark;
    CREATE TABLE doc (rowid INTEGER PRIMARY KEY, account_id TEXT NOT NULL, email_id TEXT NOT NULL, UNIQUE (email_id, account_id));
    CREATE TABLE mark (account_id TEXT PRIMARY KEY, modseq INTEGER NOT NULL) WITHOUT ROWID;
    CREATE VIRTUAL TABLE text USING fts5(account, subject, sender, recipients, body, attachments, marked, content='', contentless_delete=1,
      tokenize='unicode61 remove_diacritics 0');
    PRAGMA user_version = ${LAYOUT};`);
}

function statements(db: Database.Database) {
  return {
    has: db.prepare(`SELECT rowid FROM doc WHERE account_id = ? AND email_id = ?`),
    insertDoc: db.prepare(`INSERT INTO doc (account_id, email_id) VALUES (?, ?)`),
    insertText: db.prepare(
      `INSERT INTO text (rowid, account, subject, sender, recipients, body, attachments, marked) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    deleteDoc: db.prepare(`DELETE FROM doc WHERE rowid = ?`),
    deleteText: db.prepare(`DELETE FROM text WHERE rowid = ?`),
    mark: db.prepare(`SELECT modseq FROM mark WHERE account_id = ?`),
    setMark: db.prepare(
      `INSERT INTO mark (account_id, modseq) VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET modseq = excluded.modseq`,
    ),
  };
}

/** The words that lose something by folding, in NFC and lower case: "Điện" but not "Nam". */
function marked(text: string): string {
  const words = nfc(text).toLowerCase().match(WORD) ?? [];
  return words.filter((w) => fold(w) !== w).join(" ");
}

/** What the tokenizer takes for words. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

const COLUMN: Record<string, string> = {
  subject: "subject",
  from: "sender",
  to: "recipients",
  cc: "recipients",
  bcc: "recipients",
  body: "body",
  attachment: "attachments",
};
const ANYWHERE = "{subject sender recipients body attachments}";

function search(
  db: Database.Database,
  q: { accountId: AccountId; terms: readonly SearchTerm[]; limit: number },
): SearchHit[] {
  const folded = q.terms
    .map((t) => ({ words: wordsOf(fold(t.text)), field: t.field }))
    .filter((t) => t.words.length > 0);
  if (folded.length === 0) return [];
  const clauses = folded.map((t) => `${t.field ? COLUMN[t.field] : ANYWHERE} : ${phrase(t.words)}`);
  const all = [`account : ${phrase([q.accountId])}`, ...clauses].join(" AND ");
  const find = db.prepare(
    `SELECT d.email_id AS emailId FROM text JOIN doc d ON d.rowid = text.rowid WHERE text MATCH ? AND d.account_id = ? ORDER BY text.rowid DESC LIMIT ?`,
  );
  const loose = find.all(all, q.accountId, q.limit) as { emailId: EmailId }[];
  const own = q.terms.flatMap((t) => marked(t.text).split(" ")).filter((w) => w !== "");
  if (own.length === 0) return loose.map(({ emailId }) => ({ emailId, exact: true }));
  const exactly = `${all} AND ${own.map((w) => `marked : ${phrase([w])}`).join(" AND ")}`;
  const exact = find.all(exactly, q.accountId, q.limit) as { emailId: EmailId }[];
  const first = new Set(exact.map((h) => h.emailId));
  const rest = loose.filter((h) => !first.has(h.emailId)).map(({ emailId }) => ({ emailId, exact: false }));
  return [...exact.map(({ emailId }) => ({ emailId, exact: true })), ...rest].slice(0, q.limit);
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** An FTS5 string: words one after another; nothing of the query's own syntax gets through. */
function phrase(words: readonly string[]): string {
  return `"${words.join(" ").replaceAll('"', "")}"`;
}

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "./db.ts";
import { openSqlite } from "./sqlite.ts";

const THREAD = new URL("../checkpoint-thread.ts", import.meta.url);

describe("the writer", () => {
  it("lets others run however long one goes on writing", async () => {
    const dir = mkdtempSync(join(tmpdir(), "congthu-writer-"));
    const db = openSqlite(join(dir, "a.sqlite"));
    await db.write((tx) => tx.run(`CREATE TABLE t (id INTEGER PRIMARY KEY)`));
    let wasRun = false;
    setTimeout(() => {
      wasRun = true;
    }, 1);
    for (let n = 0; n < 5_000 && !wasRun; n++) await db.write((tx) => tx.run(`INSERT INTO t (id) VALUES (?)`, n));
    assert.equal(wasRun, true);
    await db.close();
    rmSync(dir, { recursive: true, force: true });
  });
});

describe("what the disk is asked to keep", () => {
  const dir = mkdtempSync(join(tmpdir(), "congthu-disk-"));
  after(() => rmSync(dir, { recursive: true, force: true }));
  const insert = (db: Db, n: number) => db.write((tx) => tx.run(`INSERT INTO t (id) VALUES (?)`, n));

  it("is acknowledged only when it does; what comes meanwhile is one group, kept by the next call", async () => {
    const asked: (() => void)[] = [];
    let isManual = false;
    const sync = () => (isManual ? new Promise<void>((resolve) => asked.push(resolve)) : Promise.resolve());
    const db = openSqlite(join(dir, "a.sqlite"), undefined, sync);
    await db.write((tx) => tx.run(`CREATE TABLE t (id INTEGER PRIMARY KEY)`));
    isManual = true;
    const acknowledged: number[] = [];
    const write = (n: number) => insert(db, n).then(() => acknowledged.push(n));
    const first = write(1);
    while (asked.length === 0) await turn();
    const later = [write(2), write(3)];
    for (let n = 0; n < 20; n++) await turn();
    assert.deepEqual([acknowledged, asked.length], [[], 1]);
    asked[0]?.();
    await first;
    while (asked.length === 1) await turn();
    assert.deepEqual(acknowledged, [1]);
    asked[1]?.();
    await Promise.all(later);
    assert.deepEqual([acknowledged, asked.length], [[1, 2, 3], 2]);
    await db.close();
  });

  it("is refused when it does not, and so is all that follows", async () => {
    const refusal = new Error("EIO");
    let isBroken = false;
    const db = openSqlite(join(dir, "b.sqlite"), undefined, async () => {
      if (isBroken) throw refusal;
    });
    await db.write((tx) => tx.run(`CREATE TABLE t (id INTEGER PRIMARY KEY)`));
    isBroken = true;
    await assert.rejects(insert(db, 1), { cause: refusal });
    isBroken = false;
    await assert.rejects(insert(db, 2), { cause: refusal });
    const rows = await db.read((r) => r.all<{ id: number }>(`SELECT id FROM t WHERE id = 2`));
    assert.deepEqual(rows, []);
    await db.close();
  });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("checkpoints beside the commits", () => {
  const dir = mkdtempSync(join(tmpdir(), "congthu-checkpoints-"));
  const file = join(dir, "a.sqlite");
  after(() => rmSync(dir, { recursive: true, force: true }));

  it("let the log start again while writes go on, and lose nothing", async () => {
    const failures: Error[] = [];
    const open = () => openSqlite(file, { checkpoints: THREAD, onFailure: (err) => failures.push(err) });
    const db = open();
    await db.write((tx) => tx.run(`CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)`));
    const text = "công thư ".repeat(400);
    let written = 0;
    // More than what starts a checkpoint; and on until the log is smaller than what went through it.
    while (written < 6_000 || statSync(`${file}-wal`).size > written * text.length) {
      const from = written;
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          db.write((tx) => tx.run(`INSERT INTO t (id, text) VALUES (?, ?)`, from + i, text)),
        ),
      );
      written += 20;
      assert.ok(written < 200_000, "the log was never copied");
    }
    await db.close();
    assert.deepEqual(failures, []);
    const again = open();
    const [row] = await again.read((r) => r.all<{ n: number }>(`SELECT COUNT(*) AS n FROM t WHERE text = ?`, text));
    assert.equal(row?.n, written);
    await again.close();
  });

  it("a lost thread is told, and the commits copy the log themselves", async () => {
    const failures: Error[] = [];
    const broken = new URL("data:text/javascript,throw new Error('gone')");
    const db = openSqlite(join(dir, "b.sqlite"), { checkpoints: broken, onFailure: (err) => failures.push(err) });
    await db.write((tx) => tx.run(`CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)`));
    const text = "công thư ".repeat(400);
    for (let n = 0; n < 100_000 && failures.length === 0; n++)
      await db.write((tx) => tx.run(`INSERT INTO t (id, text) VALUES (?, ?)`, n, text));
    assert.equal(failures[0]?.message, "gone");
    await db.close();
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

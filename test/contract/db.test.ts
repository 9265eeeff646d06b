import assert from "node:assert/strict";
import type { Db } from "@congthu/server/store/db";
import { type Bench, onEveryEngine } from "../harness/engines.ts";

onEveryEngine("database contract", (open) => {
  let bench: Bench;
  let db: Db;
  const put = (name: string) => db.write((tx) => insert(tx, name));
  const insert = (tx: { run: (sql: string, ...a: string[]) => Promise<number> }, name: string) =>
    tx.run(`INSERT INTO setting (name, value, changed_at) VALUES (?, '1', 0)`, name);
  const count = async () => (await db.read((r) => r.all(`SELECT name FROM setting`))).length;
  before(async () => {
    bench = await open();
    db = bench.app.db;
  });
  after(() => bench.close());

  it("rolls back and reuses no handle", async () => {
    let leaked: { run(sql: string): Promise<number> } | undefined;
    const was = await count();
    await assert.rejects(
      db.write(async (tx) => {
        leaked = tx;
        await insert(tx, "gone");
        throw new Error("no");
      }),
      /no/,
    );
    await assert.rejects(async () => leaked?.run("DELETE FROM setting"), /transaction is over/);
    assert.equal(await count(), was);
  });

  it("undoes a failing write alone, however many share its commit", async () => {
    const was = await count();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        db.write(async (tx) => {
          await insert(tx, `g${i}`);
          if (i % 4 === 0) throw new Error("this one");
        }),
      ),
    );
    assert.equal(outcomes.filter((o) => o.status === "rejected").length, 5);
    assert.equal(await count(), was + 15);
  });

  it("runs afterCommit only on commit", async () => {
    const seen: string[] = [];
    await db.write(async (tx) => tx.afterCommit(() => seen.push("yes")));
    await assert.rejects(
      db.write(async (tx) => {
        tx.afterCommit(() => seen.push("never"));
        throw new Error("x");
      }),
    );
    assert.deepEqual(seen, ["yes"]);
  });

  it("lets an afterCommit hook write", async () => {
    const again = await new Promise<number>((resolve, reject) => {
      db.write(async (tx) => {
        tx.afterCommit(() => db.write(async () => 7).then(resolve, reject));
      }).catch(reject);
    });
    assert.equal(again, 7);
  });

  it("refuses a write inside a write", async () => {
    await assert.rejects(
      db.write(() => db.write(async () => 1)),
      /write inside write/,
    );
  });

  it("quotes survive hole translation, and numbers are numbers", async () => {
    const r = await db.read((q) =>
      q.get<{ a: string; b: string; n: number }>(
        `SELECT 'is it?' AS a, CAST(? AS TEXT) AS b, CAST(? AS BIGINT) AS n`,
        "ok",
        2 ** 40,
      ),
    );
    assert.deepEqual({ ...r }, { a: "is it?", b: "ok", n: 2 ** 40 });
  });

  it("keeps bytes", async () => {
    const bytes = Uint8Array.from([0, 255, 10, 13, 0]);
    await db.write((tx) =>
      tx.run(
        `INSERT INTO blob (blob_id, size_bytes, refs, unreferenced_at, meta, bytes) VALUES ('b', 5, 0, 0, NULL, ?)`,
        bytes,
      ),
    );
    const row = await db.read((r) => r.get<{ bytes: Uint8Array }>(`SELECT bytes FROM blob WHERE blob_id = 'b'`));
    assert.deepEqual(Uint8Array.from(row?.bytes ?? []), bytes);
  });

  it("waits for what is queued before it closes", async () => {
    await put("last");
    assert.ok((await count()) > 0);
  });
});

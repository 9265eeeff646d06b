import assert from "node:assert/strict";
import { appendAuditIn } from "@congthu/server/core/audit/append-audit";
import { canonicalJson, entryHash } from "@congthu/server/core/audit/entry-hash";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import type { AuditRow } from "@congthu/server/store/audit";
import { type Bench, onEveryEngine, openBench } from "../harness/engines.ts";
import { type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

describe("canonical JSON", () => {
  it("gives the same text for the same value", () => {
    assert.equal(
      canonicalJson({ b: [1, { z: null, a: "đ" }], a: true, no: undefined }),
      '{"a":true,"b":[1,{"a":"đ","z":null}]}',
    );
    assert.equal(canonicalJson({ a: true, b: [1, { a: "đ", z: null }] }), '{"a":true,"b":[1,{"a":"đ","z":null}]}');
  });
});

async function begin(open: () => Promise<Bench>): Promise<{ bench: Bench; province: Province }> {
  const bench = await open();
  const province = await seedProvince(bench.app);
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      bench.app.db.write((tx) =>
        appendAuditIn(bench.app, tx, null, {
          action: "account.created",
          subjectKind: "account",
          subjectId: province.accounts.anh,
          agencyId: i % 2 === 0 ? province.department : province.commune,
          detail: { i },
        }),
      ),
    ),
  );
  return { bench, province };
}

onEveryEngine("audit", (open) => {
  let bench: Bench;
  let province: Province;
  before(async () => {
    ({ bench, province } = await begin(open));
  });
  after(() => bench.close());

  it("holds, written by many at once", async () => {
    const verdict = await verifyAudit(bench.app);
    assert.ok(verdict.ok);
    assert.equal(verdict.entries, 20);
  });

  it("is listed newest first, filtered, and to each what concerns their agencies", async () => {
    const actors = await seedActors(bench.app, province);
    const list = async (who: "auditor" | "adminB", query: Record<string, string>) =>
      callRoute<{ items: { seq: number; agencyName: string }[]; next: number | null }>(
        bench.app,
        await actors.as(who),
        "listAudit",
        { query },
      );
    const first = await list("auditor", { limit: "15" });
    const second = await list("auditor", { limit: "15", before: String(first.next) });
    assert.deepEqual(
      [...first.items, ...second.items].map((e) => e.seq),
      Array.from({ length: 20 }, (_, i) => 20 - i),
    );
    assert.equal(second.next, null);
    const own = await list("adminB", {});
    assert.deepEqual(
      own.items.map((e) => e.agencyName),
      Array(10).fill("Xã Bình An"),
    );
    assert.equal((await list("auditor", { action: "account.locked" })).items.length, 0);
    assert.equal((await list("auditor", { fromDay: "2026-03-02", toDay: "2026-03-02" })).items.length, 20);
    assert.equal((await list("auditor", { fromDay: "2026-03-03" })).items.length, 0);
  });
});

describe("a tampered audit", function () {
  this.timeout(20_000);
  let bench: Bench;
  beforeEach(async () => {
    ({ bench } = await begin(() => openBench("sqlite")));
  });
  afterEach(() => bench.close());

  const tampers: [string, string, number, string][] = [
    ["a changed entry", `UPDATE audit SET detail = '{"i":99}' WHERE seq = 7`, 7, "hash"],
    ["a changed actor", `UPDATE audit SET actor_id = 'a0' WHERE seq = 3`, 3, "hash"],
    ["a removed entry", `DELETE FROM audit WHERE seq = 5`, 5, "gap"],
    ["a cut end", `DELETE FROM audit WHERE seq > 15`, 16, "head"],
    ["a swapped link", `UPDATE audit SET prev_hash = 'x' WHERE seq = 9`, 9, "link"],
  ];
  for (const [what, sql, seq, fault] of tampers)
    it(`shows ${what}`, async () => {
      await bench.app.db.write((tx) => tx.run(sql));
      assert.deepEqual(await verifyAudit(bench.app), { ok: false, entries: seq - 1, seq, fault });
    });

  it("shows an entry that was changed together with its own hash", async () => {
    await bench.app.db.write(async (tx) => {
      const row = await tx.get<AuditRow & Record<string, unknown>>(`SELECT * FROM audit WHERE seq = 7`);
      assert.ok(row);
      const { hash: _, ...entry } = { ...row, detail: '{"i":99}' };
      await tx.run(`UPDATE audit SET detail = ?, hash = ? WHERE seq = 7`, entry.detail, entryHash(entry));
    });
    assert.deepEqual(await verifyAudit(bench.app), { ok: false, entries: 7, seq: 8, fault: "link" });
  });
});

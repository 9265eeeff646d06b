import assert from "node:assert/strict";
import type { AuditRow } from "../../store/audit.ts";
import { entryHash } from "./entry-hash.ts";
import { verifyLines } from "./export-audit.ts";

/** A chain of so many entries, as an export holds them. */
function chain(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const entry = {
      ...{ seq, at: 1_770_000_000_000 + seq, actor_id: null, channel: "system", ip: "", action: "account.locked" },
      ...{ subject_kind: "account", subject_id: `a${seq}`, agency_id: null, detail: '{"note":"Nghỉ phép"}' },
      prev_hash: rows.at(-1)?.hash ?? "",
    };
    rows.push({ ...entry, hash: entryHash(entry) });
  }
  return rows;
}
async function* lines(rows: readonly AuditRow[]): AsyncGenerator<string> {
  for (const row of rows) yield JSON.stringify(row);
}
const change = (rows: AuditRow[], at: number, edit: Partial<AuditRow>) =>
  rows.map((row, i) => (i === at ? { ...row, ...edit } : row));

describe("verifyLines", () => {
  const rows = chain(5);
  const faults: [why: string, rows: AuditRow[], seq: number, fault: string][] = [
    ["a changed detail", change(rows, 2, { detail: "{}" }), 3, "hash"],
    ["a changed time", change(rows, 0, { at: 1 }), 1, "hash"],
    ["a missing entry", rows.filter((_, i) => i !== 2), 3, "gap"],
    ["two in the wrong order", [...rows.slice(0, 2), ...rows.slice(3, 4), ...rows.slice(2, 3)], 3, "gap"],
    [
      "an entry made anew with its own hash",
      change(
        rows,
        2,
        chain(3)
          .map((r) => ({ ...r, at: 5 }))
          .map((r) => {
            const { hash: _, ...entry } = r;
            return { ...r, hash: entryHash(entry) };
          })[2] ?? {},
      ),
      4,
      "link",
    ],
  ];
  for (const [why, bad, seq, fault] of faults)
    it(`finds ${why}`, async () => assert.deepEqual(await verifyLines(lines(bad)), { ok: false, seq, fault }));

  it("takes a whole export, and one that begins later", async () => {
    const end = { seq: 5, hash: rows[4]?.hash };
    assert.deepEqual(await verifyLines(lines(rows)), { ok: true, from: 1, end });
    assert.deepEqual(await verifyLines(lines(rows.slice(2))), { ok: true, from: 3, end });
  });
});

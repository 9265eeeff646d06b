import assert from "node:assert/strict";
import { frozenMigrations, migrationHashes } from "../../scripts/freeze-migrations.ts";

describe("house: migrations never change", () => {
  const frozen = frozenMigrations();
  const now = migrationHashes();

  it("the frozen ones are as they were", () => {
    assert.ok(Object.keys(now).length > 0);
    for (const [file, hash] of Object.entries(frozen)) assert.equal(now[file], hash, `${file} has changed or is gone`);
  });

  it("new ones come after the frozen ones", () => {
    const last = Object.keys(frozen).sort().at(-1) ?? "";
    assert.deepEqual(
      Object.keys(now).filter((file) => !(file in frozen) && file <= last),
      [],
    );
  });
});

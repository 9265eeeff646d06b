import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeCoverage, readLedger } from "../scripts/rfc-ledger.ts";

/** Not among the checks before a commit: several people's citations change at once, and `npm run gen` follows. */
describe("the ledger of standards", () => {
  const coverage = describeCoverage();

  it("COVERAGE.md is what npm run gen writes", () => {
    assert.equal(readFileSync(join(import.meta.dirname, "../server/rfc/COVERAGE.md"), "utf8"), coverage);
  });

  it("every RFC we claim is cited where it is met", () => {
    const empty = readLedger().filter(({ rfc }) => !new RegExp(`## RFC ${rfc} [^#]*\\| --- \\|\\n\\|`).test(coverage));
    assert.deepEqual(
      empty.map(({ rfc, title }) => `RFC ${rfc} ${title}`),
      [],
    );
  });
});

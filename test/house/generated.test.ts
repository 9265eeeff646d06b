import assert from "node:assert/strict";
import { GENERATED } from "../../scripts/generators.ts";
import { readText } from "./sources.ts";

describe("house: generated files are what npm run gen writes", () => {
  for (const { path, generate } of GENERATED.filter((file) => file.path !== "server/rfc/COVERAGE.md"))
    it(path, async () => assert.equal(readText(path), await generate()));
});

import assert from "node:assert/strict";
import { documentsAmong } from "./document-files.ts";

describe("documents among attached files", () => {
  for (const [names, n] of [
    [[], 0],
    [["Công văn 12-UBND.PDF", "Phụ lục.docx", "biểu.xls"], 3],
    [["van-ban.edxml", "logo.png", "moi-hop.ics", "tep.zip", "pdf"], 1],
  ] as const)
    it(`${names.join(", ") || "nothing"}: ${n}`, () => assert.equal(documentsAmong(names), n));
});

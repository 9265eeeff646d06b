import assert from "node:assert/strict";
import { detailText } from "./model.ts";

describe("the details of an entry", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{}, ""],
    [{ reason: "inactive", document: "15/SNV", note: "" }, "Quá hạn không đăng nhập · 15/SNV"],
    [{ before: { title: "Chuyên viên" }, after: { title: "Phó Giám đốc" } }, "Chuyên viên → Phó Giám đốc"],
    [{ before: { unit: "" }, after: { unit: "Văn phòng" } }, "– → Văn phòng"],
    [{ name: { before: "Xã A", after: "Xã B" } }, "Xã A → Xã B"],
    [{ from: "2026-01-01", to: "2026-03-31" }, "01/01/2026 · 31/03/2026"],
    [{ clerkId: "a1", clerk: "Lê Văn Thư", rights: "full" }, "Lê Văn Thư · full"],
  ];
  for (const [detail, text] of cases) it(JSON.stringify(detail), () => assert.equal(detailText({ detail }), text));
});

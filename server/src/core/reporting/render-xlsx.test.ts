import assert from "node:assert/strict";
import { percentOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { sampleReport } from "../../../../test/harness/sample-report.ts";
import { readSpreadsheet } from "../../lib/spreadsheet.ts";
import { renderXlsx } from "./render-xlsx.ts";
import { reportLines } from "./report-table.ts";

describe("the usage report as a workbook", () => {
  it("has the columns of the department's table, its tiers, sums and notes", async () => {
    const [table] = await readSpreadsheet(await renderXlsx(sampleReport()));
    const lines = table?.rows.map((row) => row.map((cell) => cell.text)) ?? [];
    assert.equal(table?.name, "Biểu tổng hợp");
    assert.equal(
      lines[1]?.[0],
      "Kỳ báo cáo: từ ngày 01/01/2026 đến ngày 31/03/2026; số liệu đến hết ngày 31/03/2026; 56 ngày làm việc.",
    );
    assert.deepEqual(lines[3]?.slice(0, 3), ["STT", "Cơ quan, đơn vị", "Cấp"]);
    assert.deepEqual(
      lines.slice(5, 14).map((row) => [...row.slice(0, 6), ...row.slice(7, 10)].join("|")),
      [
        "Cấp tỉnh||||||||",
        "1|Sở Khoa học và Công nghệ|Cấp tỉnh|50|48|96|40|80|83.3",
        "2|Sở Văn hóa, Thể thao và Du lịch|Cấp tỉnh|60|60|100|1|1.7|1.7",
        "Cộng cấp tỉnh|||110|108|98.2|41|37.3|38",
        "Cấp xã||||||||",
        "3|Xã Nậm Nhùn|Cấp xã|25|20|80|4|16|20",
        "4|Xã Pa Ủ|Cấp xã|chưa báo cáo|18|chưa báo cáo|7|chưa báo cáo|38.9",
        "5|Xã Tà Tổng|Cấp xã|20|0|0|0|0|",
        "Cộng cấp xã|||45|38|44.4|11|8.9|28.9",
      ],
    );
    assert.ok(
      lines.some((row) => row[0]?.startsWith("Thường xuyên sử dụng:")),
      "the definition is printed",
    );
  });

  it("calculates sums and shares by formulas over the rows of agencies", async () => {
    const [table, ranking, change] = await readSpreadsheet(await renderXlsx(sampleReport()));
    const formula = (row: number, column: number) => table?.rows[row - 1]?.[column]?.formula;
    assert.equal(formula(9, 3), 'IF(COUNT(D7:D8)=0,"chưa báo cáo",SUM(D7:D8))');
    assert.equal(formula(15, 4), 'IF(COUNT(E7:E8,E11:E13)=0,"chưa báo cáo",SUM(E7:E8,E11:E13))');
    assert.equal(formula(7, 5), 'IF(ISNUMBER(D7),IF(D7<=0,"",ROUND(E7/D7*100,1)),D7)');
    assert.equal(formula(7, 9), 'IF(ISNUMBER(E7),IF((E7-G7)<=0,"",ROUND(H7/(E7-G7)*100,1)),E7)');
    assert.equal(
      formula(14, 5),
      'IF(ISNUMBER(D14),IF(D14<=0,"",ROUND((SUMPRODUCT(ISNUMBER(D11:D13)*E11:E13))/D14*100,1)),D14)',
    );
    assert.equal(ranking?.rows[1]?.[1]?.formula, "'Biểu tổng hợp'!B7");
    assert.equal(change?.rows[1]?.[3]?.formula, 'IF(COUNT(B2:C2)=2,ROUND(B2-C2,1),"")');
    const sums = table?.rows.slice(5).filter((row) => /^(Cộng|Tổng cộng)/.test(row[0]?.text ?? "")) ?? [];
    assert.equal(sums.length, 3);
    for (const row of sums) assert.ok(row.slice(3, 17).every((cell, i) => cell.formula !== undefined || i === 10));
  });

  it("shows what the measures say in every cell", async () => {
    const report = sampleReport();
    const [table] = await readSpreadsheet(await renderXlsx(report));
    for (const [i, line] of reportLines(report).entries()) {
      if (line.kind === "tier") continue;
      const figures = line.kind === "agency" ? line.row : line.figures;
      const cell = table?.rows[5 + i]?.[9];
      const share = USAGE_MEASURES.find((m) => m.id === "regularOfMailboxes");
      assert.equal(cell?.number ?? null, share?.kind === "share" ? percentOf(share.of(figures)) : undefined);
    }
  });

  it("ranks by the share of regular users; who has no mailboxes has no place", async () => {
    const [, ranking] = await readSpreadsheet(await renderXlsx(sampleReport()));
    assert.deepEqual(
      ranking?.rows.slice(1).map((row) => `${row[0]?.text} ${row[1]?.text} ${row[5]?.text}`),
      [
        "1 Sở Khoa học và Công nghệ 83.3",
        "2 Xã Pa Ủ 38.9",
        "3 Xã Nậm Nhùn 20",
        "4 Sở Văn hóa, Thể thao và Du lịch 1.7",
      ],
    );
  });

  it("stands with no agency at all", async () => {
    const empty = sampleReport();
    const report = { ...empty, rows: [], tiers: [], previous: null };
    const [table] = await readSpreadsheet(await renderXlsx(report));
    assert.equal(table?.rows[5]?.[0]?.text, "Tổng cộng");
  });
});

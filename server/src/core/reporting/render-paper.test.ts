import assert from "node:assert/strict";
import { SETTINGS } from "@congthu/shared/api/setting-values";
import { strFromU8, unzipSync } from "fflate";
import { extractText, getDocumentProxy } from "unpdf";
import { sampleReport } from "../../../../test/harness/sample-report.ts";
import { agencyPaper } from "./agency-paper.ts";
import { departmentPaper } from "./department-paper.ts";
import type { Paper } from "./paper.ts";
import { renderDocx } from "./render-docx.ts";
import { renderPdf } from "./render-pdf.ts";

const form = {
  ...SETTINGS.papers.schema.parse(SETTINGS.papers.initial).department,
  parent: "Ủy ban nhân dân tỉnh Điện Biên",
  agency: "Sở Khoa học và Công nghệ",
  symbol: "BC-SKHCN",
  place: "Điện Biên",
  authority: ["KT. Giám đốc"],
  title: "Phó Giám đốc",
  name: "Nguyễn Thị Thanh Hà",
};
const paper = departmentPaper(sampleReport(), {
  form,
  problems: ["Đường truyền tại xã vùng cao chưa ổn định."],
  proposals: [],
});

/** What every report must say, in the order of Decree 30/2020 Annex I. */
const SAID = [
  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
  "Độc lập - Tự do - Hạnh phúc",
  "/BC-SKHCN",
  "BÁO CÁO",
  "Tình hình quản lý, sử dụng thư điện tử công vụ quý I năm 2026",
  "Kính gửi: Ủy ban nhân dân tỉnh.",
  "Căn cứ Nghị định số 30/2020/NĐ-CP",
  "128/155, đạt 82,6% CBCCVC, NLĐ được cấp hộp thư",
  "52/146, đạt 35,6% trên số được cấp hộp thư",
  "- Cấp xã: 11/38, đạt 28,9%.",
  "Sở Khoa học và Công nghệ (83,3%); Xã Pa Ủ (38,9%)",
  "Chưa báo cáo số người: Xã Pa Ủ.",
  "Đường truyền tại xã vùng cao chưa ổn định.",
  "ít nhất 60 % số ngày làm việc",
  "Nơi nhận:",
  "- Lưu: VT.",
  "PHÓ GIÁM ĐỐC",
  "Nguyễn Thị Thanh Hà",
  "Phụ lục",
  "TÌNH HÌNH SỬ DỤNG THƯ ĐIỆN TỬ CÔNG VỤ QUÝ I NĂM 2026",
  "Tổng cộng",
];

const inOrder = (text: string, parts: readonly string[]) => {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    assert.ok(found >= 0, `"${part}" is missing after "${text.slice(Math.max(0, at - 80), at)}"`);
    at = found + part.length;
  }
};

describe("a report on paper", () => {
  it("as PDF says what it must in its order, numbers its pages from the second on, and embeds its fonts", async () => {
    const long = { ...paper, body: Array.from({ length: 4 }, () => paper.body).flat() };
    const bytes = await renderPdf(paper);
    const { pages, fonts } = await readPdf(bytes);
    // The two columns above come left column first.
    inOrder(
      pages.join(" ").replace(/\s+/g, " "),
      SAID.filter((part) => part !== "/BC-SKHCN"),
    );
    assert.match(pages[0] ?? "", /Số:\s+\/BC-SKHCN/);
    assert.match(pages[0] ?? "", /Điện Biên, ngày\s+tháng\s+năm 2026/);
    assert.ok(fonts.length > 0 && fonts.every((name) => /^[A-Z]{6}\+Tinos/.test(name)), fonts.join());
    const numbers = (await readPdf(await renderPdf(long))).pages.map(
      (text) => /(?:^|\n)\s*(\d+)\s*(?:\n|$)/.exec(text.trimEnd())?.[1],
    );
    assert.deepEqual(numbers.slice(0, 3), [undefined, "2", "3"]);
  });

  it("as Word document says the same, the table on a page of its own across", async () => {
    const files = unzipSync(await renderDocx(paper));
    const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
    const text = xml.replaceAll("</w:p>", "\n").replace(/<[^>]+>/g, "");
    inOrder(text, ["Số:           /BC-SKHCN", "BÁO CÁO"]);
    inOrder(
      text,
      SAID.filter((part) => part !== "/BC-SKHCN"),
    );
    assert.match(xml, /w:orient="landscape"/);
    assert.equal(xml.match(/<w:titlePg/g)?.length, 2, "no number on a first page");
    assert.match(xml, /<w:tblHeader/);
    assert.match(strFromU8(files["word/styles.xml"] ?? new Uint8Array()), /w:ascii="Times New Roman"/);
    const headers = Object.keys(files).filter((name) => /^word\/header\d+\.xml$/.test(name));
    assert.ok(headers.some((name) => strFromU8(files[name] ?? new Uint8Array()).includes("PAGE")));
  });

  it("is an agency's own, point by point as Nghệ An 99/2025 has it", async () => {
    const [row] = sampleReport().rows;
    const filed = { staff: 50, directoryReviewed: false, problems: "Mạng chậm.", proposals: "" };
    const own = agencyPaper({ period: { from: "2025-12-15", to: "2026-12-14" }, form, row, filed, madeAt: 0 });
    const { pages } = await readPdf(await renderPdf(own));
    inOrder(pages.join(" ").replace(/\s+/g, " "), [
      "1. Tình hình quản lý và sử dụng năm 2026",
      "a) Tỷ lệ CBCCVC, NLĐ đã được cấp tài khoản: 48/50 đạt 96%;",
      "b) Tỷ lệ CBCCVC thường xuyên sử dụng hệ thống thư điện tử trong công việc: 80%;",
      "c) Đã rà soát, cập nhật công khai danh bạ:",
      "Đã thực hiện",
      "Chưa thực hiện",
      "2. Tồn tại, vướng mắc",
      "Mạng chậm.",
      "3. Đề xuất, kiến nghị",
      ".....",
    ]);
    const open = agencyPaper({
      period: { from: "2026-01-01", to: "2026-03-31" },
      form,
      row: undefined,
      filed: null,
      madeAt: 0,
    });
    assert.match(JSON.stringify(open.body), /……\/…… đạt ……%/);
    assert.doesNotMatch(JSON.stringify(open.body), /"isTicked":true/);
  });

  it("leaves room where nothing is set", async () => {
    const empty: Paper = { ...paper, parent: "", agency: "", place: "", to: [], recipients: [], annex: null };
    const { pages } = await readPdf(await renderPdf(empty));
    assert.match(pages[0] ?? "", /………/);
    assert.doesNotMatch(pages.join(), /Kính gửi|Nơi nhận|Phụ lục$/);
  });

  it("keeps every row of a long table, with headings on each page", async () => {
    const report = sampleReport();
    const rows = Array.from({ length: 150 }, (_, i) => ({
      ...report.rows[0],
      name: `Xã số ${i + 1} có tên khá dài`,
      tier: "xa",
    }));
    const many = departmentPaper(
      { ...report, rows: rows as typeof report.rows },
      { form, problems: [], proposals: [] },
    );
    const { pages } = await readPdf(await renderPdf(many));
    const annex = pages.filter((text) => text.includes("STT"));
    assert.ok(annex.length >= 4, `${annex.length} pages`);
    for (let i = 1; i <= 150; i++)
      assert.ok(annex.join("\n").replace(/\s+/g, " ").includes(`Xã số ${i} có`), `row ${i}`);
  });
});

async function readPdf(bytes: Uint8Array): Promise<{ pages: string[]; fonts: string[] }> {
  const raw = Buffer.from(bytes).toString("latin1");
  const fonts = [...raw.matchAll(/\/FontName \/([^\s/]+)/g)].map((m) => m[1] ?? "");
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return { pages: text.map((page) => page.normalize("NFC")), fonts };
}

import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import type { Paper, PaperBlock } from "./paper.ts";
import { bottomOf, drawAnnexTable, type Pdf, rule } from "./render-pdf-table.ts";

/** Millimetres in points. */
const MM = 72 / 25.4;
/** Decree 30/2020 Annex I: top and bottom 20–25 mm, left 30–35, right 15–20. */
const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 20 * MM };
const ANNEX_MARGINS = { top: 20 * MM, bottom: 15 * MM, left: 20 * MM, right: 15 * MM };
const BODY = 14;
const INDENT = 10 * MM;
const TICK = 10;

const FONTS = {
  regular: import.meta.resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"),
  italic: import.meta.resolve("@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf"),
  bold: import.meta.resolve("@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf"),
  boldItalic: import.meta.resolve("@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf"),
};

/** A paper as PDF, A4, in Tinos (the measures of Times New Roman), embedded. */
export function renderPdf(paper: Paper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: "A4",
    margins: MARGINS,
    bufferPages: true,
    autoFirstPage: false,
    lang: "vi-VN",
    displayTitle: true,
    info: {
      Title: `Báo cáo ${paper.abstract}`,
      Author: paper.agency,
      Creator: "Công Thư",
      CreationDate: new Date(paper.madeAt),
    },
  });
  const done = collect(doc);
  for (const [name, file] of Object.entries(FONTS)) doc.registerFont(name, fileURLToPath(file));
  doc.addPage({ size: "A4", margins: MARGINS });
  letterhead(doc, paper);
  titleOf(doc, paper);
  addressees(doc, paper.to);
  for (const block of paper.body.slice(0, -1)) drawBlock(doc, block);
  // Nobody signs a page on which nothing stands: the last paragraph stays with the signature.
  const last = paper.body.at(-1);
  if (doc.y + signatureHeight(paper) + 4 * BODY > bottomOf(doc)) doc.addPage({ size: "A4", margins: MARGINS });
  if (last) drawBlock(doc, last);
  signature(doc, paper);
  const bodyPages = doc.bufferedPageRange().count;
  if (paper.annex) {
    doc.addPage({ size: "A4", layout: "landscape", margins: ANNEX_MARGINS });
    drawAnnexTable(doc, paper, paper.annex);
  }
  numberPages(doc, bodyPages);
  doc.end();
  return done;
}

/** Quốc hiệu, Tiêu ngữ, the agencies, number, place and date. */
function letterhead(doc: Pdf, paper: Paper): void {
  const { left, right, top } = MARGINS;
  const width = doc.page.width - left - right;
  const leftWidth = width * 0.42;
  const rightX = left + leftWidth;
  const rightWidth = width - leftWidth;
  const centred = { align: "center" as const };
  doc
    .font("regular")
    .fontSize(12)
    .text(upper(paper.parent) || DOTS, left, top, { width: leftWidth - 6, ...centred });
  doc.font("bold").text(upper(paper.agency) || DOTS, { width: leftWidth - 6, ...centred });
  const leftEnd = rule(doc, left + (leftWidth - 6) / 2, doc.y + 2, leftWidth * 0.4);
  doc
    .font("bold")
    .fontSize(12)
    .text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", rightX, top, { width: rightWidth, ...centred });
  doc.fontSize(13).text("Độc lập - Tự do - Hạnh phúc", { width: rightWidth, ...centred });
  const motto = doc.widthOfString("Độc lập - Tự do - Hạnh phúc");
  const rightEnd = rule(doc, rightX + rightWidth / 2, doc.y + 1, motto);
  const y = Math.max(leftEnd, rightEnd) + 8;
  doc
    .font("regular")
    .fontSize(13)
    .text(`Số:           /${paper.symbol}`, left, y, { width: leftWidth - 6, ...centred });
  const afterNumber = doc.y;
  doc.font("italic").text(dateLine(paper), rightX, y, { width: rightWidth, ...centred });
  doc.y = Math.max(afterNumber, doc.y);
  doc.x = left;
}

function titleOf(doc: Pdf, paper: Paper): void {
  const { left, right } = MARGINS;
  const width = doc.page.width - left - right;
  doc.y += 16;
  doc.font("bold").fontSize(BODY).text("BÁO CÁO", left, doc.y, { width, align: "center" });
  doc.text(paper.abstract, { width, align: "center" });
  doc.y = rule(doc, left + width / 2, doc.y + 5, width / 5) + 10;
}

function addressees(doc: Pdf, to: readonly string[]): void {
  if (to.length === 0) return;
  const { left, right } = MARGINS;
  const width = doc.page.width - left - right;
  doc.font("regular").fontSize(BODY);
  if (to.length === 1) {
    doc.text(`Kính gửi: ${to[0]}.`, left, doc.y, { width, align: "center" });
  } else {
    const lead = "Kính gửi: ";
    const x = left + width * 0.22;
    doc.text(lead, x, doc.y, { width: width * 0.78 });
    for (const [i, name] of to.entries())
      doc.text(`- ${name}${i < to.length - 1 ? ";" : "."}`, x + doc.widthOfString(lead), doc.y, { width: width * 0.6 });
  }
  doc.y += 8;
}

function drawBlock(doc: Pdf, block: PaperBlock): void {
  const { left, right } = MARGINS;
  const width = doc.page.width - left - right;
  const style = { width, align: "justify" as const, indent: INDENT, lineGap: 2 };
  const font = block.kind === "basis" ? "italic" : block.kind === "heading" ? "bold" : "regular";
  doc.font(font).fontSize(BODY);
  // A heading stays with the two lines below it.
  const needed = block.kind === "heading" ? 4 * BODY * 1.3 : BODY * 1.3;
  if (doc.y + needed > bottomOf(doc)) doc.addPage({ size: "A4", margins: MARGINS });
  if (block.kind === "choice") drawChoice(doc, block);
  else doc.text(block.text, left, doc.y, block.kind === "heading" ? { ...style, align: "left" } : style);
  doc.y += 6;
}

/** Words, then boxes drawn by hand: no box of the font is ticked. */
function drawChoice(doc: Pdf, block: Extract<PaperBlock, { kind: "choice" }>): void {
  const { left, right } = MARGINS;
  const width = doc.page.width - left - right;
  doc.text(block.text, left, doc.y, { width, indent: INDENT, lineGap: 2, align: "justify" });
  const y = doc.y + 2;
  let x = left + INDENT;
  for (const option of block.options) {
    doc
      .lineWidth(0.8)
      .rect(x, y + 2, TICK, TICK)
      .stroke();
    if (option.isTicked)
      doc
        .moveTo(x, y + 2)
        .lineTo(x + TICK, y + 2 + TICK)
        .moveTo(x + TICK, y + 2)
        .lineTo(x, y + 2 + TICK)
        .stroke();
    doc.text(option.text, x + TICK + 6, y, { lineBreak: false });
    x += TICK + 6 + doc.widthOfString(option.text) + 30;
  }
  doc.x = left;
  doc.y = y + BODY * 1.3;
}

/** Nơi nhận at the left, who signs at the right, never torn apart. */
function signature(doc: Pdf, paper: Paper): void {
  const { left, right } = MARGINS;
  const width = doc.page.width - left - right;
  const half = width / 2;
  doc.y += 8;
  if (doc.y + signatureHeight(paper) > bottomOf(doc)) doc.addPage({ size: "A4", margins: MARGINS });
  const y = doc.y;
  if (paper.recipients.length > 0) {
    doc.font("boldItalic").fontSize(12).text("Nơi nhận:", left, y, { width: half });
    doc.font("regular").fontSize(11);
    for (const recipient of paper.recipients) doc.text(recipient, left, doc.y, { width: half - 10 });
  }
  doc.font("bold").fontSize(BODY);
  doc.y = y;
  for (const line of paper.signature.authority)
    doc.text(upper(line), left + half, doc.y, { width: half, align: "center" });
  doc.text(upper(paper.signature.title), left + half, doc.y, { width: half, align: "center" });
  doc.text(paper.signature.name, left + half, doc.y + 70, { width: half, align: "center" });
}

function signatureHeight(paper: Paper): number {
  return Math.max((paper.signature.authority.length + 3) * 17 + 70, (paper.recipients.length + 2) * 15);
}

/** Centred in the top margin, not on a first page; an annex counts for itself (Decree 30/2020 Annex I). */
function numberPages(doc: Pdf, bodyPages: number): void {
  const { count } = doc.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    const number = i < bodyPages ? i + 1 : i - bodyPages + 1;
    if (number === 1) continue;
    doc.switchToPage(i);
    const { top } = doc.page.margins;
    doc.page.margins.top = 0;
    doc
      .font("regular")
      .fontSize(13)
      .fillColor("black")
      .text(String(number), 0, 10 * MM, { width: doc.page.width, align: "center", lineBreak: false });
    doc.page.margins.top = top;
  }
}

/** Where nothing is set there is room to write. */
const DOTS = "…………………";

function dateLine(paper: Paper): string {
  return `${paper.place || "…………"}, ngày       tháng       năm ${paper.year}`;
}

function upper(text: string): string {
  return text.toLocaleUpperCase("vi");
}

function collect(doc: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on("error", reject);
  });
}

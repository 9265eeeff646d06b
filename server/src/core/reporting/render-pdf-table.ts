import type PDFDocument from "pdfkit";
import type { Paper, PaperAnnex, PaperColumn, PaperRow } from "./paper.ts";

export type Pdf = InstanceType<typeof PDFDocument>;

const SIZE = 9;
const PAD = 3;

/** The annex on landscape pages: its name, what it goes with, the table with its headings on every page, and the notes. */
export function drawAnnexTable(doc: Pdf, paper: Paper, annex: PaperAnnex): void {
  const { left, right } = doc.page.margins;
  const width = doc.page.width - left - right;
  const centred = { width, align: "center" as const };
  doc.font("bold").fontSize(14).text("Phụ lục", left, doc.page.margins.top, centred);
  doc.text(annex.title.toLocaleUpperCase("vi"), centred);
  doc
    .font("italic")
    .fontSize(13)
    .text(`(Kèm theo Báo cáo số          /${paper.symbol} ngày       tháng       năm ${paper.year})`, centred);
  doc.y = rule(doc, left + width / 2, doc.y + 5, width / 6) + 8;
  doc.font("italic").fontSize(11).text(annex.above, left, doc.y, centred);
  doc.y += 6;
  const columns = placed(annex.columns, left, width);
  drawHeadings(doc, columns);
  for (const row of annex.rows) drawRow(doc, columns, row);
  doc.y += 8;
  doc.font("italic").fontSize(10);
  for (const note of annex.notes) doc.text(note, left, doc.y, { width, lineGap: 1 });
}

type Placed = PaperColumn & { x: number; points: number };

function placed(columns: readonly PaperColumn[], left: number, width: number): Placed[] {
  const total = columns.reduce((n, c) => n + c.width, 0);
  let x = left;
  return columns.map((column) => {
    const points = (column.width / total) * width;
    x += points;
    return { ...column, x: x - points, points };
  });
}

/** Two rows: what stands over several columns, and each column's own. */
function drawHeadings(doc: Pdf, columns: readonly Placed[]): void {
  doc.font("bold").fontSize(SIZE);
  const grouped = columns.filter((c) => c.group !== undefined);
  const height = (text: string, points: number) =>
    doc.heightOfString(text, { width: points - 2 * PAD, align: "center" }) + 2 * PAD;
  const low = Math.max(0, ...grouped.map((c) => height(c.title, c.points)));
  const groups = [...new Set(grouped.map((c) => c.group ?? ""))].map((name) => {
    const members = columns.filter((c) => c.group === name);
    return { name, x: members[0]?.x ?? 0, points: members.reduce((n, c) => n + c.points, 0) };
  });
  const high = Math.max(0, ...groups.map((g) => height(g.name, g.points)));
  const whole = Math.max(
    low + high,
    ...columns.filter((c) => c.group === undefined).map((c) => height(c.title, c.points)),
  );
  const y = doc.y;
  for (const group of groups)
    box(doc, group.name, { x: group.x, y, points: group.points, height: whole - low, align: "center" });
  for (const column of columns) {
    const top = column.group === undefined ? y : y + whole - low;
    box(doc, column.title, { x: column.x, y: top, points: column.points, height: y + whole - top, align: "center" });
  }
  doc.y = y + whole;
}

function drawRow(doc: Pdf, columns: readonly Placed[], row: PaperRow): void {
  doc.font(row.kind === "line" ? "regular" : "bold").fontSize(SIZE);
  const cells = row.kind === "heading" ? [row.text] : row.cells;
  const width = columns.reduce((n, c) => n + c.points, 0);
  const height = Math.max(
    ...cells.map(
      (text, i) =>
        doc.heightOfString(text || " ", {
          width: (row.kind === "heading" ? width : (columns[i]?.points ?? 0)) - 2 * PAD,
        }) +
        2 * PAD,
    ),
  );
  // The heading of a tier stays with the first of its agencies.
  if (doc.y + height * (row.kind === "heading" ? 2 : 1) > bottomOf(doc)) {
    doc.addPage();
    doc.y = doc.page.margins.top;
    drawHeadings(doc, columns);
    doc.font(row.kind === "line" ? "regular" : "bold").fontSize(SIZE);
  }
  const y = doc.y;
  if (row.kind === "heading") box(doc, row.text, { x: columns[0]?.x ?? 0, y, points: width, height, align: "left" });
  else
    for (const [i, column] of columns.entries())
      box(doc, row.cells[i] ?? "", { x: column.x, y, points: column.points, height, align: column.align });
  doc.y = y + height;
}

type Box = { x: number; y: number; points: number; height: number; align: PaperColumn["align"] };

/** A cell with its border, text in the middle of its height. */
function box(doc: Pdf, text: string, b: Box): void {
  doc.lineWidth(0.5).rect(b.x, b.y, b.points, b.height).stroke();
  const options = { width: b.points - 2 * PAD, align: b.align };
  const spare = b.height - doc.heightOfString(text || " ", options);
  doc.text(text, b.x + PAD, b.y + spare / 2 + 0.5, options);
}

/** A short line in the middle; gives the height below it. */
export function rule(doc: Pdf, middle: number, y: number, length: number): number {
  doc
    .lineWidth(0.7)
    .moveTo(middle - length / 2, y)
    .lineTo(middle + length / 2, y)
    .stroke();
  return y + 1;
}

/** The lowest place of the page for text. */
export function bottomOf(doc: Pdf): number {
  return doc.page.height - doc.page.margins.bottom;
}

import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeightRule,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";
import type { Paper, PaperAnnex, PaperBlock, PaperRow } from "./paper.ts";

/** Twentieths of a point, the measure of WordprocessingML; a millimetre has 56.7. */
const MM = 56.7;
const A4 = { width: Math.round(210 * MM), height: Math.round(297 * MM) };
const MARGINS = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 20 * MM, header: 10 * MM };
const ANNEX_MARGINS = { top: 20 * MM, bottom: 15 * MM, left: 20 * MM, right: 15 * MM, header: 10 * MM };
/** Between the margins. */
const ROOM = A4.width - MARGINS.left - MARGINS.right;
const NONE = { style: BorderStyle.NONE, size: 0, color: "auto" };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };
const DOTS = "…………………";

/** A paper as a Word document, for the clerk to number and the head to sign; fonts by name, since every office has Times New Roman. */
export async function renderDocx(paper: Paper): Promise<Uint8Array> {
  const doc = new Document({
    title: `Báo cáo ${paper.abstract}`,
    creator: paper.agency,
    description: "Công Thư",
    styles: { default: { document: { run: { font: "Times New Roman", size: 28, language: { value: "vi-VN" } } } } },
    sections: [bodySection(paper), ...(paper.annex ? [annexSection(paper, paper.annex)] : [])],
  });
  return new Uint8Array(await Packer.toBuffer(doc));
}

function bodySection(paper: Paper): ISectionOptions {
  return {
    properties: { titlePage: true, page: { size: A4, margin: rounded(MARGINS), pageNumbers: { start: 1 } } },
    headers: pageNumber(),
    children: [
      letterhead(paper),
      line([run("BÁO CÁO", { bold: true })], { align: "center", before: 16 }),
      line([run(paper.abstract, { bold: true })], { align: "center" }),
      rule(ROOM, 0.2),
      ...addressees(paper.to),
      ...paper.body.flatMap((b, i) => block(b, i === paper.body.length - 1)),
      line([], { keep: true }),
      signature(paper),
    ],
  };
}

function letterhead(paper: Paper): Table {
  const motto = "Độc lập - Tự do - Hạnh phúc";
  const date = `${paper.place || "…………"}, ngày       tháng       năm ${paper.year}`;
  const percent = 42;
  const above = {
    left: [
      line([run(upper(paper.parent) || DOTS, { size: 12 })], { align: "center" }),
      line([run(upper(paper.agency) || DOTS, { size: 12, bold: true })], { align: "center" }),
      rule((ROOM * percent) / 100, 0.4),
    ],
    right: [
      line([run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", { size: 12, bold: true })], { align: "center" }),
      line([run(motto, { size: 13, bold: true })], { align: "center" }),
      rule((ROOM * (100 - percent)) / 100, 0.62),
    ],
  };
  const below = {
    left: [line([run(`Số:           /${paper.symbol}`, { size: 13 })], { align: "center", before: 6 })],
    right: [line([run(date, { size: 13, italics: true })], { align: "center", before: 6 })],
  };
  return sideBySide([above, below], percent);
}

function addressees(to: readonly string[]): Paragraph[] {
  if (to.length === 0) return [];
  if (to.length === 1) return [line([run(`Kính gửi: ${to[0]}.`)], { align: "center", before: 6, after: 6 })];
  const items = to.map((name, i) => line([run(`- ${name}${i < to.length - 1 ? ";" : "."}`)], { left: 55 }));
  return [line([run("Kính gửi:")], { left: 35, before: 6 }), ...items];
}

/** The last one stays with the signature: nobody signs a page on which nothing stands. */
function block(b: PaperBlock, isLast: boolean): Paragraph[] {
  const body = { align: "justify", indent: 10, before: 6, lines: 1.15, keep: isLast } as const;
  switch (b.kind) {
    case "basis":
      return [line([run(b.text, { italics: true })], body)];
    case "heading":
      return [line([run(b.text, { bold: true })], { ...body, align: "left", keep: true })];
    case "paragraph":
      return [line([run(b.text)], body)];
    case "choice":
      return [
        line([run(b.text)], { ...body, keep: true }),
        line(
          b.options.flatMap((option) => [
            new TextRun({ text: option.isTicked ? "☒" : "☐", font: "Segoe UI Symbol" }),
            run(` ${option.text}`),
            new TextRun({ children: [new Tab()] }),
          ]),
          { indent: 10 },
        ),
      ];
  }
}

function signature(paper: Paper): Table {
  const { authority, title, name } = paper.signature;
  const left =
    paper.recipients.length === 0
      ? [line([], {})]
      : [
          line([run("Nơi nhận:", { size: 12, bold: true, italics: true })], {}),
          ...paper.recipients.map((text) => line([run(text, { size: 11 })], {})),
        ];
  const right = [
    ...[...authority, title].map((text) => line([run(upper(text), { bold: true })], { align: "center", keep: true })),
    ...Array.from({ length: 4 }, () => line([], { keep: true })),
    line([run(name, { bold: true })], { align: "center" }),
  ];
  return sideBySide([{ left, right }], 50);
}

function annexSection(paper: Paper, annex: PaperAnnex): ISectionOptions {
  const italics = { italics: true, size: 13 };
  return {
    properties: {
      titlePage: true,
      page: {
        size: { ...A4, orientation: PageOrientation.LANDSCAPE },
        margin: rounded(ANNEX_MARGINS),
        pageNumbers: { start: 1 },
      },
    },
    headers: pageNumber(),
    children: [
      line([run("Phụ lục", { bold: true })], { align: "center" }),
      line([run(upper(annex.title), { bold: true })], { align: "center" }),
      line([run(`(Kèm theo Báo cáo số          /${paper.symbol} ngày       tháng       năm ${paper.year})`, italics)], {
        align: "center",
      }),
      rule(A4.height - ANNEX_MARGINS.left - ANNEX_MARGINS.right, 0.17),
      line([run(annex.above, { italics: true, size: 11 })], { align: "center", after: 6 }),
      annexTable(annex),
      ...annex.notes.map((note) => line([run(note, { italics: true, size: 10 })], { before: 2 })),
    ],
  };
}

function annexTable(annex: PaperAnnex): Table {
  const total = annex.columns.reduce((n, c) => n + c.width, 0);
  const room = A4.height - ANNEX_MARGINS.left - ANNEX_MARGINS.right;
  const widths = annex.columns.map((c) => Math.round((c.width / total) * room));
  const isFirst = (i: number) => annex.columns[i]?.group !== annex.columns[i - 1]?.group;
  const top = annex.columns.flatMap((c, i) => {
    if (c.group === undefined) return [cell(c.title, { bold: true, align: "center", rowSpan: 2 })];
    const span = annex.columns.filter((other) => other.group === c.group).length;
    return isFirst(i) ? [cell(c.group, { bold: true, align: "center", columnSpan: span })] : [];
  });
  const low = annex.columns.flatMap((c) =>
    c.group === undefined ? [] : [cell(c.title, { bold: true, align: "center" })],
  );
  const height = { value: 200, rule: HeightRule.ATLEAST };
  return new Table({
    columnWidths: widths,
    width: { size: room, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, height, children: top }),
      ...(low.length > 0 ? [new TableRow({ tableHeader: true, cantSplit: true, height, children: low })] : []),
      ...annex.rows.map((row) => tableRow(annex, row)),
    ],
  });
}

function tableRow(annex: PaperAnnex, row: PaperRow): TableRow {
  if (row.kind === "heading")
    return new TableRow({
      cantSplit: true,
      children: [cell(row.text, { bold: true, align: "left", columnSpan: annex.columns.length })],
    });
  return new TableRow({
    cantSplit: true,
    children: annex.columns.map((c, i) => cell(row.cells[i] ?? "", { bold: row.kind === "sum", align: c.align })),
  });
}

type CellOptions = { bold: boolean; align: Align; rowSpan?: number; columnSpan?: number };

function cell(text: string, { bold, align, ...span }: CellOptions): TableCell {
  return new TableCell({
    ...span,
    margins: { left: 50, right: 50, top: 20, bottom: 20 },
    verticalAlign: VerticalAlignTable.CENTER,
    children: [line([run(text, { bold, size: 9.5 })], { align })],
  });
}

/** Two columns without lines; the left one takes so many percent. */
function sideBySide(rows: readonly { left: Paragraph[]; right: Paragraph[] }[], leftPercent: number): Table {
  const widths = [leftPercent, 100 - leftPercent].map((percent) => Math.round((ROOM * percent) / 100));
  return new Table({
    columnWidths: widths,
    width: { size: Math.round(ROOM), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: rows.map(
      ({ left, right }) =>
        new TableRow({
          cantSplit: true,
          children: [left, right].map(
            (children) => new TableCell({ borders: NO_BORDERS, margins: { left: 0, right: 0 }, children }),
          ),
        }),
    ),
  });
}

type RunOptions = { bold?: boolean; italics?: boolean /** Points. */; size?: number };

function run(text: string, { size = 14, ...style }: RunOptions = {}): TextRun {
  return new TextRun({ text, size: size * 2, ...style });
}

type Align = "left" | "center" | "right" | "justify";
/** Spaces in points, first line and left edge in millimetres. */
type LineOptions = {
  align?: Align;
  before?: number;
  after?: number;
  indent?: number;
  left?: number;
  lines?: number;
  keep?: boolean;
};

function line(
  children: TextRun[],
  { align = "left", before = 0, after = 0, indent = 0, left = 0, lines = 1, keep = false }: LineOptions,
): Paragraph {
  return new Paragraph({
    children,
    alignment:
      align === "justify"
        ? AlignmentType.BOTH
        : AlignmentType[align === "left" ? "LEFT" : align === "right" ? "RIGHT" : "CENTER"],
    spacing: { before: before * 20, after: after * 20, line: Math.round(lines * 240), lineRule: LineRuleType.AUTO },
    indent: { firstLine: Math.round(indent * MM), left: Math.round(left * MM) },
    keepNext: keep,
  });
}

/** A short line in the middle of so much room: the lower border of an empty paragraph, indented at both sides. */
function rule(room: number, part: number): Paragraph {
  const side = Math.round((room * (1 - part)) / 2);
  return new Paragraph({
    spacing: { before: 0, after: 60, line: 60, lineRule: LineRuleType.EXACT },
    indent: { left: side, right: side },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: "000000", space: 0 } },
    children: [],
  });
}

/** The page's number centred above, on none of the first pages. */
function pageNumber(): NonNullable<ISectionOptions["headers"]> {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
  });
  return { default: new Header({ children: [number] }), first: new Header({ children: [new Paragraph({})] }) };
}

function rounded<T extends Record<string, number>>(margins: T): T {
  return Object.fromEntries(Object.entries(margins).map(([side, size]) => [side, Math.round(size)])) as T;
}

function upper(text: string): string {
  return text.toLocaleUpperCase("vi");
}

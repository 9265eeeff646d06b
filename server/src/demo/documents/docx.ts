import type { Paper } from "./paper.ts";
import { xmlText, zip } from "./zip.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A Word document (ECMA-376) of the paper: heading lines, paragraphs and a table, in Times New Roman 14. */
export function docx(paper: Paper): Buffer {
  const body = [
    ...paper.heading.map((text) => paragraph(text, { bold: true, center: true })),
    ...paper.paragraphs.map((text) => paragraph(text, {})),
    ...(paper.table ? [table(paper.table), paragraph("", {})] : []),
    ...paper.signature.map((text) => paragraph(text, { bold: true, right: true })),
  ].join("");
  return zip([
    {
      name: "[Content_Types].xml",
      bytes: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      bytes: `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE_REL}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: "word/document.xml",
      bytes: `${HEAD}<w:document xmlns:w="${W}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    },
  ]);
}

function paragraph(text: string, style: { bold?: boolean; center?: boolean; right?: boolean }): string {
  const align = style.center ? "center" : style.right ? "right" : "both";
  const font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>';
  const run = `<w:r><w:rPr>${font}${style.bold ? "<w:b/>" : ""}<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`;
  return `<w:p><w:pPr><w:spacing w:after="120"/><w:jc w:val="${align}"/></w:pPr>${run}</w:p>`;
}

function table(rows: readonly (readonly string[])[]): string {
  const sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
  const borders = sides.map((s) => `<w:${s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join("");
  const columns = rows[0]?.length ?? 0;
  const width = Math.floor(9000 / (columns || 1));
  const grid = Array.from({ length: columns }, () => `<w:gridCol w:w="${width}"/>`).join("");
  const cell = (text: string, bold: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(text, { bold })}</w:tc>`;
  const body = rows.map((row, i) => `<w:tr>${row.map((text) => cell(text, i === 0)).join("")}</w:tr>`).join("");
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body}</w:tbl>`;
}

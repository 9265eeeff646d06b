import { xmlText, zip } from "./zip.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A workbook (ECMA-376) with one sheet; numbers stay numbers, the first row is bold. Sheet names are at most 31 characters. */
export function xlsx(sheetName: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  return zip([
    {
      name: "[Content_Types].xml",
      bytes: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      bytes: `${HEAD}<Relationships xmlns="${PACKAGE_REL}"><Relationship Id="r1" Type="${OFFICE_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      bytes: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_REL}"><sheets><sheet name="${xmlText(sheetName.slice(0, 31))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: `${HEAD}<Relationships xmlns="${PACKAGE_REL}"><Relationship Id="r1" Type="${OFFICE_REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE_REL}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: "xl/styles.xml", bytes: STYLES },
    {
      name: "xl/worksheets/sheet1.xml",
      bytes: `${HEAD}<worksheet xmlns="${MAIN}"><cols><col min="1" max="${rows[0]?.length ?? 1}" width="22" customWidth="1"/></cols><sheetData>${rows.map(row).join("")}</sheetData></worksheet>`,
    },
  ]);
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

function row(cells: readonly (string | number)[], y: number): string {
  const style = y === 0 ? ' s="1"' : "";
  const written = cells.map((value, x) => {
    const at = `${String.fromCharCode(65 + x)}${y + 1}`;
    if (typeof value === "number") return `<c r="${at}"${style}><v>${value}</v></c>`;
    return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  });
  return `<row r="${y + 1}">${written.join("")}</row>`;
}

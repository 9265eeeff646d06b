import type { Paper } from "./paper.ts";
import { type Face, glyphFont, lineWidth } from "./pdf-glyphs.ts";

const PAGE = { width: 595, height: 842, left: 85, right: 57, top: 62, bottom: 62 };
const SIZE = 13;
const LEADING = 19;

/** A4 PDF 1.4 of the paper, in a Times with Vietnamese letters whose text can be searched and copied; pages break by themselves. */
export function pdf(paper: Paper): Buffer {
  const pages = paginate(layout(paper)).map((lines) => lines.join("\n"));
  const used = new Set(
    pages
      .join("\n")
      .match(/[0-9A-F]{2}(?=[0-9A-F]*> Tj)/g)
      ?.map((code) => Number.parseInt(code, 16)),
  );
  const fonts = (["roman", "bold"] as const).map((face) => glyphFont(face));
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const stream = (text: string) =>
    add(`<< /Length ${Buffer.byteLength(text, "latin1")} >>\nstream\n${text}\nendstream`);

  add("<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>");
  const pagesAt = add("");
  const fontAt = fonts.map((font) => {
    const base = add(`<< /Type /Font /Subtype /Type1 /BaseFont /${font.base} >>`);
    const map = stream(font.toUnicode);
    const procs = font.glyphs
      .filter((_, code) => used.has(code))
      .map((g) => `/${g.name} ${stream(g.proc)} 0 R`)
      .join(" ");
    return add(
      `<< /Type /Font /Subtype /Type3 /FontBBox [0 -300 1000 1100] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << ${procs} >> ` +
        `/Encoding << /Type /Encoding /Differences [0 ${font.glyphs.map((g) => `/${g.name}`).join(" ")}] >> /FirstChar 0 /LastChar ${font.glyphs.length - 1} ` +
        `/Widths [${font.glyphs.map((g) => g.width).join(" ")}] /Resources << /Font << /B ${base} 0 R >> >> /ToUnicode ${map} 0 R >>`,
    );
  });
  const resources = `<< /Font << /roman ${fontAt[0]} 0 R /bold ${fontAt[1]} 0 R >> >>`;
  const kids = pages.map((page) => {
    const content = stream(page);
    return add(
      `<< /Type /Page /Parent ${pagesAt} 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources ${resources} /Contents ${content} 0 R >>`,
    );
  });
  objects[pagesAt - 1] = `<< /Type /Pages /Kids [${kids.map((k) => `${k} 0 R`).join(" ")}] /Count ${kids.length} >>`;
  return assemble(objects);
}

/** One thing at a height of its own: the operators that draw it when its baseline is known. */
type Line = { height: number; draw: (y: number) => string };
const INNER = PAGE.width - PAGE.left - PAGE.right;

function layout(paper: Paper): Line[] {
  const gap: Line = { height: LEADING / 2, draw: () => "" };
  return [
    ...paper.heading.flatMap((text) => wrap(text, "bold", INNER).map((l) => textLine(l, "bold", "center"))),
    gap,
    ...paper.paragraphs.flatMap((text) => [
      ...wrap(text, "roman", INNER).map((l) => textLine(l, "roman", "left")),
      gap,
    ]),
    ...(paper.table ? [...tableLines(paper.table), gap] : []),
    ...paper.signature.map((text) => textLine(text, "bold", "right")),
  ];
}

function textLine(text: string, face: Face, align: "left" | "center" | "right"): Line {
  const width = (lineWidth(face, text) * SIZE) / 1000;
  const room = INNER - width;
  const x = PAGE.left + (align === "left" ? 0 : align === "center" ? room / 2 : room);
  return { height: LEADING, draw: (y) => show(text, face, x, y, SIZE) };
}

function tableLines(rows: readonly (readonly string[])[]): Line[] {
  const widths = columnWidths(rows);
  const size = SIZE - 2;
  return rows.map((row, r): Line => {
    const face: Face = r === 0 ? "bold" : "roman";
    const wrapped = row.map((text, c) => wrap(text, face, (((widths[c] ?? 0) - 8) * SIZE) / size));
    const height = Math.max(...wrapped.map((w) => w.length)) * (LEADING - 3) + 6;
    return {
      height,
      draw: (y) =>
        wrapped
          .flatMap((lines, c) => {
            const cell = widths[c] ?? 0;
            const x = PAGE.left + widths.slice(0, c).reduce((sum, w) => sum + w, 0);
            const top = y + LEADING - 5;
            return [
              `0.6 w ${x.toFixed(1)} ${(top - height).toFixed(1)} ${cell.toFixed(1)} ${height.toFixed(1)} re S`,
              ...lines.map((l, i) => show(l, face, x + 4, top - 14 - i * (LEADING - 3), size)),
            ];
          })
          .join("\n"),
    };
  });
}

/** Columns as wide as what they hold asks, within reason. */
function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const asked = (rows[0] ?? []).map((_, c) => {
    const longest = Math.max(
      ...rows.map((row) => Math.max(...(row[c] ?? "").split(" ").map((w) => w.length), (row[c] ?? "").length / 2)),
    );
    return Math.min(Math.max(longest, 5), 18);
  });
  const total = asked.reduce((sum, w) => sum + w, 0);
  return asked.map((w) => (w / total) * INNER);
}

function show(text: string, face: Face, x: number, y: number, size: number): string {
  const codes = glyphFont(face).encode(text);
  return `BT /${face} ${size} Tf ${x.toFixed(1)} ${y.toFixed(1)} Td <${codes}> Tj ET`;
}

function wrap(text: string, face: Face, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && (lineWidth(face, longer) * SIZE) / 1000 > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function paginate(lines: readonly Line[]): string[][] {
  const pages: string[][] = [[]];
  let y = PAGE.height - PAGE.top;
  for (const line of lines) {
    if (y - line.height < PAGE.bottom) {
      pages.push([]);
      y = PAGE.height - PAGE.top;
    }
    pages.at(-1)?.push(line.draw(y));
    y -= line.height;
  }
  return pages;
}

/** Header, numbered objects, cross-reference table, trailer (ISO 32000-1 §7.5). */
function assemble(objects: readonly string[]): Buffer {
  let out = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

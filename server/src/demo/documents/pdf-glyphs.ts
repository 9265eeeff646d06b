/** Times upright or bold, from the fonts every PDF reader has. */
export type Face = "roman" | "bold";
export type GlyphFont = {
  base: string;
  /** By code: name, advance in thousandths, and the drawing (Type 3 glyph description, ISO 32000-1 §9.6.5). */
  glyphs: readonly { name: string; width: number; proc: string }[];
  /** A ToUnicode CMap, so that text can be searched and copied. */
  toUnicode: string;
  /** The text's codes as hexadecimal; letters the font lacks become "?". */
  encode(text: string): string;
};

/**
 * The standard fonts of PDF lack most Vietnamese letters and embedding a whole font makes each letter large. So each glyph here is the
 * standard letter with its marks drawn over it; readers see Times with every Vietnamese letter, and find the text.
 */
export function glyphFont(face: Face): GlyphFont {
  const known = FONTS.get(face);
  if (known) return known;
  const glyphs = [...CHARACTERS].map((char, code) => ({
    name: `g${code}`,
    width: widthOf(face, char),
    proc: draw(face, char),
  }));
  const font: GlyphFont = {
    ...{ base: face === "bold" ? "Times-Bold" : "Times-Roman", glyphs, toUnicode: unicodeMap() },
    encode: (text) => [...text.normalize("NFC")].map((c) => hex(CODE.get(c) ?? CODE.get("?") ?? 0, 2)).join(""),
  };
  FONTS.set(face, font);
  return font;
}

/** Advance of a line in thousandths of its size. */
export function lineWidth(face: Face, text: string): number {
  return [...text.normalize("NFC")].reduce((sum, c) => sum + widthOf(face, CODE.has(c) ? c : "?"), 0);
}

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const VOWELS = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"];
const TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const MARKED = VOWELS.flatMap((v) => TONES.map((t) => (v + t).normalize("NFC"))).filter((c) => !/^[a-z]$/.test(c));
const LETTERS = `${MARKED.join("")}đ`;
/** Standard-encoding codes of the punctuation beyond ASCII. */
const PUNCTUATION: Record<string, [code: number, width: number]> = {
  "–": [0xb1, 500],
  "—": [0xd0, 1000],
  "“": [0xaa, 444],
  "”": [0xba, 444],
  "’": [0x27, 333],
  "…": [0xbc, 1000],
};
const CHARACTERS = ASCII + LETTERS + LETTERS.toUpperCase() + Object.keys(PUNCTUATION).join("");
const CODE = new Map([...CHARACTERS].map((c, i) => [c, i]));
const FONTS = new Map<Face, GlyphFont>();

/** Advances of ASCII 32–126 in Times-Roman and Times-Bold (Adobe Core 14 metrics). */
const WIDTHS: Record<Face, readonly number[]> = {
  roman: [
    ...[250, 333, 408, 500, 500, 833, 778, 333, 333, 333, 500, 564, 250, 333, 250, 278],
    ...[500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444],
    ...[921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722],
    ...[556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500],
    ...[333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500],
    ...[500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541],
  ],
  bold: [
    ...[250, 333, 555, 500, 500, 1000, 833, 333, 333, 333, 500, 570, 250, 333, 250, 278],
    ...[500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500],
    ...[930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778],
    ...[611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500],
    ...[333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500],
    ...[556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520],
  ],
};
const DOTLESS_I = 0xf5;
const HORN = "\u031b";

function widthOf(face: Face, char: string): number {
  const punctuation = PUNCTUATION[char];
  if (punctuation) return punctuation[1];
  const { base, marks } = split(char);
  return (WIDTHS[face][base.charCodeAt(0) - 32] ?? 500) + (marks.includes(HORN) ? 40 : 0);
}

function split(char: string): { base: string; marks: string[] } {
  if (char === "đ") return { base: "d", marks: ["stroke"] };
  if (char === "Đ") return { base: "D", marks: ["stroke"] };
  const [base = "?", ...marks] = char.normalize("NFD");
  return { base, marks };
}

function draw(face: Face, char: string): string {
  const { base, marks } = split(char);
  const above = marks.some((m) => m !== "\u0323" && m !== HORN);
  const letter = PUNCTUATION[char]?.[0] ?? (base === "i" && above ? DOTLESS_I : base.charCodeAt(0));
  const pen = face === "bold" ? 72 : 46;
  const width = widthOf(face, char);
  const bare = WIDTHS[face][base.charCodeAt(0) - 32] ?? 500;
  const upper = base !== base.toLowerCase();
  const at = { x: bare / 2, y: upper ? 700 : 500, width: bare, upper };
  const strokes = marks.map((mark, i) => markPath(mark, at, marks.slice(0, i)));
  const path = strokes.length > 0 ? `\n${pen} w 1 J 1 j\n${strokes.join("\n")}` : "";
  return `${width} 0 0 -300 1000 1100 d1\nBT /B 1000 Tf <${hex(letter, 2)}> Tj ET${path}`;
}

type Place = { x: number; y: number; width: number; upper: boolean };

/** One mark as a path; a tone over a circumflex or breve moves up and aside. */
function markPath(mark: string, at: Place, before: readonly string[]): string {
  const over = before.some((m) => m === "\u0302" || m === "\u0306");
  const [x, y] = [at.x, at.y];
  const aside = (dx: number, dy: number): [number, number] => (over ? [x + dx, y + dy] : [x, y]);
  switch (mark) {
    case "\u0302":
      return line([x - 105, y], [x, y + 95], [x + 105, y]);
    case "\u0306":
      return curve([x - 100, y + 95], [x - 75, y - 20], [x + 75, y - 20], [x + 100, y + 95]);
    case "\u0300": {
      const [a, b] = aside(-95, 105);
      return line([a - 55, b + 115], [a + 45, b + 10]);
    }
    case "\u0301": {
      const [a, b] = aside(105, 105);
      return line([a - 45, b + 10], [a + 55, b + 115]);
    }
    case "\u0309": {
      const [a, b] = aside(115, 85);
      return `${curve([a - 50, b + 110], [a - 35, b + 165], [a + 65, b + 160], [a + 50, b + 100])} ${curve([a + 50, b + 100], [a + 38, b + 65], [a, b + 70], [a, b + 15])}`;
    }
    case "\u0303": {
      const [a, b] = aside(0, 140);
      return curve([a - 105, b + 20], [a - 45, b + 130], [a + 45, b - 30], [a + 105, b + 80]);
    }
    case "\u0323":
      return `q 100 w ${line([x, -150], [x, -149])} Q`;
    case HORN: {
      const right = at.width - (at.upper ? 110 : 75);
      const top = at.upper ? 600 : 420;
      return curve([right, top], [right + 75, top + 10], [right + 115, top + 60], [right + 85, top + 130]);
    }
    default:
      return at.upper ? line([20, 335], [320, 335]) : line([at.width - 245, 560], [at.width - 10, 560]);
  }
}

type Point = readonly [x: number, y: number];
const point = ([x, y]: Point) => `${Math.round(x)} ${Math.round(y)}`;

function line(first: Point, ...rest: Point[]): string {
  return `${point(first)} m ${rest.map((p) => `${point(p)} l`).join(" ")} S`;
}

function curve(from: Point, a: Point, b: Point, to: Point): string {
  return `${point(from)} m ${point(a)} ${point(b)} ${point(to)} c S`;
}

function unicodeMap(): string {
  const pairs = [...CHARACTERS].map((c, code) => `<${hex(code, 2)}> <${hex(c.codePointAt(0) ?? 0, 4)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < pairs.length; i += 100) {
    const part = pairs.slice(i, i + 100);
    blocks.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`);
  }
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange <00> <FF> endcodespacerange",
    ...blocks,
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}

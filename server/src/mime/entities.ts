/** The entities that mail uses, most of all those of Vietnamese letters. */
const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  sbquo: "‚",
  bdquo: "„",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  bull: "•",
  middot: "·",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  sect: "§",
  times: "×",
  plusmn: "±",
  frac12: "½",
  euro: "€",
  rarr: "→",
  larr: "←",
  check: "✓",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  atilde: "ã",
  auml: "ä",
  aring: "å",
  abreve: "ă",
  aelig: "æ",
  ccedil: "ç",
  egrave: "è",
  eacute: "é",
  ecirc: "ê",
  euml: "ë",
  igrave: "ì",
  iacute: "í",
  icirc: "î",
  iuml: "ï",
  itilde: "ĩ",
  ntilde: "ñ",
  ograve: "ò",
  oacute: "ó",
  ocirc: "ô",
  otilde: "õ",
  ouml: "ö",
  oslash: "ø",
  ugrave: "ù",
  uacute: "ú",
  ucirc: "û",
  uuml: "ü",
  utilde: "ũ",
  yacute: "ý",
  yuml: "ÿ",
  dstrok: "đ",
  eth: "ð",
  szlig: "ß",
};

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,9}));?/gi;

/** Text with HTML's character references replaced; unknown ones stay. */
export function entityText(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    ENTITY,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return namedText(name) ?? whole;
      return codePointText(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal));
    },
  );
}

/** Names are case-sensitive: an upper-case first letter is the upper-case letter. */
function namedText(name: string): string | null {
  if (Object.hasOwn(NAMED, name)) return NAMED[name] as string;
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  if (lower !== name && Object.hasOwn(NAMED, lower)) return (NAMED[lower] as string).toUpperCase();
  const all = name.toLowerCase();
  return Object.hasOwn(NAMED, all) && (NAMED[all] as string).length <= 1 ? (NAMED[all] as string) : null;
}

function codePointText(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return String.fromCodePoint(code);
}

/** Inline style that survives: what Word, Excel and newsletters need for text, tables and colours; nothing that loads or overlays. */
const PROPERTIES = new Set(
  (
    "color background-color background font font-family font-size font-style font-weight font-variant text-align text-align-last " +
    "text-decoration text-decoration-line text-decoration-style text-decoration-color text-indent text-transform line-height " +
    "letter-spacing word-spacing white-space word-break word-wrap overflow-wrap vertical-align direction tab-size " +
    "width height min-width max-width min-height max-height float clear display " +
    "margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left " +
    "border border-top border-right border-bottom border-left border-width border-style border-color border-collapse border-spacing " +
    "border-top-width border-top-style border-top-color border-right-width border-right-style border-right-color " +
    "border-bottom-width border-bottom-style border-bottom-color border-left-width border-left-style border-left-color " +
    "border-radius list-style list-style-type list-style-position table-layout caption-side empty-cells"
  ).split(" "),
);
const FUNCTIONS = new Set(["rgb", "rgba", "hsl", "hsla"]);
/** Letters of any script for font names; no escapes, no braces, no angle brackets. Quoted names are whole. */
const VALUE = /^(?:[\p{L}\p{N}\s.,%#()!+_/-]|"[\p{L}\p{N}\s.,_-]*"|'[\p{L}\p{N}\s.,_-]*')+$/u;
const SELECTOR = /^[A-Za-z0-9\s.,>_*:-]+$/;
const DISPLAY = /^(block|inline|inline-block|none|list-item|table[a-z-]*)$/i;
const MAX_RULES = 2_000;
const MAX_DECLARATIONS = 10_000;
const MAX_CSS = 512 * 1024;

/** Declarations reduced to allowed ones, rebuilt from their allowed characters; "" when none is left. */
export function filterDeclarations(css: string): string {
  const kept: string[] = [];
  for (const declaration of splitDeclarations(css)) {
    const colon = declaration.indexOf(":");
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (colon > 0 && PROPERTIES.has(property) && isSafeValue(property, value)) kept.push(`${property}:${value}`);
  }
  return kept.join(";");
}

/**
 * A style sheet reduced to plain rules: simple selectors of tags and classes, allowed declarations. Every at-rule (@import, @font-face,
 * @media …) goes. The result is rebuilt from allowed characters, so it can close no element.
 */
export function filterStyleSheet(css: string): string {
  const text = withoutCssComments(css.slice(0, MAX_CSS)).replaceAll("<!--", " ").replaceAll("-->", " ");
  const out: string[] = [];
  let pos = 0;
  for (let count = 0; pos < text.length && count < MAX_RULES; count++) {
    const open = text.indexOf("{", pos);
    if (open === -1) break;
    // "@import x;" before a rule is not part of its selector.
    const prelude = text.slice(text.lastIndexOf(";", open) >= pos ? text.lastIndexOf(";", open) + 1 : pos, open).trim();
    if (prelude.startsWith("@")) {
      pos = endOfBlock(text, open);
      continue;
    }
    const close = text.indexOf("}", open);
    const end = close === -1 ? text.length : close;
    const body = filterDeclarations(text.slice(open + 1, end));
    if (body !== "" && prelude.length < 500 && SELECTOR.test(prelude) && !prelude.includes("::"))
      out.push(`${prelude}{${body}}`);
    pos = end + 1;
  }
  return out.join("\n");
}

function isSafeValue(property: string, value: string): boolean {
  if (value === "" || value.length > 300 || !VALUE.test(value)) return false;
  if (property === "display" && !DISPLAY.test(value.replace(/\s*!important$/i, ""))) return false;
  for (const m of value.matchAll(/([\p{L}\p{N}_-]*)\s*\(/gu)) {
    if (!FUNCTIONS.has((m[1] as string).toLowerCase())) return false;
  }
  return true;
}

/** At semicolons outside of quotes and parentheses. */
function splitDeclarations(css: string): string[] {
  const text = withoutCssComments(css.slice(0, MAX_DECLARATIONS));
  const out: string[] = [];
  let from = 0;
  let quote = "";
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quote !== "") {
      if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "(") depth++;
    else if (c === ")") depth = Math.max(0, depth - 1);
    else if (c === ";" && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out;
}

function withoutCssComments(css: string): string {
  let out = "";
  let pos = 0;
  while (pos < css.length) {
    const open = css.indexOf("/*", pos);
    if (open === -1) return out + css.slice(pos);
    const close = css.indexOf("*/", open + 2);
    out += `${css.slice(pos, open)} `;
    pos = close === -1 ? css.length : close + 2;
  }
  return out;
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i + 1;
  }
  return text.length;
}

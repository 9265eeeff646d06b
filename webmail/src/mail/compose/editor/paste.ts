import { hideStyles } from "./inline-styles.ts";
import { sanitizeToTree } from "./sanitize.ts";
import { sheetRules } from "./sheet-rules.ts";
import { listMark } from "./word-lists.ts";

/** What a cell or a word may keep of the style sheet that Excel and Word put beside their HTML. */
const KEPT = [
  "text-align",
  "vertical-align",
  "background-color",
  "color",
  "font-weight",
  "font-style",
  "font-size",
  "font-family",
  "text-decoration",
  "white-space",
];

/** Pasted HTML as the editor should read it: Word and Excel markup made plain, their tables and lists kept. */
export function cleanPasted(html: string): string {
  const rules = sheetRules(html);
  const plain = html
    .replace(/<style\b[\s\S]*?<\/style>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<\/?o:p>/gi, "");
  const tree = sanitizeToTree(plain);
  applySheet(tree, rules);
  for (const image of tree.querySelectorAll("img")) dropForeign(image);
  buildLists(tree);
  return hideStyles(tree.innerHTML);
}

/** An image the page may not load: what it says stays, the picture goes. */
function dropForeign(image: HTMLImageElement): void {
  const source = image.getAttribute("src") ?? "";
  if (source.startsWith("/jmap/") || source.startsWith("data:image")) return;
  image.replaceWith(image.alt ? `[${image.alt}]` : "");
}

/** Writes the rules of classes and of table cells into the elements, so that they survive without the sheet. */
function applySheet(tree: HTMLElement, rules: Map<string, [string, string][]>): void {
  for (const element of tree.querySelectorAll<HTMLElement>("td,th,tr,p,span,font,[class]")) {
    const names = [element.tagName.toLowerCase(), ...[...element.classList].map((name) => `.${name}`)];
    for (const name of names)
      for (const [property, value] of rules.get(name) ?? [])
        if (KEPT.includes(property) && !element.style.getPropertyValue(property))
          element.style.setProperty(property, value);
    element.removeAttribute("class");
  }
  for (const cell of tree.querySelectorAll<HTMLElement>("td,th")) moveToText(cell);
}

/** What Excel says of a cell, the editor keeps on its text: alignment on the paragraph, fonts on a span. */
function moveToText(cell: HTMLElement): void {
  const align = cell.style.textAlign || cell.getAttribute("align") || "";
  const hasBlocks = cell.querySelector("p,div,ul,ol,table") !== null;
  const paragraphs = hasBlocks ? [...cell.querySelectorAll<HTMLElement>("p,div")] : [wrap(cell, "p")];
  for (const paragraph of paragraphs) if (align && !paragraph.style.textAlign) paragraph.style.textAlign = align;
  const bold = /^(bold|[6-9]00)$/.test(cell.style.fontWeight);
  const { color, fontSize, fontFamily, fontStyle } = cell.style;
  if (hasBlocks || !(bold || color || fontSize || fontFamily || fontStyle === "italic")) return;
  const text = wrap(paragraphs[0] ?? cell, "span");
  Object.assign(text.style, { color, fontSize, fontFamily, fontStyle, fontWeight: bold ? "bold" : "" });
}

/** Puts everything in an element into one new child. */
function wrap(element: HTMLElement, tag: "p" | "span"): HTMLElement {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
  return inner;
}

/** Word writes lists as paragraphs with a mark; runs of them become lists again. */
function buildLists(tree: HTMLElement): void {
  let list: HTMLElement | null = null;
  for (const paragraph of [...tree.querySelectorAll<HTMLElement>("p")]) {
    const word = /mso-list\s*:\s*l\d/i.test(paragraph.getAttribute("style") ?? "");
    const mark = word ? listMark(paragraph.textContent ?? "") : null;
    if (!mark) {
      list = null;
      continue;
    }
    const continues = list?.tagName.toLowerCase() === mark.tag && list.nextElementSibling === paragraph;
    if (!list || !continues) {
      list = tree.ownerDocument.createElement(mark.tag);
      paragraph.before(list);
    }
    const item = tree.ownerDocument.createElement("li");
    removeLeading(paragraph, mark.length);
    paragraph.removeAttribute("style");
    item.append(paragraph);
    list.append(item);
  }
}

/** Takes so many characters off the front of an element's text. */
function removeLeading(element: HTMLElement, length: number): void {
  let rest = length;
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && rest > 0; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    node.nodeValue = text.slice(Math.min(rest, text.length));
    rest -= Math.min(rest, text.length);
  }
}

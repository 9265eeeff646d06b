/** The attribute under which inline styles travel through strings. */
export const HIDDEN_STYLE = "data-style";

/**
 * Inline styles of parsed markup are dead on a page whose policy forbids them: the browser keeps the attribute and applies
 * nothing, so that a parser reads no style at all. Before parsing they are renamed …
 */
export function hideStyles(html: string): string {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(\s*=)/i, ` ${HIDDEN_STYLE}$1`));
}

/** … in a string of markup they get their name back … */
export function unhideStyles(html: string): string {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(` ${HIDDEN_STYLE}=`, " style="));
}

/** … and in a tree they are set one by one through the object model, which the policy allows. */
export function applyHiddenStyles<T extends Element>(tree: T): T {
  for (const element of tree.querySelectorAll<HTMLElement>(`[${HIDDEN_STYLE}]`)) {
    element.style.cssText = element.getAttribute(HIDDEN_STYLE) ?? "";
    element.removeAttribute(HIDDEN_STYLE);
  }
  return tree;
}

import DOMPurify from "dompurify";
import { applyHiddenStyles, HIDDEN_STYLE, hideStyles, unhideStyles } from "./inline-styles.ts";

const FORBIDDEN = [
  "form",
  "input",
  "button",
  "select",
  "textarea",
  "svg",
  "math",
  "iframe",
  "object",
  "embed",
  "video",
  "audio",
];
const COMMON = {
  ALLOW_DATA_ATTR: false,
  ADD_ATTR: [HIDDEN_STYLE, "data-cid"],
  ADD_URI_SAFE_ATTR: [HIDDEN_STYLE],
  // Schemes we know, or no scheme at all: this is asked of every attribute, also of colspan and class.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel|cid):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
};

/** Foreign HTML for the quoted original: scripts, forms and the like gone, tables, fonts and style sheets kept. */
export function sanitizeQuote(html: string): string {
  return unhideStyles(DOMPurify.sanitize(hideStyles(html), { ...COMMON, FORBID_TAGS: FORBIDDEN, FORCE_BODY: true }));
}

/** Foreign HTML as a tree for the editor: nothing runs, inline styles live, style sheets are left out. */
export function sanitizeToTree(html: string): HTMLElement {
  const options = { ...COMMON, FORBID_TAGS: [...FORBIDDEN, "style"], RETURN_DOM: true as const };
  return applyHiddenStyles(DOMPurify.sanitize(hideStyles(html), options) as HTMLElement);
}

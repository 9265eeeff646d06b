import sanitize from "sanitize-html";
import { filterDeclarations, filterStyleSheet } from "./style-filter.ts";

/** Where the pictures of a message may come from. A callback gives the address to use instead, or null to leave the picture out. */
export type ImageSources = {
  /** For `cid:` links (RFC 8621 §4.1.4): the decoded Content-ID without brackets. */
  embedded(contentId: string): string | null;
  /** For pictures from the net: an absolute http or https address. Null until the reader allows them; then our proxy's address. */
  remote(url: string): string | null;
};

export type CleanHtml = {
  /** Body content with its style sheet, to be put into the message frame; no html, head or body element around it. */
  html: string;
  /** Pictures from the net that the message refers to, and how many of them were left out. */
  remoteImages: number;
  blockedImages: number;
};

const TAGS =
  "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption " +
  "figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub " +
  "sup table tbody td tfoot th thead tr tt u ul var wbr";
/** Elements whose content goes with them: what is not text, and what browsers parse by other rules. */
const DROPPED =
  "script style svg math xml iframe frame frameset noframes object embed applet param template noscript noembed textarea select option " +
  "datalist xmp plaintext listing title video audio canvas map dialog portal slot";
const ATTRIBUTES =
  "align alt bgcolor border cellpadding cellspacing class clear color colspan dir face height hspace lang nowrap rowspan size span start " +
  "style title type valign value vspace width background";
const MAX_NESTING = 250;
/** Where more elements than this are open the body ends: the parser's time grows with the square of the depth. */
const MAX_OPEN = 1_000;
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
/** Elements that the next of their kind closes, as far as real mail goes. */
const SELF_CLOSED = /^(p|li|td|th|tr|tbody|thead|tfoot|dd|dt|option|colgroup|rt|rp)$/i;
/** More tags than this are not read: they are seconds of work. A table of 10,000 rows with eight plain cells still fits. */
const MAX_TAGS = 200_000;
/** Beyond this a body is shown from its beginning only. */
const MAX_LENGTH = 8 * 1024 * 1024;

/**
 * HTML of a message made harmless by an allow-list: no scripts, forms, frames, SVG, MathML, no style that loads or overlays; links open
 * in a new tab and tell nobody where from; pictures only as `images` says. The frame's CSP would stop what this missed. Never throws.
 */
export function sanitizeMessageHtml(dirty: string, images: ImageSources): CleanHtml {
  const whole = dirty.length > MAX_LENGTH ? dirty.slice(0, MAX_LENGTH) : dirty;
  const source = withinDepth(whole, (tag) => !SELF_CLOSED.test(tag));
  try {
    return sanitizeSource(source, images);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return sanitizeSource(
      withinDepth(whole, () => true),
      images,
    );
  }
}

class TooDeep extends Error {}

function sanitizeSource(source: string, images: ImageSources): CleanHtml {
  const count = { remote: 0, blocked: 0, open: 0 };
  const picture = (src: string): string | null => {
    const found = imageAddress(src, images);
    if (found.isRemote) count.remote++;
    if (found.isRemote && found.url === null) count.blocked++;
    return found.url;
  };
  const body = sanitize(source, {
    allowedTags: TAGS.split(" "),
    nonTextTags: DROPPED.split(" "),
    allowedAttributes: { "*": ATTRIBUTES.split(" "), a: ["href", "target", "rel"], img: ["src"] },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesAppliedToAttributes: ["href"],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    disallowedTagsMode: "discard",
    enforceHtmlBoundary: false,
    nestingLimit: MAX_NESTING,
    transformTags: { "*": (tagName, attribs) => transform(tagName, attribs, picture) },
    onOpenTag: () => {
      if (++count.open > 2 * MAX_OPEN) throw new TooDeep();
    },
    onCloseTag: () => {
      count.open--;
    },
  });
  const css = filterStyleSheet(styleSheets(source));
  const html = css === "" ? body : `<style>${css}</style>${body}`;
  return { html, remoteImages: count.remote, blockedImages: count.blocked };
}

/** The beginning of the HTML with not too many tags, and not too many elements open at once of those that `counts` names. */
function withinDepth(html: string, counts: (tag: string) => boolean): string {
  let open = 0;
  let tags = 0;
  for (const m of html.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})/gi)) {
    const tag = m[2] as string;
    if (++tags > MAX_TAGS) return html.slice(0, m.index);
    if (VOID.test(tag) || !counts(tag)) continue;
    open = m[1] === "" ? open + 1 : Math.max(0, open - 1);
    if (open > MAX_OPEN) return html.slice(0, m.index);
  }
  return html;
}

type Picture = (src: string) => string | null;

function transform(tag: string, given: sanitize.Attributes, picture: Picture): sanitize.Tag {
  const attribs: Record<string, string> = { ...given };
  // The body's colours and class belong to the message; it becomes a block of its own.
  const tagName = tag === "body" ? "div" : tag;
  if (attribs.style !== undefined) replace(attribs, "style", filterDeclarations(attribs.style));
  if (attribs.class !== undefined) replace(attribs, "class", attribs.class.replace(/[^A-Za-z0-9 _-]/g, "").trim());
  if (attribs.background !== undefined) replace(attribs, "background", picture(attribs.background));
  if (tagName === "img") replace(attribs, "src", picture(attribs.src ?? ""));
  if (tagName === "a") {
    const href = linkAddress(attribs.href ?? "");
    replace(attribs, "href", href);
    replace(attribs, "target", href && "_blank");
    replace(attribs, "rel", href && "noopener noreferrer");
  }
  return { tagName, attribs };
}

function replace(attribs: Record<string, string>, name: string, value: string | null): void {
  if (value === null || value === "") delete attribs[name];
  else attribs[name] = value;
}

/** Addresses as browsers read them: control characters and white space around and inside do not count. */
function tidyAddress(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, "").trim();
}

/** Absolute http, https, mailto and tel addresses only; a link into the page or to a relative address leads nowhere in a message. */
function linkAddress(href: string): string | null {
  const text = tidyAddress(href);
  const full = text.startsWith("//") ? `https:${text}` : /^www\.[^\s/]+\./i.test(text) ? `http://${text}` : text;
  return /^(https?:\/\/[^\s/]|mailto:|tel:)/i.test(full) ? full : null;
}

function imageAddress(src: string, images: ImageSources): { url: string | null; isRemote: boolean } {
  const text = tidyAddress(src);
  if (/^cid:/i.test(text)) return { url: images.embedded(decodeCid(text.slice(4))), isRemote: false };
  // Not SVG, which is a document of its own.
  if (/^data:image\/(png|jpe?g|gif|webp|bmp|x-icon);base64,[A-Za-z0-9+/=\s]*$/i.test(text))
    return { url: text, isRemote: false };
  const full = text.startsWith("//") ? `https:${text}` : text;
  if (!/^https?:\/\/[^\s/]/i.test(full) || !URL.canParse(full)) return { url: null, isRemote: false };
  return { url: images.remote(full), isRemote: true };
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid);
  } catch {
    return cid;
  }
}

/** The text of all style elements; where they begin and end matters for looks only, since the result is rebuilt. */
function styleSheets(html: string): string {
  const sheets: string[] = [];
  const opening = /<style\b[^>]{0,500}>/gi;
  for (let m = opening.exec(html); m !== null && sheets.length < 50; m = opening.exec(html)) {
    const from = opening.lastIndex;
    const end = /<\/style/i.exec(html.slice(from, from + 512 * 1024));
    if (end === null) break;
    sheets.push(html.slice(from, from + end.index));
    opening.lastIndex = from + end.index;
  }
  return sheets.join("\n");
}

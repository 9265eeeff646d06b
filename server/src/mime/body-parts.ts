import { decodeWords } from "./encoded-word.ts";
import { type Part, partParam } from "./structure.ts";

/** The flat views of a message's body; parts of multipart type are in none. */
export type BodyParts = { textBody: Part[]; htmlBody: Part[]; attachments: Part[] };

type Lists = { text: Part[] | null; html: Part[] | null; attachments: Part[] };

/** Decomposes a body into what is shown and what is offered, by the algorithm of RFC 8621 §4.1.4. */
export function bodyParts(root: Part): BodyParts {
  const textBody: Part[] = [];
  const htmlBody: Part[] = [];
  const attachments: Part[] = [];
  walk([root], "mixed", false, { text: textBody, html: htmlBody, attachments });
  return { textBody, htmlBody, attachments };
}

function walk(parts: Part[], multipart: string, inAlternative: boolean, lists: Lists): void {
  const textBefore = lists.text?.length ?? -1;
  const htmlBefore = lists.html?.length ?? -1;
  for (const [i, part] of parts.entries()) {
    if (part.children.length > 0) {
      walk(part.children, part.subtype, inAlternative || part.subtype === "alternative", { ...lists });
    } else if (!isShown(part, i, multipart)) {
      lists.attachments.push(part);
    } else if (multipart === "alternative") {
      const list = isType(part, "text/plain") ? lists.text : isType(part, "text/html") ? lists.html : lists.attachments;
      list?.push(part);
    } else {
      if (inAlternative && isType(part, "text/plain")) lists.html = null;
      if (inAlternative && isType(part, "text/html")) lists.text = null;
      lists.text?.push(part);
      lists.html?.push(part);
      if ((lists.text === null || lists.html === null) && isMedia(part)) lists.attachments.push(part);
    }
  }
  if (multipart !== "alternative" || lists.text === null || lists.html === null) return;
  const { text, html } = lists;
  // Only one of the two kinds was found: it serves for both.
  if (textBefore === text.length && htmlBefore !== html.length) text.push(...html.slice(htmlBefore));
  else if (htmlBefore === html.length && textBefore !== text.length) html.push(...text.slice(textBefore));
}

/** Whether a part belongs to the body rather than to the attachments. */
function isShown(part: Part, index: number, multipart: string): boolean {
  if (part.disposition?.type === "attachment") return false;
  if (!isMedia(part) && !isType(part, "text/plain") && !isType(part, "text/html")) return false;
  return index === 0 || (multipart !== "related" && (isMedia(part) || partName(part) === null));
}

/** Whether a part is a picture, sound or film, which a body may hold inline (RFC 8621 §4.1.4). */
export function isMedia(part: Part): boolean {
  return part.type === "image" || part.type === "audio" || part.type === "video";
}

function isType(part: Part, type: string): boolean {
  return `${part.type}/${part.subtype}` === type;
}

/** The file name: Content-Disposition's filename, else Content-Type's name, decoded, NFC (RFC 8621 §4.1.4); null when neither is there. */
export function partName(part: Part): string | null {
  const disposition = part.disposition?.params ?? {};
  const name = disposition["filename*"] ?? disposition.filename ?? partParam(part, "name");
  return name === null ? null : decodeWords(name);
}

/** What JMAP's EmailBodyPart says of a part, apart from its blob, its headers and its sub-parts (RFC 8621 §4.1.4). */
export type BodyPartFields = {
  partId: string | null;
  size: number;
  name: string | null;
  type: string;
  charset: string | null;
  disposition: string | null;
  cid: string | null;
  language: string[] | null;
  location: string | null;
};

/** The fields of an EmailBodyPart; `partId` is the part's path. */
export function bodyPartFields(part: Part): BodyPartFields {
  const isMultipart = part.children.length > 0;
  return {
    partId: isMultipart ? null : part.path,
    size: part.size ?? part.bodyEnd - part.bodyStart,
    name: partName(part),
    type: `${part.type}/${part.subtype}`,
    charset: partCharset(part),
    disposition: part.disposition?.type ?? null,
    cid:
      part.id
        ?.replace(/\([^()]*\)/g, "")
        .trim()
        .replace(/^<(.*)>$/, "$1") ?? null,
    language: part.language ?? null,
    location: part.location ?? null,
  };
}

/** The charset parameter; of text without one us-ascii, of other types null (RFC 8621 §4.1.4). */
export function partCharset(part: Part): string | null {
  return partParam(part, "charset") ?? (part.type === "text" ? "us-ascii" : null);
}

const AUTOMATIC = new Set([
  "application/pgp-signature",
  "application/pkcs7-signature",
  "application/x-pkcs7-signature",
  "message/delivery-status",
  "message/global-delivery-status",
  "message/disposition-notification",
  "message/global-disposition-notification",
]);

/**
 * The files a reader is offered to download, in order: attachments, and pictures with a name shown between texts (photos of a telephone).
 * Not signatures and what programs read of reports, pictures that belong to the HTML, other forms of the same text (an invitation
 * beside its text). RFC 8621 §4.1.4 leaves the choice to the server.
 */
export function offeredFiles(root: Part): Part[] {
  const embedded = new Set<Part>();
  collectEmbedded(root, embedded);
  const { textBody, htmlBody, attachments } = bodyParts(root);
  const shown = [...textBody, ...htmlBody].filter((p) => isMedia(p) && p.id === undefined && partName(p) !== null);
  const offered = attachments.filter((part) => {
    if (AUTOMATIC.has(`${part.type}/${part.subtype}`)) return false;
    if (part.disposition?.type !== "inline") return true;
    return partName(part) !== null && (!isMedia(part) || part.id === undefined);
  });
  const files = [...new Set([...offered, ...shown])].filter((part) => !embedded.has(part));
  return files.sort((a, b) => a.headerStart - b.headerStart);
}

function collectEmbedded(part: Part, into: Set<Part>): void {
  for (const [i, child] of part.children.entries()) {
    const inRelated = part.subtype === "related" && i > 0 && (child.id !== undefined || child.location !== undefined);
    const isOtherForm = part.subtype === "alternative" && partName(child) === null;
    const isForPrograms = part.subtype === "report" && i > 0;
    const attached = child.disposition?.type === "attachment";
    if (isForPrograms || (!attached && ((inRelated && isMedia(child)) || isOtherForm))) into.add(child);
    collectEmbedded(child, into);
  }
}

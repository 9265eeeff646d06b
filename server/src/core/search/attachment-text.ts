import { bodyParts, partName } from "../../mime/body-parts.ts";
import { partBytes } from "../../mime/decode-body.ts";
import { officeText } from "../../mime/office-text.ts";
import { pdfText } from "../../mime/pdf-text.ts";
import type { Part } from "../../mime/structure.ts";

/** Octets of one file that is opened; larger ones are known by their names. */
const MAX_FILE_BYTES = 25 * 1024 * 1024;
const MAX_PAGES = 200;
/** How long the files of one letter may take. */
const MAX_MS = 3_000;
const OFFICE = /\.(?:docx|xlsx|pptx|odt|ods|odp)$/i;

/** The text inside the PDF and office files of a letter, at most `maxChars`. Never throws. */
export async function attachmentText(bytes: Uint8Array, root: Part, maxChars: number): Promise<string> {
  const untilMs = performance.now() + MAX_MS;
  let out = "";
  for (const part of filesOf(root)) {
    const room = maxChars - out.length;
    if (room <= 0 || performance.now() > untilMs) break;
    const kind = kindOf(part);
    if (kind === undefined) continue;
    const file = partBytes(bytes, part);
    if (file.length > MAX_FILE_BYTES) continue;
    const text =
      kind === "pdf" ? await pdfText(file, { maxChars: room, maxPages: MAX_PAGES, untilMs }) : officeText(file, room);
    if (text !== "") out += `${text}\n`;
  }
  return out;
}

/** Whether there is anything to open. */
export function hasDocuments(root: Part): boolean {
  return filesOf(root).some((part) => kindOf(part) !== undefined);
}

function filesOf(root: Part): Part[] {
  const { attachments } = bodyParts(root);
  return attachments.flatMap((part) => (part.message ? filesOf(part.message.root) : [part]));
}

/** By type or, since many programs say octet-stream, by name. */
function kindOf(part: Part): "pdf" | "office" | undefined {
  const name = partName(part) ?? "";
  if (part.subtype === "pdf" || /\.pdf$/i.test(name)) return "pdf";
  const isOffice = part.type === "application" && /openxmlformats|opendocument/.test(part.subtype);
  return isOffice || OFFICE.test(name) ? "office" : undefined;
}

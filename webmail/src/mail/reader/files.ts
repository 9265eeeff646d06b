import type { JmapId } from "@congthu/shared/jmap/core";
import type { EmailBodyPart } from "@congthu/shared/jmap/mail";
import { t } from "../../i18n/t.ts";

/** A file as the reading pane lists it. Size in octets. */
export type ListedFile = { key: string; blobId: JmapId; name: string; type: string; size: number };

/** How a file is looked at: by the browser as what it is, or as a document that the server makes of it. */
export type PreviewKind = "pdf" | "image" | "frame";

const IMAGES = /^image\/(png|jpeg|gif|webp|bmp)$/;
/** Letters, and documents of Word and Excel 2007 or later. The server looks at what they are; the name decides whether it is asked. */
const FRAMED_TYPES =
  /^(message\/rfc822|application\/vnd\.openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet))$/;
const FRAMED_NAMES = /\.(eml|docx|xlsx)$/i;

/** Above this a preview would take long on a slow line. Octets. */
const PREVIEW_MAX = 20 * 1024 * 1024;

/** The parts worth listing: all attachments but the images that stand in the text. */
export function listedFiles({ attachments }: { attachments: readonly EmailBodyPart[] }): ListedFile[] {
  return attachments.flatMap((part, i) => {
    const shownInText = part.disposition === "inline" && part.cid !== null && part.type.startsWith("image/");
    if (shownInText || part.blobId === null) return [];
    const fallback = part.type === "message/rfc822" ? `${t("read.letterFile")}.eml` : t("read.unnamed");
    const name = part.name?.normalize("NFC").trim() || fallback;
    return [{ key: `${part.partId ?? part.blobId ?? i}`, blobId: part.blobId, name, type: part.type, size: part.size }];
  });
}

/** How the file can be looked at without running anything of it; null for what has to be downloaded. SVG is code, so it is not shown. */
export function previewKind({ type, name, size }: Pick<ListedFile, "type" | "name" | "size">): PreviewKind | null {
  const plain = type.toLowerCase();
  if (size > PREVIEW_MAX) return null;
  if (plain === "application/pdf") return "pdf";
  if (IMAGES.test(plain)) return "image";
  return FRAMED_TYPES.test(plain) || FRAMED_NAMES.test(name) ? "frame" : null;
}

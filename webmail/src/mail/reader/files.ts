import type { JmapId } from "@congthu/shared/jmap/core";
import type { EmailBodyPart } from "@congthu/shared/jmap/mail";
import { t } from "../../i18n/t.ts";

/** A file as the reading pane lists it. Size in octets. */
export type ListedFile = { key: string; blobId: JmapId; name: string; type: string; size: number };

const PREVIEWED = new Set(["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"]);
/** Above this a preview would take long on a slow line. Octets. */
const PREVIEW_MAX = 20 * 1024 * 1024;

/** The parts worth listing: all attachments but the images that stand in the text. */
export function listedFiles({ attachments }: { attachments: readonly EmailBodyPart[] }): ListedFile[] {
  return attachments.flatMap((part, i) => {
    const shownInText = part.disposition === "inline" && part.cid !== null && part.type.startsWith("image/");
    if (shownInText || part.blobId === null) return [];
    const name = part.name?.normalize("NFC").trim() || t("read.unnamed");
    return [{ key: `${part.partId ?? i}`, blobId: part.blobId, name, type: part.type, size: part.size }];
  });
}

/** True when the browser can show the file without running anything of it. SVG is code, so it is not shown. */
export function canPreview({ type, size }: Pick<ListedFile, "type" | "size">): boolean {
  return PREVIEWED.has(type.toLowerCase()) && size <= PREVIEW_MAX;
}

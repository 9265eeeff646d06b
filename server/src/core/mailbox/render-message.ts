import type { AccountId, EmailId } from "@congthu/shared/ids";
import { bodyParts } from "../../mime/body-parts.ts";
import { describeMessage } from "../../mime/describe.ts";
import { eachPart, type Part } from "../../mime/structure.ts";
import { bodyValue } from "../../mime/text.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { cleanHtml } from "./clean-html.ts";
import { loadEmails } from "./load-emails.ts";
import { emailBlobId, octetsOf } from "./open-octets.ts";
import { plainHtml } from "./plain-html.ts";

export type RenderedBody = {
  /** Harmless body content. */
  html: string;
  /** Pictures from the net that were left out. */
  blockedImages: number;
};

/** Raster pictures that browsers draw without running anything. */
const PICTURES = new Set(["png", "jpeg", "jpg", "pjpeg", "gif", "webp", "bmp", "x-ms-bmp", "avif"]);

type Deps = Pick<App, "blobs" | "db" | "htmlThread" | "site">;
/** `blobId` names a nested message to show instead of the Email itself. */
type Shown = { accountId: AccountId; emailId: EmailId; blobId?: string };

/**
 * The body of a message for display: its HTML made harmless, its plain text escaped. `partUrl` gives the address of a part of the
 * message, `remoteUrl` that of a picture from the net; null leaves those out. Throws message.notFound, blob.notFound.
 */
export async function renderMessage(
  app: Deps,
  q: Shown & { partUrl: (path: string) => string; remoteUrl: ((url: string) => string) | null },
): Promise<RenderedBody> {
  const { bytes, root } = await openShown(app, q);
  const embedded = new Map<string, string>();
  for (const part of eachPart(root))
    if (part.id && isPicture(part)) embedded.set(part.id.replace(/^<|>$/g, ""), q.partUrl(part.path));
  let html = "";
  let blockedImages = 0;
  for (const part of bodyParts(root).htmlBody) {
    if (part.type === "text" && part.subtype === "html") {
      const clean = await cleanHtml(app, bodyValue(bytes, part).value, { embedded, remote: q.remoteUrl });
      html += clean.html;
      blockedImages += clean.blockedImages;
    } else if (part.type === "text") html += plainHtml(bodyValue(bytes, part).value);
    else if (isPicture(part)) html += `<p><img src="${q.partUrl(part.path)}" alt=""></p>`;
  }
  return { html, blockedImages };
}

/** The octets of a picture within a displayed message. Throws blob.notFound for what is no picture. */
export async function pictureOf(app: Deps, q: Shown & { path: string }): Promise<{ type: string; bytes: Buffer }> {
  const { root, blobId } = await openShown(app, q);
  const part = [...eachPart(root)].find((p) => p.path === q.path);
  if (!part || !isPicture(part)) throw new MailError("blob.notFound");
  const name = `${blobId}-${q.path.replaceAll(".", "_")}`;
  const bytes = await octetsOf(app, q.accountId, name, app.site.maxMessageBytes);
  return { type: `image/${part.subtype}`, bytes };
}

function isPicture(part: Part): boolean {
  return part.type === "image" && PICTURES.has(part.subtype);
}

async function openShown(app: Deps, q: Shown): Promise<{ bytes: Buffer; root: Part; blobId: string }> {
  const email = (await app.db.read((r) => loadEmails(r, q.accountId, [q.emailId]))).get(q.emailId);
  if (!email) throw new MailError("message.notFound");
  const own = emailBlobId(q.emailId);
  // A nested message is named through the Email it lies in.
  if (q.blobId !== undefined && q.blobId !== own && !q.blobId.startsWith(`${own}-`))
    throw new MailError("blob.notFound");
  const blobId = q.blobId ?? own;
  const bytes = await octetsOf(app, q.accountId, blobId, app.site.maxMessageBytes * 2);
  return { bytes, root: describeMessage(bytes).root, blobId };
}

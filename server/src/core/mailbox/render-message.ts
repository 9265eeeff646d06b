import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { MailAddress } from "../../mime/addresses.ts";
import { bodyParts } from "../../mime/body-parts.ts";
import { redecode } from "../../mime/charset.ts";
import { partBytes } from "../../mime/decode-body.ts";
import { describeMessage, type MessageMeta } from "../../mime/describe.ts";
import { decodeWords } from "../../mime/encoded-word.ts";
import { guessVietnamese, type LegacyCharset } from "../../mime/guess-charset.ts";
import { firstField, rawValue, scanHeaders } from "../../mime/headers.ts";
import { eachPart, type Part } from "../../mime/structure.ts";
import { bodyTextIn, bodyValue, octetsBefore } from "../../mime/text.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { cleanHtml } from "./clean-html.ts";
import { type DocumentKind, documentKind } from "./document-html.ts";
import { loadEmails } from "./load-emails.ts";
import { emailBlobId, octetsOf } from "./open-octets.ts";
import { escapeHtml, plainHtml } from "./plain-html.ts";

export type RenderedBody = {
  /** Harmless body content. */
  html: string;
  /** Pictures from the net that were left out. */
  blockedImages: number;
  /** The charset that the text seems to be in, where it is not the one it was read in. */
  charset: LegacyCharset | null;
};

/** Raster pictures that browsers draw without running anything. */
const PICTURES = new Set(["png", "jpeg", "jpg", "pjpeg", "gif", "webp", "bmp", "x-ms-bmp", "avif"]);

type Deps = Pick<App, "blobs" | "db" | "documentThread" | "htmlThread" | "site">;
/** `blobId` names a nested message or an attached document to show instead of the Email itself. */
type Shown = { accountId: AccountId; emailId: EmailId; blobId?: string };

/**
 * The body of a message for display: its HTML made harmless, its plain text escaped; of a nested message its head as well. An attached
 * document of Office is shown as HTML. `partUrl` gives the address of a part of the message, `remoteUrl` that of a picture from the net;
 * null leaves those out. `charset` is one the reader has chosen. Throws message.notFound, blob.notFound.
 */
export async function renderMessage(
  app: Deps,
  q: Shown & {
    partUrl: (path: string) => string;
    remoteUrl: ((url: string) => string) | null;
    charset?: LegacyCharset;
  },
): Promise<RenderedBody> {
  const octets = await openOctets(app, q);
  const kind = q.blobId === undefined ? undefined : documentKind(octets.bytes);
  if (kind) return { html: await renderDocument(app, octets.bytes, kind), blockedImages: 0, charset: null };
  const { bytes, meta, isNested } = describeShown(octets);
  const { root } = meta;
  const textOf = (part: Part) => (q.charset ? bodyTextIn(bytes, part, q.charset) : bodyValue(bytes, part).value);
  const embedded = new Map<string, string>();
  for (const part of eachPart(root))
    if (part.id && isPicture(part)) embedded.set(part.id.replace(/^<|>$/g, ""), q.partUrl(part.path));
  let html = isNested ? nestedHead(meta) : "";
  let blockedImages = 0;
  let charset: LegacyCharset | null = null;
  for (const part of bodyParts(root).htmlBody) {
    if (part.type === "text") {
      const text = textOf(part);
      if (!q.charset) charset ??= guessVietnamese(partBytes(bytes, part), text);
      const clean =
        part.subtype === "html"
          ? await cleanHtml(app, text, { embedded, remote: q.remoteUrl })
          : { html: plainHtml(text), blockedImages: 0 };
      html += clean.html;
      blockedImages += clean.blockedImages;
    } else if (isPicture(part)) html += `<p><img src="${q.partUrl(part.path)}" alt=""></p>`;
  }
  return { html, blockedImages, charset };
}

/** The subject of a message in a charset the reader has chosen; null when there is none. Throws message.notFound. */
export async function subjectIn(app: Deps, q: Shown & { charset: LegacyCharset }): Promise<string | null> {
  const { bytes } = await openOctets(app, q);
  const field = firstField(bytes, scanHeaders(bytes, 0).fields, "subject");
  if (!field) return null;
  const raw = Buffer.from(rawValue(bytes, field), "latin1");
  const octets = raw.includes("=?") ? Buffer.from(decodeWords(raw.toString("latin1"))) : raw;
  return redecode(octetsBefore(octets), q.charset).replace(/\s+/g, " ").trim();
}

async function renderDocument(app: Deps, bytes: Buffer, kind: DocumentKind): Promise<string> {
  const unread = "<p>Không xem trước được tệp này. Hãy tải tệp xuống để mở.</p>";
  const dirty = await app.documentThread.ask({ kind, bytes }).catch(() => unread);
  const { html } = await cleanHtml(app, dirty, { embedded: new Map(), remote: null });
  return `<div class="document">${html}</div>`;
}

function nestedHead({ from, to, cc, subject, date }: MessageMeta): string {
  const people = (list: readonly MailAddress[] | null) =>
    (list ?? []).map((p) => (p.name ? `${p.name} <${p.email}>` : p.email)).join(", ");
  const rows = [
    ["Tiêu đề", subject ?? ""],
    ["Từ", people(from)],
    ["Đến", people(to)],
    ["Đồng gửi", people(cc)],
    ["Ngày", date ?? ""],
  ].filter(([, value]) => value !== "");
  const cells = rows.map(([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(value ?? "")}</td></tr>`);
  return `<table class="head">${cells.join("")}</table>`;
}

/** The octets of a picture within a displayed message. Throws blob.notFound for what is no picture. */
export async function pictureOf(app: Deps, q: Shown & { path: string }): Promise<{ type: string; bytes: Buffer }> {
  const shown = await openOctets(app, q);
  const { root } = describeShown(shown).meta;
  const part = [...eachPart(root)].find((p) => p.path === q.path);
  if (!part || !isPicture(part)) throw new MailError("blob.notFound");
  const name = `${shown.blobId}-${q.path.replaceAll(".", "_")}`;
  const bytes = await octetsOf(app, q.accountId, name, app.site.maxMessageBytes);
  return { type: `image/${part.subtype}`, bytes };
}

function isPicture(part: Part): boolean {
  return part.type === "image" && PICTURES.has(part.subtype);
}

type Octets = { bytes: Buffer; blobId: string; isNested: boolean };

async function openOctets(app: Pick<Deps, "blobs" | "db" | "site">, q: Shown): Promise<Octets> {
  const email = (await app.db.read((r) => loadEmails(r, q.accountId, [q.emailId]))).get(q.emailId);
  if (!email) throw new MailError("message.notFound");
  const own = emailBlobId(q.emailId);
  // What lies in a message is named through the Email.
  if (q.blobId !== undefined && q.blobId !== own && !q.blobId.startsWith(`${own}-`))
    throw new MailError("blob.notFound");
  const blobId = q.blobId ?? own;
  const bytes = await octetsOf(app, q.accountId, blobId, app.site.maxMessageBytes * 2);
  return { bytes, blobId, isNested: blobId !== own };
}

function describeShown({ bytes, isNested }: Octets): { bytes: Buffer; meta: MessageMeta; isNested: boolean } {
  return { bytes, meta: describeMessage(bytes), isNested };
}

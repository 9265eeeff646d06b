import type { AccountId, BlobId, EmailId } from "@congthu/shared/ids";
import { decodeBody, decodeStream, isIdentity } from "../../mime/decode-body.ts";
import { describeMessage } from "../../mime/describe.ts";
import { findPart, type Part } from "../../mime/structure.ts";
import { uploadOf } from "../../store/blob-refs.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { describeEmails, loadEmails, type StoredEmail } from "./load-emails.ts";
import { readBlob, readMessage } from "./read-message.ts";

/**
 * The name of octets within an account, as JMAP clients see it (RFC 8620 §6): an upload by its SHA-256, a message as "b" and its Email
 * id, a part of either by "-" and its number with "_" for ".". A part that is a message itself has parts the same way, so what a
 * client may read always hangs on an Email or an upload of the account it names.
 */
const NAME = /^(?:([0-9a-f]{64})|b(e[0-9a-v]{22}))((?:-\d+(?:_\d+)*){0,8})$/;

export type Octets = {
  sizeBytes: number;
  /** The media type where it is known, else null. */
  type: string | null;
  /** The octets from `start` to before `end`. */
  read(range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
};

type Deps = Pick<App, "db" | "blobs">;

/** The blob id of an Email's whole message. */
export function emailBlobId(emailId: EmailId): string {
  return `b${emailId}`;
}

/** The blob id of a part, decoded, of the message that is the blob `of`. */
export function partBlobId(of: string, path: string): string {
  return `${of}-${path.replaceAll(".", "_")}`;
}

/** The Email that a name of octets hangs on; undefined for uploads, and for what is no name. */
export function emailOfBlob(name: string): EmailId | undefined {
  return NAME.exec(name)?.[2] as EmailId | undefined;
}

/** Opens octets by name, for somebody who may read the account. Throws blob.notFound. */
export async function openOctets(app: Deps, accountId: AccountId, name: string): Promise<Octets> {
  const m = NAME.exec(name);
  if (!m) throw new MailError("blob.notFound", name);
  const [, upload, emailId, parts = ""] = m;
  const paths = parts
    .split("-")
    .slice(1)
    .map((p) => p.replaceAll("_", "."));
  const base = upload
    ? await openUpload(app, accountId, upload as BlobId)
    : await openEmail(app, accountId, emailId as EmailId, paths.shift());
  let octets = base;
  for (const path of paths) octets = await openNested(octets, path);
  return octets;
}

/** All octets by name at once. Throws blob.notFound, and message.tooLarge above `maxBytes`. */
export async function octetsOf(app: Deps, accountId: AccountId, name: string, maxBytes: number): Promise<Buffer> {
  const octets = await openOctets(app, accountId, name);
  if (octets.sizeBytes > maxBytes) throw new MailError("message.tooLarge");
  return collect(octets.read());
}

async function openUpload(app: Deps, accountId: AccountId, blobId: BlobId): Promise<Octets> {
  const upload = await app.db.read((r) => uploadOf(r, accountId, blobId));
  if (!upload) throw new MailError("blob.notFound", blobId);
  const whole = { start: 0, end: upload.size_bytes };
  return {
    sizeBytes: upload.size_bytes,
    type: upload.type,
    read: (range = whole) => readBlob(app, blobId, range),
  };
}

async function openEmail(app: Deps, accountId: AccountId, emailId: EmailId, path: string | undefined): Promise<Octets> {
  const email = (await app.db.read((r) => loadEmails(r, accountId, [emailId]))).get(emailId);
  if (!email) throw new MailError("blob.notFound", emailId);
  if (path !== undefined) return openPart(app, email, path);
  const whole = { start: 0, end: email.size_bytes };
  return {
    sizeBytes: email.size_bytes,
    type: "message/rfc822",
    read: (range = whole) => readMessage(app, email, range),
  };
}

/** A part of a stored message: only its own octets are read, and they are decoded while they stream. */
async function openPart(app: Deps, email: StoredEmail, path: string): Promise<Octets> {
  const meta = (await describeEmails(app, [email])).get(email.blob_id);
  const part = meta && findPart(meta.root, path);
  if (!part || part.children.length > 0) throw new MailError("blob.notFound", path);
  const raw = { start: part.bodyStart, end: part.bodyEnd };
  return {
    sizeBytes: part.size ?? raw.end - raw.start,
    type: typeOf(part),
    read: (range) => readPart(app, email.blob_id, part, range),
  };
}

async function* readPart(
  app: Deps,
  blobId: BlobId,
  part: Part,
  range: { start: number; end: number } | undefined,
): AsyncGenerator<Uint8Array> {
  const { bodyStart, bodyEnd } = part;
  if (isIdentity(part.encoding) && range) {
    const end = Math.min(bodyEnd, bodyStart + range.end);
    yield* readBlob(app, blobId, { start: Math.min(end, bodyStart + range.start), end });
    return;
  }
  const raw = readBlob(app, blobId, { start: bodyStart, end: bodyEnd });
  if (range) yield decodeBody(await collect(raw), part.encoding).subarray(range.start, range.end);
  else yield* decodeStream(raw, part.encoding);
}

async function openNested(outer: Octets, path: string): Promise<Octets> {
  const bytes = await collect(outer.read());
  const part = findPart(describeMessage(bytes).root, path);
  if (!part || part.children.length > 0) throw new MailError("blob.notFound", path);
  const decoded = decodeBody(bytes.subarray(part.bodyStart, part.bodyEnd), part.encoding);
  return {
    sizeBytes: decoded.length,
    type: typeOf(part),
    async *read(range = { start: 0, end: decoded.length }) {
      yield decoded.subarray(range.start, range.end);
    },
  };
}

function typeOf(part: Part): string {
  return `${part.type}/${part.subtype}`;
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

import { randomBytes } from "node:crypto";
import type { AccountId } from "@congthu/shared/ids";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { octetsOf } from "../core/mailbox/open-octets.ts";
import { composeTree, type Entity } from "../mime/compose.ts";
import { formatHeaderDate } from "../mime/dates.ts";
import { headersFrom } from "./email-headers.ts";
import type { EmailCreateArgs, PartCreate } from "./email-set-schema.ts";
import { invalidProperties, SetFailure } from "./failure.ts";

type Deps = Pick<App, "blobs" | "clock" | "db" | "site">;

/**
 * The octets of a new message from its properties. RFC 8621 §4.6
 * Throws invalidProperties, blobNotFound (naming all that are missing), tooLarge.
 */
export async function composeEmail(app: Deps, accountId: AccountId, email: EmailCreateArgs): Promise<Buffer> {
  const headers = headersFrom(email);
  const content = headers.filter(({ name }) => /^content-/i.test(name));
  if (content.length > 0) throw invalidProperties(content.map(({ name }) => `header:${name}`));
  const has = (name: string) => headers.some((h) => h.name.toLowerCase() === name);
  if (!has("date")) headers.push({ name: "Date", value: formatHeaderDate(app.clock.now()) });
  if (!has("message-id")) headers.push({ name: "Message-ID", value: newMessageId(app) });
  const blobs = await readBlobs(app, accountId, email);
  const tree = structureOf(email);
  const top = new Set(headers.map((h) => h.name.toLowerCase()));
  const own = headersFrom(headersOnly(tree)).filter((h) => top.has(h.name.toLowerCase()));
  if (own.length > 0) throw invalidProperties(["bodyStructure"], "a header field is given twice");
  try {
    return composeTree(headers, entityOf(tree, { values: email.bodyValues, blobs, path: "bodyStructure" }));
  } catch (err) {
    if (err instanceof RangeError) throw invalidProperties(["bodyStructure"], err.message);
    throw err;
  }
}

/** RFC 5322 §3.6.4: unique for ever. */
function newMessageId(app: Deps): string {
  return `<${app.clock.now().toString(36)}.${randomBytes(12).toString("hex")}@${app.site.hostname}>`;
}

/** The tree of a message given as text, HTML and attachments: files around related pictures around two forms of the text. */
function structureOf(email: EmailCreateArgs): PartCreate {
  const flat = [email.textBody, email.htmlBody, email.attachments].some((list) => list !== undefined && list !== null);
  if (email.bodyStructure) {
    if (flat) throw invalidProperties(["bodyStructure"], "given besides textBody, htmlBody or attachments");
    return email.bodyStructure;
  }
  const text = email.textBody?.[0];
  const html = email.htmlBody?.[0];
  if (text && (text.type ?? "text/plain") !== "text/plain") throw invalidProperties(["textBody"]);
  if (html && (html.type ?? "text/html") !== "text/html") throw invalidProperties(["htmlBody"]);
  const files = email.attachments ?? [];
  const related = html ? files.filter((file) => file.cid && file.disposition !== "attachment") : [];
  const forms: PartCreate[] = [];
  if (text) forms.push({ ...text, type: "text/plain" });
  if (html) {
    const page = { ...html, type: "text/html" };
    forms.push(related.length === 0 ? page : { type: "multipart/related", subParts: [page, ...related] });
  }
  const body = forms.length > 1 ? { type: "multipart/alternative", subParts: forms } : forms[0];
  const attached = files
    .filter((file) => !related.includes(file))
    .map((file) => ({ ...file, disposition: file.disposition ?? "attachment" }));
  if (attached.length === 0) return body ?? { type: "text/plain", partId: null };
  return { type: "multipart/mixed", subParts: [...(body ? [body] : []), ...attached] };
}

type Sources = {
  values: EmailCreateArgs["bodyValues"];
  blobs: ReadonlyMap<string, Buffer>;
  path: string;
};

function entityOf(part: PartCreate, from: Sources): Entity {
  const headers = headersFrom(headersOnly(part));
  if (headers.some((h) => /^content-transfer-encoding$/i.test(h.name))) throw invalidProperties([from.path]);
  const type =
    part.type ?? (part.subParts ? "multipart/mixed" : part.partId ? "text/plain" : "application/octet-stream");
  const common: Entity = {
    type,
    name: part.name ?? null,
    disposition: part.disposition ?? null,
    cid: part.cid ?? null,
    language: part.language ?? null,
    location: part.location ?? null,
    headers,
  };
  if (type.startsWith("multipart/")) {
    if (part.partId || part.blobId || !part.subParts?.length) throw invalidProperties([from.path]);
    return {
      ...common,
      children: part.subParts.map((child, i) => entityOf(child, { ...from, path: `${from.path}/subParts/${i}` })),
    };
  }
  if (part.subParts?.length || (part.partId && part.blobId)) throw invalidProperties([from.path]);
  if (part.blobId) {
    const params = part.charset && type.startsWith("text/") ? { charset: part.charset } : {};
    return { ...common, params, content: from.blobs.get(part.blobId) ?? Buffer.alloc(0) };
  }
  // RFC 8621 §4.6: the server chooses the charset of what comes as text.
  if (part.charset || part.size !== undefined) throw invalidProperties([`${from.path}/charset`]);
  const value = part.partId ? from.values[part.partId] : { value: "" };
  if (!value) throw invalidProperties([`bodyValues/${part.partId}`]);
  return { ...common, content: value.value };
}

function headersOnly(part: PartCreate): Record<string, unknown> {
  return Object.fromEntries(Object.entries(part).filter(([name]) => name.startsWith("header:")));
}

async function readBlobs(app: Deps, accountId: AccountId, email: EmailCreateArgs): Promise<Map<string, Buffer>> {
  const names = new Set<string>();
  const collect = (part: PartCreate) => {
    if (part.blobId) names.add(part.blobId);
    for (const child of part.subParts ?? []) collect(child);
  };
  for (const part of [
    email.bodyStructure,
    ...(email.textBody ?? []),
    ...(email.htmlBody ?? []),
    ...(email.attachments ?? []),
  ])
    if (part) collect(part);
  const out = new Map<string, Buffer>();
  const missing: string[] = [];
  let room = app.site.maxMessageBytes;
  for (const name of names) {
    try {
      const bytes = await octetsOf(app, accountId, name, room);
      room -= bytes.length;
      out.set(name, bytes);
    } catch (err) {
      if (!(err instanceof MailError) || err.code !== "blob.notFound") throw err;
      missing.push(name);
    }
  }
  if (missing.length > 0) throw new SetFailure({ type: "blobNotFound", notFound: missing });
  return out;
}

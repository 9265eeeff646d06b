import type { Email } from "@congthu/shared/jmap/mail";
import { z } from "zod";
import { type HeaderProperty, parseHeaderProperty } from "../mime/header-forms.ts";
import { MethodFailure } from "./failure.ts";
import { unsignedInt } from "./schema.ts";

/** Properties of the Email in the store. */
export const STORE_PROPERTIES = [
  "id",
  "blobId",
  "threadId",
  "mailboxIds",
  "keywords",
  "size",
  "receivedAt",
] as const satisfies (keyof Email)[];
/** Properties read from the message's description, made at arrival. */
export const META_PROPERTIES = [
  "messageId",
  "inReplyTo",
  "references",
  "sender",
  "from",
  "to",
  "cc",
  "bcc",
  "replyTo",
  "subject",
  "sentAt",
  "hasAttachment",
  "preview",
] as const satisfies (keyof Email)[];
const BODY_PROPERTIES = ["bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments"] as const;
const KNOWN = new Set<string>([...STORE_PROPERTIES, ...META_PROPERTIES, ...BODY_PROPERTIES, "headers"]);

/** RFC 8621 §4.2 and §4.9: what is given when no properties are named. */
export const DEFAULT_PARSED = [...META_PROPERTIES, "bodyValues", "textBody", "htmlBody", "attachments"];
export const DEFAULT_STORED = [...STORE_PROPERTIES, ...DEFAULT_PARSED];

const PART_PROPERTIES = [
  "partId",
  "blobId",
  "size",
  "name",
  "type",
  "charset",
  "disposition",
  "cid",
  "language",
  "location",
];
const KNOWN_PART = new Set([...PART_PROPERTIES, "headers", "subParts"]);

/** The arguments that Email/get and Email/parse share. */
export const bodyArgs = {
  bodyProperties: z.array(z.string()).optional(),
  fetchTextBodyValues: z.boolean().default(false),
  fetchHTMLBodyValues: z.boolean().default(false),
  fetchAllBodyValues: z.boolean().default(false),
  maxBodyValueBytes: unsignedInt.default(0),
};

/** What of an Email is asked for. */
export type EmailWish = {
  /** In the client's spelling. */
  properties: readonly string[];
  headers: ReadonlyMap<string, HeaderProperty>;
  partProperties: readonly string[];
  partHeaders: ReadonlyMap<string, HeaderProperty>;
  values: { text: boolean; html: boolean; all: boolean; maxBytes: number };
};

type Wanted = {
  bodyProperties?: string[] | undefined;
  fetchTextBodyValues: boolean;
  fetchHTMLBodyValues: boolean;
  fetchAllBodyValues: boolean;
  maxBodyValueBytes: number;
};

/** Reads what a client asks for. Throws invalidArguments for a property or header form there is not. RFC 8621 §4.2 */
export function readWish(properties: readonly string[], args: Wanted): EmailWish {
  const partProperties = args.bodyProperties ?? PART_PROPERTIES;
  return {
    properties: [...new Set(properties)],
    headers: headersAmong(properties, KNOWN),
    partProperties,
    partHeaders: headersAmong(partProperties, KNOWN_PART),
    values: {
      text: args.fetchTextBodyValues,
      html: args.fetchHTMLBodyValues,
      all: args.fetchAllBodyValues,
      maxBytes: args.maxBodyValueBytes,
    },
  };
}

/** Whether the wish needs the message's description, its octets, or neither. */
export function needsOf(wish: EmailWish): { meta: boolean; octets: boolean } {
  const has = (names: readonly string[]) => wish.properties.some((p) => names.includes(p));
  const valued = wish.values.text || wish.values.html || wish.values.all;
  const body = has(BODY_PROPERTIES);
  const octets =
    wish.headers.size > 0 ||
    has(["headers"]) ||
    (valued && has(["bodyValues"])) ||
    (body && (wish.partHeaders.size > 0 || wish.partProperties.includes("headers")));
  return { meta: octets || body || has(META_PROPERTIES), octets };
}

function headersAmong(names: readonly string[], known: ReadonlySet<string>): Map<string, HeaderProperty> {
  const out = new Map<string, HeaderProperty>();
  for (const name of names) {
    if (known.has(name)) continue;
    const header = parseHeaderProperty(name);
    if (!header) throw new MethodFailure("invalidArguments", `no property ${name}`);
    out.set(name, header);
  }
  return out;
}

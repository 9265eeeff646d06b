import { createHash } from "node:crypto";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import { loadEmails } from "../../core/mailbox/load-emails.ts";
import { emailOfBlob, octetsOf, openOctets } from "../../core/mailbox/open-octets.ts";
import { keepUpload } from "../../core/mailbox/uploads.ts";
import { LIMITS } from "../../lib/limits.ts";
import { mediaType } from "../../lib/octet-reply.ts";
import { invalidProperties, MethodFailure, SetFailure } from "../failure.ts";
import { type Args, type Call, defineMethod, resolveId } from "../method.ts";
import { newOutcomes, outcome, outcomesReply, parseRecord } from "../records.ts";
import { idOrReference, jmapId, unsignedInt } from "../schema.ts";

/** RFC 8620 §6.3: from one account of the person to another. */
export const blobCopy = defineMethod({
  name: "Blob/copy",
  capability: CAPABILITY.core,
  schema: z.strictObject({ fromAccountId: jmapId, accountId: jmapId, blobIds: z.array(jmapId) }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const from = await call.account(args.fromAccountId, "read").catch((err: unknown) => {
      const isUnknown = err instanceof MethodFailure && err.type === "accountNotFound";
      throw isUnknown ? new MethodFailure("fromAccountNotFound") : err;
    });
    if (args.blobIds.length > LIMITS.jmapObjectsInSet) throw new MethodFailure("requestTooLarge");
    const copied: Record<string, string> = {};
    const notCopied: Record<string, Args> = {};
    for (const blobId of new Set(args.blobIds))
      await outcome(notCopied, blobId, async () => {
        const bytes = await wholeBlob(call, from.accountId, blobId);
        const { type } = await openOctets(call.app, from.accountId, blobId);
        copied[blobId] = await keepUpload(call.app, { accountId, bytes, type: mediaType(type) });
      });
    return {
      fromAccountId: args.fromAccountId,
      accountId: args.accountId,
      copied: Object.keys(copied).length === 0 ? null : copied,
      notCopied: Object.keys(notCopied).length === 0 ? null : notCopied,
    };
  },
});

const source = z.union([
  z.strictObject({ "data:asText": z.string() }),
  z.strictObject({ "data:asBase64": z.base64() }),
  z.strictObject({ blobId: idOrReference, offset: unsignedInt.nullish(), length: unsignedInt.nullish() }),
]);
const creation = z.strictObject({
  data: z.array(source).max(LIMITS.blobSources),
  type: z.string().nullish(),
});

/** RFC 9404 §4.1. */
export const blobUpload = defineMethod({
  name: "Blob/upload",
  capability: CAPABILITY.blob,
  schema: z.strictObject({ accountId: jmapId, create: z.record(jmapId, z.record(z.string(), z.unknown())) }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    if (Object.keys(args.create).length > LIMITS.jmapObjectsInSet) throw new MethodFailure("requestTooLarge");
    const outcomes = newOutcomes();
    for (const [creationId, record] of Object.entries(args.create))
      await outcome(outcomes.notCreated, creationId, async () => {
        const given = parseRecord(creation, record);
        const bytes = await joined(call, accountId, given.data);
        const type = mediaType(given.type);
        const id = await keepUpload(call.app, { accountId, bytes, type });
        call.createdIds.set(creationId, id);
        outcomes.created[creationId] = { id, type: given.type ?? null, size: bytes.length };
      });
    const { created, notCreated } = outcomesReply(outcomes);
    return { accountId: args.accountId, oldState: null, newState: "", created, notCreated };
  },
});

const DIGESTS: Record<string, string> = {
  "digest:sha": "sha1",
  "digest:sha-256": "sha256",
  "digest:sha-512": "sha512",
};
const PROPERTIES = ["data", "data:asText", "data:asBase64", "size", ...Object.keys(DIGESTS)] as const;

/** RFC 9404 §4.2. */
export const blobGet = defineMethod({
  name: "Blob/get",
  capability: CAPABILITY.blob,
  schema: z.strictObject({
    accountId: jmapId,
    ids: z.array(idOrReference).max(LIMITS.blobsInGet),
    properties: z.array(z.string()).nullish(),
    offset: unsignedInt.nullish(),
    length: unsignedInt.nullish(),
  }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const wanted = args.properties ?? ["data", "size"];
    const unknown = wanted.find((name) => name !== "id" && !(PROPERTIES as readonly string[]).includes(name));
    if (unknown !== undefined) throw new MethodFailure("invalidArguments", `no property ${unknown}`);
    const list: Args[] = [];
    const notFound: string[] = [];
    for (const id of new Set(args.ids.map((name) => resolveId(call, name) ?? name))) {
      const bytes = await wholeBlob(call, accountId, id).catch((err: unknown) => {
        if (err instanceof MailError || err instanceof SetFailure) return undefined;
        throw err;
      });
      if (bytes)
        list.push({ id, ...describe(bytes, { wanted, offset: args.offset ?? 0, length: args.length ?? null }) });
      else notFound.push(id);
    }
    return { accountId: args.accountId, list, notFound };
  },
});

/** RFC 9404 §4.3: which Emails, with their threads and mailboxes, hold a blob. */
export const blobLookup = defineMethod({
  name: "Blob/lookup",
  capability: CAPABILITY.blob,
  schema: z.strictObject({
    accountId: jmapId,
    typeNames: z.array(z.string()),
    ids: z.array(idOrReference).max(LIMITS.jmapObjectsInGet),
  }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    // RFC 9404 §4.3: a type that is not of the capabilities in use is not known.
    const known = call.using.has(CAPABILITY.mail) ? BLOB_TYPES : [];
    const unknown = args.typeNames.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new MethodFailure("unknownDataType", unknown);
    const ids = [...new Set(args.ids.map((name) => resolveId(call, name) ?? name))];
    const emails = await call.app.db.read((r) =>
      loadEmails(
        r,
        accountId,
        ids.flatMap((id) => emailOfBlob(id) ?? []),
      ),
    );
    const list = ids.map((id) => {
      const email = emails.get(emailOfBlob(id) ?? ("" as EmailId));
      const found: Record<string, string[]> = {
        Mailbox: email?.mailboxIds ?? [],
        Thread: email ? [email.thread_id] : [],
        Email: email ? [email.email_id] : [],
      };
      return { id, matchedIds: Object.fromEntries(args.typeNames.map((name) => [name, found[name] ?? []])) };
    });
    return { accountId: args.accountId, list, notFound: [] };
  },
});

/** Data types whose records hold blobs. */
export const BLOB_TYPES: readonly string[] = ["Mailbox", "Thread", "Email"];

function wholeBlob(call: Call, accountId: AccountId, blobId: string): Promise<Buffer> {
  return octetsOf(call.app, accountId, blobId, LIMITS.uploadBytes);
}

async function joined(call: Call, accountId: AccountId, sources: readonly z.infer<typeof source>[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for (const part of sources) {
    const bytes = await octetsFrom(call, accountId, part);
    size += bytes.length;
    if (size > LIMITS.uploadBytes) throw new SetFailure({ type: "tooLarge", maxSize: LIMITS.uploadBytes });
    parts.push(bytes);
  }
  return Buffer.concat(parts, size);
}

async function octetsFrom(call: Call, accountId: AccountId, part: z.infer<typeof source>): Promise<Buffer> {
  if ("data:asText" in part) return Buffer.from(part["data:asText"]);
  if ("data:asBase64" in part) return Buffer.from(part["data:asBase64"], "base64");
  const blobId = resolveId(call, part.blobId) ?? part.blobId;
  const whole = await wholeBlob(call, accountId, blobId);
  const from = part.offset ?? 0;
  const to = part.length === null || part.length === undefined ? whole.length : from + part.length;
  if (to > whole.length || from > whole.length) throw invalidProperties(["data"]);
  return whole.subarray(from, to);
}

function describe(bytes: Buffer, q: { wanted: readonly string[]; offset: number; length: number | null }): Args {
  const end = q.length === null ? bytes.length : Math.min(bytes.length, q.offset + q.length);
  const part = bytes.subarray(Math.min(q.offset, bytes.length), end);
  const out: Args = {};
  if (q.offset > bytes.length || (q.length !== null && q.offset + q.length > bytes.length)) out.isTruncated = true;
  const text = textOf(part);
  for (const name of q.wanted) {
    const digest = DIGESTS[name];
    if (digest !== undefined) out[name] = createHash(digest).update(part).digest("base64");
    else if (name === "size") out.size = bytes.length;
    else if (name === "data:asBase64" || (name === "data" && text === undefined))
      out["data:asBase64"] = part.toString("base64");
    else if (name !== "id") out["data:asText"] = text ?? null;
  }
  if (text === undefined && q.wanted.some((name) => name === "data" || name === "data:asText"))
    out.isEncodingProblem = true;
  return out;
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

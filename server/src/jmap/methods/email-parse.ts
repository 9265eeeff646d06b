import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import { octetsOf } from "../../core/mailbox/open-octets.ts";
import { LIMITS } from "../../lib/limits.ts";
import { describeMessage } from "../../mime/describe.ts";
import { bodyArgs, DEFAULT_PARSED, type EmailWish, readWish } from "../email-properties.ts";
import { parsedProperties } from "../email-view.ts";
import { MethodFailure } from "../failure.ts";
import { type Args, type Call, defineMethod } from "../method.ts";
import { jmapId } from "../schema.ts";

/** Messages read in one call: each is read whole. */
const MOST = 50;

/** RFC 8621 §4.9. */
export const emailParse = defineMethod({
  name: "Email/parse",
  capability: CAPABILITY.mail,
  schema: z.strictObject({
    accountId: jmapId,
    blobIds: z.array(jmapId),
    properties: z.array(z.string()).nullish(),
    ...bodyArgs,
  }),
  async run(call, args) {
    await call.account(args.accountId, "read");
    const blobIds = [...new Set(args.blobIds)];
    if (blobIds.length > MOST) throw new MethodFailure("requestTooLarge");
    const wish = readWish(args.properties ?? DEFAULT_PARSED, args);
    const parsed: Record<string, Args> = {};
    const notParsable: string[] = [];
    const notFound: string[] = [];
    for (const blobId of blobIds) {
      const email = await parse(call, args.accountId, { blobId, wish });
      if (email === "notFound") notFound.push(blobId);
      else if (email === "notParsable") notParsable.push(blobId);
      else parsed[blobId] = email;
    }
    return {
      accountId: args.accountId,
      parsed: Object.keys(parsed).length === 0 ? null : parsed,
      notParsable: notParsable.length === 0 ? null : notParsable,
      notFound: notFound.length === 0 ? null : notFound,
    };
  },
});

async function parse(
  call: Call,
  account: string,
  q: { blobId: string; wish: EmailWish },
): Promise<Args | "notFound" | "notParsable"> {
  const { accountId } = await call.account(account, "read");
  try {
    const octets = await octetsOf(call.app, accountId, q.blobId, LIMITS.uploadBytes);
    const meta = describeMessage(octets);
    if (meta.root.bodyStart === 0) return "notParsable";
    const message = { blobId: q.blobId, meta, header: octets.subarray(0, meta.root.bodyStart), octets };
    const stored: Args = { blobId: q.blobId, size: octets.length };
    const missing = ["id", "mailboxIds", "keywords", "receivedAt", "threadId"];
    const out: Args = {};
    for (const name of q.wish.properties) {
      if (name in stored) out[name] = stored[name];
      else if (missing.includes(name)) out[name] = null;
    }
    return { ...out, ...parsedProperties(message, q.wish) };
  } catch (err) {
    if (err instanceof MailError && err.code === "blob.notFound") return "notFound";
    if (err instanceof MailError && err.code === "message.tooLarge") return "notParsable";
    throw err;
  }
}

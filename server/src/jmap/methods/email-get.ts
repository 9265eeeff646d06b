import type { EmailId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { describeEmails, loadEmails, type StoredEmail } from "../../core/mailbox/load-emails.ts";
import { noteReading } from "../../core/mailbox/note-reading.ts";
import { emailBlobId } from "../../core/mailbox/open-octets.ts";
import { messageBytes } from "../../core/mailbox/read-message.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { bodyArgs, DEFAULT_STORED, type EmailWish, needsOf, readWish } from "../email-properties.ts";
import { type Described, parsedProperties, storedProperties } from "../email-view.ts";
import { MethodFailure } from "../failure.ts";
import { type Args, type Call, defineMethod } from "../method.ts";
import { idsOf } from "../records.ts";
import { getArgs } from "../schema.ts";
import { stateString } from "../state.ts";

/** RFC 8621 §4.2. */
export const emailGet = defineMethod({
  name: "Email/get",
  capability: CAPABILITY.mail,
  schema: getArgs.extend(bodyArgs),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const ids = idsOf(call, args);
    if (ids === null) throw new MethodFailure("requestTooLarge", "name the Emails");
    const wish = readWish(args.properties ?? DEFAULT_STORED, args);
    const { state, found } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      found: await loadEmails(r, accountId, ids as EmailId[]),
    }));
    const emails = ids.flatMap((id) => found.get(id as EmailId) ?? []);
    const list = await viewEmails(call, emails, wish);
    const reads = wish.properties.includes("bodyValues") && (wish.values.text || wish.values.html || wish.values.all);
    // A client that fetches bodies by the dozen is filling its cache; one that fetches a single one shows it to somebody.
    const [only] = emails;
    if (reads && only && emails.length === 1) await noteReading(call.app, { email: only, actor: call.actor });
    const notFound = ids.filter((id) => !found.has(id as EmailId));
    return { accountId: args.accountId, state: stateString(state), list, notFound };
  },
});

async function viewEmails(call: Call, emails: readonly StoredEmail[], wish: EmailWish): Promise<Args[]> {
  const needs = needsOf(wish);
  const metas = needs.meta ? await describeEmails(call.app, emails) : new Map<string, MessageMeta>();
  const list: Args[] = [];
  for (const email of emails) {
    const stored = storedProperties(email, wish);
    const meta = metas.get(email.blob_id);
    if (!meta) {
      list.push(stored);
      continue;
    }
    const message = needs.octets ? await withOctets(call, email, meta) : withoutOctets(email, meta);
    list.push({ ...stored, ...parsedProperties(message, wish) });
  }
  return list;
}

function withoutOctets(email: StoredEmail, meta: MessageMeta): Described {
  return { blobId: emailBlobId(email.email_id), meta, header: new Uint8Array(), octets: new Uint8Array() };
}

async function withOctets(call: Call, email: StoredEmail, meta: MessageMeta): Promise<Described> {
  const bytes = await messageBytes(call.app, email);
  const own = email.prefix.length;
  return {
    blobId: emailBlobId(email.email_id),
    meta,
    header: bytes.subarray(0, own + meta.root.bodyStart),
    octets: bytes.subarray(own),
  };
}

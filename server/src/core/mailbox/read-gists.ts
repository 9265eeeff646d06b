import type { AccountId, BlobId, EmailId } from "@congthu/shared/ids";
import type { MessageMeta } from "../../mime/describe.ts";
import { type Gist, readGist } from "../../mime/gist.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import type { Reader } from "../../store/db.ts";
import { gistsOf } from "../../store/email-gists.ts";

export type { Gist } from "../../mime/gist.ts";

/** What Emails are sorted and searched by; from their descriptions where no gist is kept. */
export async function readGists(
  r: Reader,
  accountId: AccountId,
  emails: readonly { email_id: EmailId; blob_id: BlobId }[],
): Promise<Map<EmailId, Gist>> {
  const texts = await gistsOf(r, accountId, [...new Set(emails.map((e) => e.email_id))]);
  const out = new Map<EmailId, Gist>();
  for (const [emailId, text] of texts) out.set(emailId, readGist(text));
  const rest = emails.filter((e) => !texts.has(e.email_id));
  if (rest.length === 0) return out;
  const metas = await blobMetas(r, [...new Set(rest.map((e) => e.blob_id))]);
  for (const e of rest) {
    const json = metas.get(e.blob_id);
    if (json !== undefined) out.set(e.email_id, JSON.parse(json) as MessageMeta);
  }
  return out;
}

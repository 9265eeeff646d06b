import type { AccountId, EmailId } from "@congthu/shared/ids";
import { searchText } from "../../mime/text.ts";
import type { SearchTerm } from "../../store/search.ts";
import type { App } from "../app.ts";
import { describeEmails, loadEmails } from "../mailbox/load-emails.ts";
import { messageBytes } from "../mailbox/read-message.ts";
import { markPreview, markSubject } from "./highlight.ts";

export type Snippet = { emailId: EmailId; subject: string | null; preview: string | null };

/** Characters of a body that are looked through for the words. */
const MAX_CHARS = 100_000;
const MAX_BYTES = 2 * 1024 * 1024;

/** Where the terms stand in each of the Emails; those that are not there are absent. RFC 8621 §5 */
export async function snippetsOf(
  app: Pick<App, "blobs" | "db">,
  q: { accountId: AccountId; emailIds: readonly EmailId[]; terms: readonly SearchTerm[] },
): Promise<Snippet[]> {
  const emails = await app.db.read((r) => loadEmails(r, q.accountId, q.emailIds));
  const metas = await describeEmails(app, emails.values());
  const inSubject = wordsFor(q.terms, "subject");
  const inBody = wordsFor(q.terms, "body");
  const out: Snippet[] = [];
  for (const [emailId, email] of emails) {
    const meta = metas.get(email.blob_id);
    const subject = meta?.subject && inSubject.length > 0 ? markSubject(meta.subject, inSubject) : null;
    let preview: string | null = null;
    if (meta && inBody.length > 0 && email.size_bytes <= MAX_BYTES) {
      const own = { ...email, prefix: "", size_bytes: email.size_bytes - email.prefix.length };
      preview = markPreview(searchText(await messageBytes(app, own), meta.root, MAX_CHARS), inBody);
    }
    out.push({ emailId, subject, preview });
  }
  return out;
}

function wordsFor(terms: readonly SearchTerm[], field: "subject" | "body"): string[] {
  return terms.filter((t) => t.field === undefined || t.field === field).map((t) => t.text);
}

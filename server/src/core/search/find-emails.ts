import { fold } from "@congthu/shared/fold";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { MailAddress } from "../../mime/addresses.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import type { SearchTerm } from "../../store/search.ts";
import type { App } from "../app.ts";
import { describeEmails, loadEmails } from "../mailbox/load-emails.ts";

/** Messages a search gives at most; more tell nobody anything. */
const MOST = 10_000;
/** Found messages whose headers are looked into, to tell To, Cc and Bcc apart. */
const MOST_CHECKED = 1_000;

type Deps = Pick<App, "blobs" | "db" | "search">;

/** Emails of an account that hold all terms, the best first: exact spelling, then the newest. No terms find nothing. */
export async function findEmails(
  app: Deps,
  q: { accountId: AccountId; terms: readonly SearchTerm[] },
): Promise<EmailId[]> {
  if (q.terms.length === 0) return [];
  const hits = await app.search.search({ ...q, limit: MOST });
  const ids = hits.map((hit) => hit.emailId);
  const addressed = q.terms.filter((t) => t.field === "to" || t.field === "cc" || t.field === "bcc");
  return addressed.length === 0 ? ids : onlyAddressed(app, q.accountId, ids.slice(0, MOST_CHECKED), addressed);
}

/** The index keeps all recipients in one place: the headers tell which kind each is. */
async function onlyAddressed(
  app: Deps,
  accountId: AccountId,
  ids: readonly EmailId[],
  terms: readonly SearchTerm[],
): Promise<EmailId[]> {
  const emails = await app.db.read((r) => loadEmails(r, accountId, ids));
  const metas = await describeEmails(app, emails.values());
  return ids.filter((id) => {
    const email = emails.get(id);
    const meta = email && metas.get(email.blob_id);
    return meta !== undefined && terms.every((term) => namesIn(meta, term).includes(fold(term.text)));
  });
}

function namesIn(meta: MessageMeta, term: SearchTerm): string {
  const list: MailAddress[] | null = term.field === "to" ? meta.to : term.field === "cc" ? meta.cc : meta.bcc;
  return fold((list ?? []).map((a) => `${a.name ?? ""} ${a.email}`).join(" "));
}

import { setImmediate as nextTurn } from "node:timers/promises";
import { fold } from "@congthu/shared/fold";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import { type Gist, readGist } from "../../mime/gist.ts";
import { gistPage, gistsOf } from "../../store/email-gists.ts";
import type { App } from "../app.ts";
import type { AccountView } from "./account-view.ts";
import { describeEmails, loadEmails } from "./load-emails.ts";

/** What an Email is sorted by besides what the view has: folded texts, and epoch milliseconds (null without a Date). RFC 8621 §4.4.2 */
export type SortKeys = { from: string; to: string; subject: string; sentAt: number | null };

/** Rows read in one turn of the event loop. */
const PAGE = 2_000;
/** With more that are missing all are read in order. */
const MANY = 2_000;

/** The sort keys of all Emails of a view. An Email never changes, so each is read once; the view keeps them. */
export async function sortKeysOf(
  app: Pick<App, "blobs" | "db">,
  view: AccountView,
): Promise<ReadonlyMap<EmailId, SortKeys>> {
  const { accountId, sortKeys } = view;
  for (const id of sortKeys.keys()) if (!view.emails.has(id)) sortKeys.delete(id);
  let missing = missingIn(view);
  if (missing.length > MANY) await readAll(app, accountId, sortKeys);
  else
    for (const [id, text] of await app.db.read((r) => gistsOf(r, accountId, missing)))
      sortKeys.set(id, keysOf(readGist(text)));
  missing = missingIn(view);
  for (let i = 0; i < missing.length; i += 200) {
    const emails = await app.db.read((r) => loadEmails(r, accountId, missing.slice(i, i + 200)));
    const metas = await describeEmails(app, emails.values());
    for (const [id, email] of emails) {
      const meta = metas.get(email.blob_id);
      if (meta) sortKeys.set(id, keysOf(meta));
    }
    await nextTurn();
  }
  return sortKeys;
}

function missingIn(view: AccountView): EmailId[] {
  return [...view.emails.keys()].filter((id) => !view.sortKeys.has(id));
}

async function readAll(app: Pick<App, "db">, accountId: AccountId, into: Map<EmailId, SortKeys>): Promise<void> {
  let after: EmailId | "" = "";
  for (;;) {
    const page: { after: EmailId | ""; limit: number } = { after, limit: PAGE };
    const rows = await app.db.read((r) => gistPage(r, accountId, page));
    for (const row of rows) into.set(row.email_id, keysOf(readGist(row.gist)));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.email_id;
    await nextTurn();
  }
}

function keysOf(g: Gist): SortKeys {
  const sent = g.sentAt === null ? Number.NaN : Date.parse(g.sentAt);
  return {
    from: shown(g.from),
    to: shown(g.to),
    subject: fold(g.baseSubject),
    sentAt: Number.isNaN(sent) ? null : sent,
  };
}

/** RFC 8621 §4.4.2: the name of the first address, else the address. */
function shown(list: Gist["from"]): string {
  const first = list?.[0];
  return fold(first?.name || first?.email || "");
}

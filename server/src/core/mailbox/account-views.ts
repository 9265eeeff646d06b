import { setImmediate as nextTurn } from "node:timers/promises";
import type { AccountId, EmailId, MailboxId } from "@congthu/shared/ids";
import { LIMITS } from "../../lib/limits.ts";
import { createKeyedMutex } from "../../lib/mutex.ts";
import { modseqOf, tombstonesSince } from "../../store/changes.ts";
import { listedByEmail, listedChanged, listedPage } from "../../store/email-lists.ts";
import type { App } from "../app.ts";
import { type AccountView, addRows, finishView, newAccountView, replaceEmails } from "./account-view.ts";

export type AccountViews = {
  /** The view of an account as of now; the caller has shown that it may be read. */
  of(accountId: AccountId): Promise<AccountView>;
};

/** Rows read in one turn of the event loop: some milliseconds. */
const PAGE = 2_000;
/** With more changes than this, reading anew is as fast. */
const MANY = 5_000;

/**
 * Keeps the views of the accounts last asked for, within `LIMITS.listedEmails`. A view follows the account's modseq: what changed since
 * is read again, so that several processes over one database agree.
 */
export function createAccountViews(app: Pick<App, "db">): AccountViews {
  const views = new Map<AccountId, AccountView>();
  const lock = createKeyedMutex();

  async function current(accountId: AccountId): Promise<AccountView> {
    const known = views.get(accountId);
    const view = (known && (await catchUp(app, known))) ?? (await build(app, accountId));
    views.delete(accountId);
    views.set(accountId, view);
    let sum = 0;
    for (const v of views.values()) sum += v.emails.size;
    for (const [id, v] of views) {
      if (sum <= LIMITS.listedEmails || id === accountId) break;
      views.delete(id);
      sum -= v.emails.size;
    }
    return view;
  }
  return { of: (accountId) => lock(accountId, () => current(accountId)) };
}

async function build(app: Pick<App, "db">, accountId: AccountId): Promise<AccountView> {
  const view = newAccountView(accountId);
  view.modseq = await app.db.read((r) => modseqOf(r, accountId));
  let after: { mailboxId: MailboxId | ""; uid: number } = { mailboxId: "", uid: 0 };
  for (;;) {
    const rows = await app.db.read((r) => listedPage(r, accountId, { after, limit: PAGE }));
    addRows(view, rows);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    after = { mailboxId: last.mailbox_id, uid: last.uid };
    await nextTurn();
  }
  finishView(view);
  // What changed while the pages were read.
  return (await catchUp(app, view)) ?? view;
}

/** Brings a view up to date; undefined when so much changed that it is better read anew. */
async function catchUp(app: Pick<App, "db">, view: AccountView): Promise<AccountView | undefined> {
  return app.db.read(async (r) => {
    const { accountId } = view;
    const state = await modseqOf(r, accountId);
    if (state === view.modseq) return view;
    const rows = await listedChanged(r, accountId, { modseq: view.modseq, limit: MANY + 1 });
    if (rows.length > MANY) return undefined;
    const buried = await tombstonesSince(r, accountId, { kind: "placement", modseq: view.modseq });
    if (buried.length > MANY) return undefined;
    const ids = new Set([...rows.map((m) => m.email_id), ...buried.map((t) => t.object_id as EmailId)]);
    replaceEmails(view, ids, await listedByEmail(r, accountId, [...ids]));
    view.modseq = state;
    return view;
  });
}

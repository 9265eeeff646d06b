import { nfc } from "@congthu/shared/fold";
import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import { LIMITS } from "../../lib/limits.ts";
import { insertTombstones, raiseModseq } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  deleteMailbox,
  insertMailboxes,
  type MailboxEdit,
  type MailboxRole,
  type MailboxRow,
  mailboxById,
  mailboxesOf,
  updateMailbox,
} from "../../store/mailboxes.ts";
import { messagesByUid } from "../../store/messages.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { removePlacementsIn } from "./remove-placements.ts";
import { uidValidity } from "./standard-mailboxes.ts";

type Deps = Pick<App, "clock" | "db" | "changes">;

/** Between the levels of a path; RFC 9051 §5.1.1 calls it the hierarchy delimiter. */
export const DELIMITER = "/";

/** All mailboxes of the account with their paths, in order of role, then place in the tree. */
export async function listMailboxes(r: Reader, accountId: AccountId): Promise<(MailboxRow & { path: string })[]> {
  const rows = await mailboxesOf(r, accountId);
  const byId = new Map(rows.map((m) => [m.mailbox_id as string, m]));
  const path = (m: MailboxRow): string => {
    const parent = byId.get(m.parent_id);
    return parent ? `${path(parent)}${DELIMITER}${m.name}` : m.name;
  };
  return rows
    .map((m) => ({ ...m, path: path(m) }))
    .sort((a, b) => a.sort_order - b.sort_order || (a.path < b.path ? -1 : 1));
}

/** The mailbox a path leads to; INBOX in any case (RFC 9051 §5.1). */
export async function mailboxByPath(
  r: Reader,
  accountId: AccountId,
  path: string,
): Promise<(MailboxRow & { path: string }) | undefined> {
  const wanted = nfc(path);
  const inbox = wanted.toUpperCase() === "INBOX";
  return (await listMailboxes(r, accountId)).find((m) => (inbox ? m.role === "inbox" : m.path === wanted));
}

/** Throws mailbox.notFound unless the account has the mailbox. */
export async function requireMailbox(r: Reader, accountId: AccountId, mailboxId: MailboxId): Promise<void> {
  if (!(await mailboxById(r, accountId, mailboxId))) throw new MailError("mailbox.notFound");
}

export type NewMailboxArgs = {
  accountId: AccountId;
  parentId: MailboxId | "";
  name: string;
  role?: MailboxRole | null;
  sortOrder?: number;
  subscribed?: boolean;
};

/** Makes a mailbox. Throws mailbox.nameInvalid, mailbox.exists, mailbox.notFound (the parent). */
export function createMailbox(app: Deps, q: NewMailboxArgs): Promise<MailboxRow> {
  return app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    return createMailboxIn(app, tx, q, modseq);
  });
}

/** The same inside a transaction whose modseq is raised already. */
export async function createMailboxIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: NewMailboxArgs,
  modseq: number,
): Promise<MailboxRow> {
  const name = checkName(q.name);
  const rows = await mailboxesOf(tx, q.accountId);
  checkPlace(rows, { mailboxId: null, parentId: q.parentId, name });
  if (q.role && rows.some((m) => m.role === q.role)) throw new MailError("mailbox.exists", `role ${q.role} is taken`);
  const mailboxId = randomId<"mailbox">("m");
  await insertMailboxes(
    tx,
    [
      {
        account_id: q.accountId,
        mailbox_id: mailboxId,
        parent_id: q.parentId,
        name,
        role: q.role ?? null,
        sort_order: q.sortOrder ?? 100,
        subscribed: (q.subscribed ?? true) ? 1 : 0,
        uid_validity: uidValidity(app.clock.now()),
      },
    ],
    modseq,
  );
  const made = await mailboxById(tx, q.accountId, mailboxId);
  if (!made) throw new Error("the mailbox just made is gone");
  return made;
}

export type MailboxChange = {
  parentId?: MailboxId | "";
  name?: string;
  sortOrder?: number;
  subscribed?: boolean;
  role?: MailboxRole | null;
};

/** Renames, moves, orders or subscribes a mailbox. Throws mailbox.notFound, mailbox.exists, mailbox.reserved (the inbox keeps name and place), mailbox.nameInvalid. */
export function changeMailbox(
  app: Deps,
  q: { accountId: AccountId; mailboxId: MailboxId; change: MailboxChange },
): Promise<void> {
  return app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    await changeMailboxIn(tx, q, modseq);
  });
}

/** The same inside a transaction whose modseq is raised already. */
export async function changeMailboxIn(
  tx: Tx,
  q: { accountId: AccountId; mailboxId: MailboxId; change: MailboxChange },
  modseq: number,
): Promise<void> {
  const rows = await mailboxesOf(tx, q.accountId);
  const own = rows.find((m) => m.mailbox_id === q.mailboxId);
  if (!own) throw new MailError("mailbox.notFound");
  const name = q.change.name === undefined ? own.name : checkName(q.change.name);
  const parentId = q.change.parentId ?? own.parent_id;
  const moves = name !== own.name || parentId !== own.parent_id;
  if (moves && own.role === "inbox") throw new MailError("mailbox.reserved");
  if (moves) checkPlace(rows, { mailboxId: q.mailboxId, parentId, name });
  const edit: MailboxEdit = { name, parent_id: parentId };
  if (q.change.sortOrder !== undefined) edit.sort_order = q.change.sortOrder;
  if (q.change.role !== undefined && q.change.role !== own.role) {
    if (own.role === "inbox" || q.change.role === "inbox") throw new MailError("mailbox.reserved");
    if (q.change.role && rows.some((m) => m.role === q.change.role))
      throw new MailError("mailbox.exists", `role ${q.change.role} is taken`);
    edit.role = q.change.role;
  }
  if (q.change.subscribed !== undefined) edit.subscribed = q.change.subscribed ? 1 : 0;
  await updateMailbox(tx, q, edit, modseq);
}

/**
 * Removes a mailbox. With `onDestroyRemoveEmails` its messages go with it, else they stop it (mailbox.notEmpty).
 * Throws mailbox.notFound, mailbox.reserved (the inbox), mailbox.notEmpty (also for children). RFC 8621 §2.5
 */
export function removeMailbox(
  app: Deps,
  q: { accountId: AccountId; mailboxId: MailboxId; onDestroyRemoveEmails: boolean },
): Promise<void> {
  return app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, q.accountId);
    tx.afterCommit(() => app.changes.publish({ accountId: q.accountId, modseq }));
    await removeMailboxIn(app, tx, q, modseq);
  });
}

/** The same inside a transaction whose modseq is raised already. */
export async function removeMailboxIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { accountId: AccountId; mailboxId: MailboxId; onDestroyRemoveEmails: boolean },
  modseq: number,
): Promise<void> {
  const rows = await mailboxesOf(tx, q.accountId);
  const own = rows.find((m) => m.mailbox_id === q.mailboxId);
  if (!own) throw new MailError("mailbox.notFound");
  if (own.role === "inbox") throw new MailError("mailbox.reserved");
  if (rows.some((m) => m.parent_id === q.mailboxId)) throw new MailError("mailbox.notEmpty", "it has children");
  if (own.total > 0 && !q.onDestroyRemoveEmails) throw new MailError("mailbox.notEmpty");
  const nowMs = app.clock.now();
  for (let fromUid = 0; ; ) {
    const page = await messagesByUid(tx, q, { fromUid, toUid: own.uid_next, limit: 1000 });
    if (page.length === 0) break;
    await removePlacementsIn(tx, { accountId: q.accountId, rows: page, modseq, nowMs, moved: false });
    fromUid = (page.at(-1)?.uid ?? 0) + 1;
  }
  await deleteMailbox(tx, q.accountId, q.mailboxId);
  await insertTombstones(tx, [
    {
      account_id: q.accountId,
      modseq,
      kind: "mailbox",
      object_id: q.mailboxId,
      mailbox_id: "",
      uid: 0,
      thread_id: "",
      created_modseq: own.created_modseq,
      at: nowMs,
    },
  ]);
}

/** NFC, trimmed, without delimiter and control characters, not empty. */
function checkName(name: string): string {
  const clean = nfc(name).trim();
  const bytes = Buffer.byteLength(clean);
  if (bytes === 0 || bytes > 255 || clean.includes(DELIMITER) || /\p{Cc}/u.test(clean))
    throw new MailError("mailbox.nameInvalid");
  return clean;
}

/** A parent that exists, no sibling of the name, no loop, not too deep. */
function checkPlace(
  rows: readonly MailboxRow[],
  q: { mailboxId: MailboxId | null; parentId: MailboxId | ""; name: string },
): void {
  const taken = (m: MailboxRow) =>
    m.parent_id === q.parentId &&
    m.mailbox_id !== q.mailboxId &&
    (m.name === q.name || (m.role === "inbox" && q.name.toUpperCase() === "INBOX"));
  if (rows.some(taken)) throw new MailError("mailbox.exists");
  const byId = new Map(rows.map((m) => [m.mailbox_id as string, m]));
  let depth = 0;
  for (let at: string = q.parentId; at !== ""; depth++) {
    const row = byId.get(at);
    if (!row) throw new MailError("mailbox.notFound", "no such parent");
    if (at === q.mailboxId || depth >= LIMITS.mailboxDepth) throw new MailError("mailbox.nameInvalid");
    at = row.parent_id;
  }
}

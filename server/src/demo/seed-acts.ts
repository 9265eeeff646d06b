import type { AccountId, MailboxId } from "@congthu/shared/ids";
import type { App } from "../core/app.ts";
import { stageMessage } from "../core/delivery/stage-message.ts";
import { createMailbox, mailboxByPath } from "../core/mailbox/mailbox-tree.ts";
import { moveMessages } from "../core/mailbox/move-messages.ts";
import { changeFlagsIn } from "../core/mailbox/set-flags.ts";
import { foldFactsIn } from "../core/reporting/fold-facts.ts";
import { timeId } from "../lib/ids.ts";
import { raiseModseq } from "../store/changes.ts";
import { chunks } from "../store/db.ts";
import { insertSummedMailLog, type MailLogRow } from "../store/mail-log.ts";
import { mailboxByRole } from "../store/mailboxes.ts";
import { FLAG, type MessageRow, messagesByUids } from "../store/messages.ts";
import type { Act } from "./activity.ts";
import { composeLetter } from "./compose-letter.ts";
import type { Letter } from "./letter.ts";
import type { DemoPerson } from "./province.ts";
import type { Reading } from "./reading.ts";
import { IN_FLIGHT, type Place, type Places, type Post, placeKey } from "./seats.ts";
import { fileIn } from "./seed-letters.ts";
import type { Move } from "./tidying.ts";

/**
 * Marks letters read, starred and answered, account by account: one transaction and modseq each, since a whole quarter is marked at once.
 * Gives the fact of each opening.
 */
export async function seedMarks(
  app: App,
  post: Post,
  q: { letters: readonly Letter[]; readings: readonly Reading[]; places: Places },
): Promise<MailLogRow[]> {
  const marks = q.readings.map(
    (r): Mark => ({ key: placeKey(r.messageId, r.mailbox), flags: FLAG.seen | (r.flagged ? FLAG.flagged : 0) }),
  );
  for (const l of q.letters)
    if (l.inReplyTo !== null && l.author.kind !== "system")
      marks.push({ key: placeKey(l.inReplyTo, l.from.address), flags: FLAG.seen | FLAG.answered });
  const placed = marks.flatMap(({ key, flags }) => {
    const place = q.places.get(key);
    return place ? [{ ...place, flags }] : [];
  });
  await eachTogether([...Map.groupBy(placed, (m) => m.accountId)], ([accountId, own]) =>
    markAccount(app, accountId, own),
  );
  return q.readings.map((r) =>
    factOf(post, { personKey: r.personKey, at: r.at, kind: "opened", channel: "web" }, r.mailbox),
  );
}

type Mark = { key: string; flags: number };

async function markAccount(
  app: App,
  accountId: AccountId,
  marks: readonly (Place & { flags: number })[],
): Promise<void> {
  await app.db.write(async (tx) => {
    const modseq = await raiseModseq(tx, accountId);
    for (const [mailboxId, own] of Map.groupBy(marks, (m) => m.mailboxId)) {
      const flags = new Map<number, number>();
      for (const m of own) flags.set(m.uid, (flags.get(m.uid) ?? 0) | m.flags);
      const rows = await messagesByUids(tx, { accountId, mailboxId }, [...flags.keys()]);
      const to = (m: MessageRow) => ({ flags: m.flags | (flags.get(m.uid) ?? 0), keywords: m.keywords });
      await changeFlagsIn(tx, { accountId, rows, modseq, to });
    }
  });
}

/** Moves letters into their owners' folders, made at need, and to the trash. */
export async function seedMoves(app: App, q: { moves: readonly Move[]; places: Places }): Promise<void> {
  for (const move of q.moves) {
    const place = q.places.get(placeKey(move.messageId, move.mailbox));
    if (!place) continue;
    const then = at(app, move.at);
    const to =
      "role" in move.to
        ? await roleFolder(app, place.accountId, move.to.role)
        : await folder(then, place.accountId, move.to.folder);
    await moveMessages(then, { accountId: place.accountId, from: place.mailboxId, uids: [place.uid], to });
  }
}

/** Files letters begun and not sent. */
export async function seedDrafts(
  app: App,
  post: Post,
  drafts: readonly { owner: DemoPerson; letter: Letter }[],
): Promise<void> {
  await eachTogether(drafts, async ({ owner, letter }) => {
    const staged = await stageMessage(app, composeLetter(letter));
    const seat = post.directory.persons.get(owner.key);
    await app.db.write((tx) =>
      fileIn(at(app, letter.at), tx, { seat, role: "drafts", staged, flags: FLAG.seen | FLAG.draft }),
    );
  });
}

/** Writes the facts of acts and their daily sums, in the order of time and in one transaction: nobody else writes yet. */
export async function seedActs(
  app: App,
  post: Post,
  q: { acts: readonly Act[]; openings: readonly MailLogRow[] },
): Promise<void> {
  const facts = [...q.acts.map((act) => factOf(post, act, "")), ...q.openings].sort((a, b) => a.at - b.at);
  await app.db.write(async (tx) => {
    await insertSummedMailLog(tx, facts);
    await foldFactsIn(tx, facts);
  });
}

/** `mailbox` is whose letter was opened, "" for one that is not kept. */
function factOf(post: Post, act: Act, mailbox: string): MailLogRow {
  const seat = post.directory.persons.get(act.personKey);
  if (!seat) throw new Error(`nobody is ${act.personKey}`);
  // A letter opened in the mailbox of an agency shows that it was looked into.
  const owner = post.directory.seats.get(mailbox);
  return {
    ...{
      log_id: timeId("l", act.at),
      at: act.at,
      kind: act.kind,
      account_id: seat.accountId,
      agency_id: seat.agencyId,
    },
    ...(owner && owner.accountId !== seat.accountId ? { owner_id: owner.accountId } : {}),
    ...{ channel: act.channel, peer: "", trace_id: "", sender: "", recipient: mailbox, message_id: "", size_bytes: 0 },
    ...{ remote: "", reply: "" },
  };
}

function at(app: App, ms: number): App {
  return { ...app, clock: { now: () => ms } };
}

async function eachTogether<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (const part of chunks(items, IN_FLIGHT)) await Promise.all(part.map(act));
}

async function roleFolder(app: App, accountId: AccountId, role: "trash"): Promise<MailboxId> {
  const mailbox = await app.db.read((r) => mailboxByRole(r, accountId, role));
  if (!mailbox) throw new Error(`no ${role} mailbox`);
  return mailbox.mailbox_id;
}

async function folder(app: App, accountId: AccountId, path: readonly string[]): Promise<MailboxId> {
  let parentId: MailboxId | "" = "";
  for (const [i, name] of path.entries()) {
    const found = await app.db.read((r) => mailboxByPath(r, accountId, path.slice(0, i + 1).join("/")));
    const mailbox: { mailbox_id: MailboxId } = found ?? (await createMailbox(app, { accountId, parentId, name }));
    parentId = mailbox.mailbox_id;
  }
  return parentId as MailboxId;
}

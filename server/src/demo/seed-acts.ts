import type { AccountId, MailboxId } from "@congthu/shared/ids";
import type { App } from "../core/app.ts";
import { stageMessage } from "../core/delivery/stage-message.ts";
import { createMailbox, mailboxByPath } from "../core/mailbox/mailbox-tree.ts";
import { moveMessages } from "../core/mailbox/move-messages.ts";
import { setFlags } from "../core/mailbox/set-flags.ts";
import { foldFacts } from "../core/reporting/roll-up-usage.ts";
import { timeId } from "../lib/ids.ts";
import { chunks } from "../store/db.ts";
import { insertSummedMailLog } from "../store/mail-log.ts";
import { mailboxByRole } from "../store/mailboxes.ts";
import { FLAG } from "../store/messages.ts";
import { addUsageDays } from "../store/usage.ts";
import type { Act } from "./activity.ts";
import { composeLetter } from "./compose-letter.ts";
import type { Letter } from "./letter.ts";
import type { DemoPerson } from "./province.ts";
import type { Reading } from "./reading.ts";
import { IN_FLIGHT, type Places, type Post, placeKey } from "./seats.ts";
import { fileIn } from "./seed-letters.ts";
import type { Move } from "./tidying.ts";

/** Marks letters read (and some starred) by those who opened them, when they did. */
export async function seedReadings(
  app: App,
  post: Post,
  q: { readings: readonly Reading[]; places: Places },
): Promise<void> {
  await eachTogether(q.readings, async (r) => {
    const place = q.places.get(placeKey(r.messageId, r.mailbox));
    const person = post.directory.persons.get(r.personKey);
    if (!place || !person) throw new Error(`${r.personKey} read what never came`);
    await setFlags(at(app, r.at), {
      ...{ accountId: place.accountId, mailboxId: place.mailboxId, uids: [place.uid], mode: "add" },
      change: { flags: FLAG.seen | (r.flagged ? FLAG.flagged : 0), keywords: "" },
      actor: { accountId: person.accountId, channel: "web" },
    });
  });
}

/** Marks what was replied to as answered. */
export async function seedAnswered(app: App, q: { letters: readonly Letter[]; places: Places }): Promise<void> {
  const replies = q.letters.filter((l) => l.inReplyTo !== null && l.author.kind !== "system");
  await eachTogether(replies, async (reply) => {
    const place = q.places.get(placeKey(reply.inReplyTo ?? "", reply.from.address));
    if (!place) return;
    const { accountId, mailboxId, uid } = place;
    const change = { flags: FLAG.seen | FLAG.answered, keywords: "" };
    await setFlags(at(app, reply.at), { accountId, mailboxId, uids: [uid], mode: "add", change });
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

/** Writes the usage facts of acts whose letters are not kept, and their daily sums, in one transaction: nobody else writes yet. */
export async function seedActs(app: App, post: Post, acts: readonly Act[]): Promise<void> {
  const blank = {
    peer: "",
    trace_id: "",
    sender: "",
    recipient: "",
    message_id: "",
    size_bytes: 0,
    remote: "",
    reply: "",
  } as const;
  const ordered = acts.toSorted((a, b) => a.at - b.at);
  const facts = ordered.map((act) => {
    const seat = post.directory.persons.get(act.personKey);
    if (!seat) throw new Error(`nobody is ${act.personKey}`);
    const who = { account_id: seat.accountId, agency_id: seat.agencyId, channel: act.channel };
    return { ...blank, ...who, log_id: timeId("l", act.at), at: act.at, kind: act.kind };
  });
  await app.db.write(async (tx) => {
    await insertSummedMailLog(tx, facts);
    await addUsageDays(tx, foldFacts(facts));
  });
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

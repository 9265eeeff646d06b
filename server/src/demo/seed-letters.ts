import { createHash } from "node:crypto";
import { PUBLIC_MAIL_DOMAINS } from "@congthu/shared/public-mail";
import type { App } from "../core/app.ts";
import { deliverIn } from "../core/delivery/deliver.ts";
import { type Hop, receivedLine } from "../core/delivery/received.ts";
import { type StagedMessage, stageMessage } from "../core/delivery/stage-message.ts";
import { appendMessageIn } from "../core/mailbox/append-message.ts";
import { sendingFacts } from "../core/submission/facts.ts";
import { raiseModseq } from "../store/changes.ts";
import { chunks, type Tx } from "../store/db.ts";
import { insertMailLog, type MailLogRow } from "../store/mail-log.ts";
import { type MailboxRole, mailboxByRole } from "../store/mailboxes.ts";
import { FLAG } from "../store/messages.ts";
import { composeLetter } from "./compose-letter.ts";
import type { Author, Letter } from "./letter.ts";
import { IN_FLIGHT, type Places, type Post, placeKey, type Seat } from "./seats.ts";

/** Puts each letter where it came to lie: the sender's sent mail, the receivers' inboxes, junk. At its own time, facts included. */
export async function seedLetters(app: App, post: Post, letters: readonly Letter[]): Promise<Places> {
  const places: Places = new Map();
  for (const part of chunks(letters, IN_FLIGHT)) {
    const staged = await Promise.all(part.map(async (l) => stageMessage(app, composeLetter(l))));
    await Promise.all(
      part.map((letter, i) => {
        const then: App = { ...app, clock: { now: () => letter.at } };
        return app.db.write((tx) =>
          fileLetterIn(then, tx, { post, letter, staged: staged[i] as StagedMessage, places }),
        );
      }),
    );
  }
  return places;
}

type Filing = { post: Post; letter: Letter; staged: StagedMessage; places: Places };

async function fileLetterIn(app: App, tx: Tx, { post, letter, staged, places }: Filing): Promise<void> {
  const sender = post.directory.seats.get(letter.from.address);
  const receivers = receiversOf(post, letter);
  const traceId = traceOf(letter);
  if (letter.author.kind === "person" || letter.author.kind === "agency") {
    await fileIn(app, tx, { seat: sender, role: "sent", staged, flags: FLAG.seen });
    await insertMailLog(tx, sentFacts(post, letter, { author: letter.author, staged, traceId }));
  }
  if (letter.folder === "junk") {
    for (const seat of receivers) await fileIn(app, tx, { seat, role: "junk", staged, flags: FLAG.junk });
    return;
  }
  const outcomes = await deliverIn(app, tx, {
    ...{ staged, mailFrom: letter.from.address, senderAgencyId: sender?.agencyId ?? null, to: receivers },
    ...{ received: receivedLine(hopOf(app, letter, traceId)), extra: "", traceId },
    channel: sender ? "web" : "smtp",
  });
  for (const o of outcomes) {
    if (o.status === "refused") throw new Error(`${o.address} refused ${letter.subject}: ${o.code}`);
    places.set(placeKey(letter.messageId, o.address), o);
  }
}

function receiversOf(post: Post, letter: Letter): Seat[] {
  const { seats, groups } = post.directory;
  const all = [...letter.to, ...letter.cc].flatMap((r) => groups.get(r.address) ?? seats.get(r.address) ?? []);
  return [...new Map(all.map((seat) => [seat.accountId, seat])).values()];
}

type FiledCopy = { seat: Seat | undefined; role: MailboxRole; staged: StagedMessage; flags: number };

/** Files a copy in the mailbox an account keeps for a role, as of now. */
export async function fileIn(app: App, tx: Tx, { seat, role, staged, flags }: FiledCopy): Promise<void> {
  if (!seat) throw new Error(`nobody's ${role} mailbox`);
  const mailbox = await mailboxByRole(tx, seat.accountId, role);
  if (!mailbox) throw new Error(`${seat.address} has no ${role} mailbox`);
  const modseq = await raiseModseq(tx, seat.accountId);
  const copy = { accountId: seat.accountId, mailboxId: mailbox.mailbox_id, staged, flags, keywords: "" };
  await appendMessageIn(app, tx, copy, modseq);
}

/** The number a letter has in the trace; the same for the same letter. */
function traceOf(letter: Letter): string {
  return `x${createHash("sha256").update(letter.messageId).digest("hex").slice(0, 21)}`;
}

/** How it came: from another server, or from one of ours. The address is one kept for examples. */
function hopOf(app: App, letter: Letter, traceId: string): Hop {
  const hop = { by: app.site.hostname, traceId, atMs: letter.at };
  if (letter.author.kind !== "outside") return hop;
  const domain = letter.from.address.slice(letter.from.address.lastIndexOf("@") + 1);
  return { ...hop, client: { name: `mx.${domain}`, address: "203.0.113.25" }, protocol: "ESMTPS" };
}

const WEBMAIL: ReadonlySet<string> = new Set(PUBLIC_MAIL_DOMAINS);

/** Who sent is the person, even when the letter is the agency's. */
function sentFacts(
  post: Post,
  letter: Letter,
  s: { author: Extract<Author, { personKey: string }>; staged: StagedMessage; traceId: string },
): MailLogRow[] {
  const { persons, seats } = post.directory;
  const person = persons.get(s.author.personKey);
  if (!person) throw new Error(`nobody is ${s.author.personKey}`);
  return sendingFacts({
    actor: { account_id: person.accountId, agency_id: person.agencyId },
    ...{ channel: "web", traceId: s.traceId, mailFrom: letter.from.address, meta: s.staged.meta },
    webmail: WEBMAIL,
    to: [...letter.to, ...letter.cc].map(({ address }) => ({
      address,
      agencyId: seats.get(address)?.agencyId ?? null,
    })),
    ...{ sizeBytes: s.staged.sizeBytes, atMs: letter.at },
  });
}

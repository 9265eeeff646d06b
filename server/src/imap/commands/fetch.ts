import { MailError } from "../../core/errors.ts";
import { noteOpened } from "../../core/mailbox/note-opened.ts";
import { type MessageRow, mailboxDelta } from "../../core/mailbox/open-mailbox.ts";
import { readMetas, readPlacements } from "../../core/mailbox/read-placements.ts";
import { setFlags } from "../../core/mailbox/set-flags.ts";
import { command, type Ending, type Selected, type Session, selectedOf, type Writer } from "../command.ts";
import { type FetchArgs, type FetchItem, parseFetch } from "../fetch/items.ts";
import { type Needs, needsOf, respond, type Subject } from "../fetch/respond.ts";
import { noteBodies } from "../pace.ts";
import { tellVanished, vanished, within } from "../resync.ts";
import { type Numbering, spansOf } from "../targets.ts";
import { indexOf, keywordsOf, learn, type Spans, uidsIn } from "../view.ts";
import { formatFlags, SEEN } from "../wire/flags.ts";
import { ranges } from "../wire/sequence-set.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import { enableCondstore } from "./enable.ts";

/** Messages read at a time: rows alone are small, descriptions are not. */
const PAGE_ROWS = 500;
const PAGE_METAS = 50;

// RFC 9051 §6.4.5
export const fetch = command({
  name: "FETCH",
  states: ["selected"],
  looksFirst: true,
  holdsNumbers: true,
  parse(t) {
    const args = parseFetch(t);
    // RFC 7162 §3.2.6
    if (args.vanished) throw new ImapSyntaxError("VANISHED goes with UID FETCH");
    return args;
  },
  run: (s, args, out) => run(s, { ...args, by: "seq" }, out),
});

// RFC 9051 §6.4.9: the UID is always part of the answer
export const uidFetch = command({
  name: "UID FETCH",
  states: ["selected"],
  looksFirst: true,
  parse(t) {
    const args = parseFetch(t);
    const items = args.items.some((i) => i.kind === "uid") ? args.items : [{ kind: "uid" } as const, ...args.items];
    return { ...args, items };
  },
  run: (s, args, out) => run(s, { ...args, by: "uid" }, out),
});

type Run = FetchArgs & { by: Numbering };

async function run(s: Session, args: Run, out: Writer): Promise<Ending | undefined> {
  const selected = selectedOf(s);
  if (args.vanished && !s.enabled.qresync) throw new ImapSyntaxError("ENABLE QRESYNC first");
  // Numbers that do not exist are BAD before anything happens.
  const spans = spansOf(selected, args.set, args.by);
  if (args.items.some((i) => i.kind === "modseq")) enableCondstore(s, out);
  const needs = needsOf(args.items);
  if (args.changedSince !== null)
    return fetchChanged(s, selected, { ...args, changedSince: args.changedSince, spans, needs }, out);
  if (!needs.rows) return fetchFromView(selected, { spans, items: args.items }, out);
  const uids = uidsIn(selected.view, spans);
  const byPerson = needs.bodies && noteBodies(selected.pace, uids, s.app.clock.now());
  const page = needs.metas ? PAGE_METAS : PAGE_ROWS;
  const missing: number[] = [];
  let told = 0;
  for (let i = 0; i < uids.length; i += page) {
    const rows = await s.app.db.read((r) => readPlacements(r, selected, uids.slice(i, i + page)));
    told += rows.length;
    await fetchRows(s, selected, { rows, items: args.items, needs, missing, byPerson }, out);
    if (out.full()) await out.room();
  }
  return endOf(missing, told < countIn(spans));
}

/** RFC 5530 §3: some messages went, which the client hears when it may. */
const EXPUNGED: Ending = { code: "EXPUNGEISSUED", text: "Some messages are gone" };

function countIn(spans: Spans): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** UIDs and flags are in the view already: nothing is read. */
async function fetchFromView(
  selected: Selected,
  q: { spans: Spans; items: readonly FetchItem[] },
  out: Writer,
): Promise<Ending | undefined> {
  const { view } = selected;
  const kinds = q.items.map((i) => i.kind);
  let skipped = false;
  for (const [from, to] of q.spans) {
    for (let i = from; i < to; i++) {
      const uid = view.uids[i] as number;
      if (view.gone.size > 0 && view.gone.has(uid)) {
        skipped = true;
        continue;
      }
      let line = `* ${i + 1} FETCH (`;
      for (let k = 0; k < kinds.length; k++) {
        if (k > 0) line += " ";
        line +=
          kinds[k] === "uid" ? `UID ${uid}` : `FLAGS (${formatFlags(view.flags[i] as number, keywordsOf(view, uid))})`;
      }
      out.put(`${line})\r\n`);
      if ((i & 255) === 0 && out.full()) await out.room();
    }
  }
  return skipped ? EXPUNGED : undefined;
}

/** RFC 7162 §3.1.4.1; with VANISHED §3.2.6 what went comes first. */
async function fetchChanged(
  s: Session,
  selected: Selected,
  q: Run & { changedSince: number; spans: Spans; needs: Needs },
  out: Writer,
): Promise<Ending | undefined> {
  if (q.vanished) {
    const asked = q.set === "$" ? [] : ranges(q.set, selected.view.uids[selected.view.count - 1] ?? 0);
    const gone = await vanished(s, selected, q.changedSince);
    tellVanished(
      gone.filter((uid) => within(asked, uid)),
      out,
    );
  }
  const missing: number[] = [];
  const closed = q.spans.map(([from, to]) => [from, to - 1] as const);
  for await (const part of mailboxDelta(s.app.db, selected, q.changedSince)) {
    const rows = part.changed.filter((m) => within(closed, indexOf(selected.view, m.uid)));
    for (let i = 0; i < rows.length; i += PAGE_METAS) {
      await fetchRows(
        s,
        selected,
        { rows: rows.slice(i, i + PAGE_METAS), items: q.items, needs: q.needs, missing, byPerson: false },
        out,
      );
      if (out.full()) await out.room();
    }
  }
  return endOf(missing, false);
}

type Page = {
  rows: readonly MessageRow[];
  items: readonly FetchItem[];
  needs: Needs;
  /** Takes the UIDs of messages whose octets are missing. */
  missing: number[];
  /** A person looks at the one letter that is asked for. */
  byPerson: boolean;
};

async function fetchRows(s: Session, selected: Selected, page: Page, out: Writer): Promise<void> {
  const metas = page.needs.metas ? await s.app.db.read((r) => readMetas(r, page.rows)) : null;
  const opened = page.needs.marksSeen ? await open(s, selected, page) : new Map<number, MessageRow>();
  for (const row of page.rows) {
    const marked = opened.get(row.uid);
    const subject = {
      seq: indexOf(selected.view, row.uid) + 1,
      row: marked ?? row,
      meta: metas?.get(row.blob_id) ?? null,
    };
    if (!(await couldRespond(s, marked ? withFlags(s, page.items) : page.items, subject, out)))
      page.missing.push(row.uid);
    if (out.full()) await out.room();
  }
}

/** A message whose octets are missing must not keep the client from all others; it is told at the end. */
async function couldRespond(s: Session, items: readonly FetchItem[], subject: Subject, out: Writer): Promise<boolean> {
  try {
    await respond(s, items, subject, out);
    return true;
  } catch (err) {
    if (err instanceof MailError && err.code === "blob.notFound") return false;
    throw err;
  }
}

function endOf(missing: readonly number[], expunged: boolean): Ending | undefined {
  if (missing.length > 0) throw new MailError("blob.notFound");
  return expunged ? EXPUNGED : undefined;
}

/** A body read without PEEK marks the letter read (RFC 9051 §6.4.5), which is a fact of usage when a person does it. */
async function open(s: Session, selected: Selected, { rows, byPerson }: Page): Promise<Map<number, MessageRow>> {
  const unseen = rows.filter((m) => (m.flags & SEEN) === 0).map((m) => m.uid);
  if (unseen.length === 0 || !s.signed) return new Map();
  const { actor } = s.signed;
  if (selected.readOnly) {
    if (byPerson) await noteOpened(s.app, { ownerId: selected.accountId, actor });
    return new Map();
  }
  const key = { accountId: selected.accountId, mailboxId: selected.mailboxId };
  const set = await setFlags(s.app, {
    ...key,
    uids: unseen,
    mode: "add",
    change: { flags: SEEN, keywords: "" },
    ...(byPerson ? { actor } : {}),
  });
  selected.view.own.add(set.modseq);
  for (const m of set.rows) learn(selected.view, m);
  return new Map(set.rows.map((m) => [m.uid, m]));
}

/** The new flags belong into the answer; UID and modseq too for those who want modseqs. RFC 7162 §3.2.4 */
function withFlags(s: Session, items: readonly FetchItem[]): readonly FetchItem[] {
  const wanted: FetchItem[] = s.enabled.condstore
    ? [{ kind: "uid" }, { kind: "flags" }, { kind: "modseq" }]
    : [{ kind: "flags" }];
  return [...items, ...wanted.filter((w) => !items.some((i) => i.kind === w.kind))];
}

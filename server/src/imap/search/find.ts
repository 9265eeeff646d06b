import { MailError } from "../../core/errors.ts";
import { readGisted } from "../../core/mailbox/read-gists.ts";
import { readMetas, readPlacements } from "../../core/mailbox/read-placements.ts";
import type { Selected, Session, Writer } from "../command.ts";
import { keywordsOf, type Spans, spansOfUids, type View } from "../view.ts";
import { ranges } from "../wire/sequence-set.ts";
import { readTexts, type Wanted } from "./facts.ts";
import { askIndex } from "./index-words.ts";
import { compile, type Facts, type Matcher } from "./match.ts";
import { type Key, someKey } from "./program.ts";

const PAGE_ROWS = 500;
const ROW_KEYS = new Set<Key["is"]>(["size", "date", "age", "modseq", "id"]);

/** Indexes of the messages that match, ascending. Reads of each message only what the program needs to decide; lets others have their turn. */
export async function find(s: Session, selected: Selected, key: Key, out: Writer): Promise<number[]> {
  const { view } = selected;
  const match = compile(key, {
    spans: (set) => spansIn(selected, set),
    indexed: await askIndex(s.app, selected, key),
    nowMs: s.app.clock.now(),
  });
  const found: number[] = [];
  let open: Facts[] = [];
  for (let index = 0; index < view.count; index++) {
    const facts = factsOf(view, index);
    if (view.gone.has(facts.uid)) continue;
    const verdict = match(facts);
    if (verdict) found.push(index);
    else if (verdict === undefined) open.push(facts);
    if ((index & 1023) === 1023 && out.full()) await out.room();
  }
  // What the gists alone decide needs no rows; dates and sizes leave fewer gists to read.
  const rows = (page: Facts[]) => addRows(s, selected, page);
  const gists = (page: Facts[]) => addGists(s, selected, page);
  const steps = someKey(key, (k) => ROW_KEYS.has(k.is)) ? [rows, gists] : [gists, rows];
  for (const learn of steps) open = await decide({ open, page: PAGE_ROWS, match, found, out }, learn);
  const wanted = {
    ownFields: someKey(key, (k) => k.is === "header"),
    allFields: someKey(key, (k) => k.is === "text" && k.in === "text"),
    body: someKey(key, (k) => k.is === "text" && (k.in === "text" || k.in === "body")),
  };
  await decide({ open, page: 1, match, found, out }, (page) => addTexts(s, page, wanted));
  return found.sort((a, b) => a - b);
}

type Round = { open: Facts[]; page: number; match: Matcher; found: number[]; out: Writer };

/** Learns more of the undecided, a page at a time; gives those still undecided. */
async function decide(q: Round, learn: (page: Facts[]) => Promise<Facts[]>): Promise<Facts[]> {
  const still: Facts[] = [];
  for (let i = 0; i < q.open.length; i += q.page) {
    for (const facts of await learn(q.open.slice(i, i + q.page))) {
      const verdict = q.match(facts);
      if (verdict) q.found.push(facts.index);
      else if (verdict === undefined) still.push(facts);
    }
    if (q.out.full()) await q.out.room();
  }
  return still;
}

function factsOf(view: View, index: number): Facts {
  const uid = view.uids[index] as number;
  return { index, uid, flags: view.flags[index] as number, keywords: keywordsOf(view, uid) };
}

/** Messages that went meanwhile match nothing. */
async function addRows(s: Session, selected: Selected, page: Facts[]): Promise<Facts[]> {
  const rows = await s.app.db.read((r) =>
    readPlacements(
      r,
      selected,
      page.map((f) => f.uid),
    ),
  );
  const byUid = new Map(rows.map((m) => [m.uid, m]));
  return page.flatMap((f) => {
    const row = byUid.get(f.uid);
    return row ? [{ ...f, row }] : [];
  });
}

async function addGists(s: Session, selected: Selected, page: Facts[]): Promise<Facts[]> {
  const uids = page.map((f) => f.uid);
  const rows = await s.app.db.read((r) => readGisted(r, selected, uids));
  const byUid = new Map(rows.map((row) => [row.uid, row.gist]));
  return page.flatMap((f) => {
    const gist = byUid.get(f.uid);
    return gist ? [{ ...f, gist }] : [];
  });
}

async function addTexts(s: Session, page: Facts[], wanted: Wanted): Promise<Facts[]> {
  const out: Facts[] = [];
  for (const f of page) {
    const { row } = f;
    const meta = row && (await s.app.db.read((r) => readMetas(r, [row]))).get(row.blob_id);
    if (!row || !meta) continue;
    const texts = await readOrNothing(() => readTexts(s.app, row, meta, wanted));
    // Nothing is left unknown after this.
    out.push({ ...f, fields: [], body: [], ...texts });
  }
  return out;
}

/** A message whose octets are missing holds no text; FETCH and the consistency check say so. */
async function readOrNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (err) {
    if (err instanceof MailError && err.code === "blob.notFound") return undefined;
    throw err;
  }
}

/** In SEARCH a number no message has matches nothing: clients ask 1:* of empty mailboxes. */
function spansIn(selected: Selected, key: Extract<Key, { is: "seqs" | "uids" }>): Spans {
  const { view, saved } = selected;
  if (key.is === "uids" || key.set === "$") return spansOfUids(view, key.set, saved);
  return ranges(key.set, view.count)
    .map(([from, to]) => [Math.max(from, 1) - 1, Math.min(to, view.count)] as const)
    .filter(([from, to]) => from < to);
}

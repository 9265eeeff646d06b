import type { TracedLetter } from "@congthu/shared/api/trace";
import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import { timeMark } from "../../lib/ids.ts";
import type { Reader } from "../../store/db.ts";
import { accountsByWords, peopleByIds } from "../../store/people.ts";
import {
  hitsFor,
  hitsInTime,
  type Stretch,
  type TraceHit,
  type TraceTally,
  traceTallies,
  waitingOf,
} from "../../store/trace.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { type TraceScope, traceScope, visibleFacts } from "./trace-scope.ts";

/** Letters of one page. */
const PAGE = 20;
/** Rows of the log looked at for one page; a notice to a whole province has thousands. */
const LOOK_AHEAD = 400;
/** People of one name whose letters are looked for. */
const NAMESAKES = 20;

export type LetterQuery = {
  /** An address, a Message-ID, a name of one of our people; "" finds all of the time. */
  text: string;
  fromDay?: string | undefined;
  toDay?: string | undefined;
  before?: string | undefined;
};

/**
 * Letters that somebody sent or was sent, newest first, each with where it stands. What is looked for is written in the audit.
 * Throws access.denied, invalid (the cursor).
 */
export async function findLetters(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: LetterQuery,
): Promise<{ items: TracedLetter[]; next: string | null }> {
  if (q.before !== undefined && !/^l[0-9a-v]{1,40}$/.test(q.before)) throw new MailError("invalid", "cursor");
  const found = await app.db.read(async (r) => {
    const scope = await traceScope(r, principal);
    const words = await searchedTexts(r, q.text);
    return lettersOf(r, scope, await hits(r, words, stretchOf(q, app.clock.now())));
  });
  if (q.before === undefined) await noteSearch(app, principal, q);
  return found;
}

/** Where a letter stands, of the facts that may be seen. */
export function letterOf(traceId: string, all: readonly TraceTally[], waiting: number): TracedLetter {
  const own = all.filter((t) => t.is_notice === 0);
  const tallies = own.length === 0 ? all : own;
  const sum = (kind: TraceTally["kind"]) => tallies.filter((t) => t.kind === kind).reduce((n, t) => n + t.n, 0);
  const [first] = tallies.toSorted((a, b) => a.first_at - b.first_at);
  const recipients = new Set(tallies.filter((t) => t.recipient !== "").map((t) => t.recipient));
  const facts = tallies.filter((t) => t.kind !== "sent").reduce((n, t) => n + t.n, 0);
  return {
    traceId,
    at: first?.first_at ?? 0,
    sender: first?.sender ?? "",
    recipient: recipients.size === 1 && facts > 0 ? ([...recipients][0] ?? "") : "",
    messageId: tallies.find((t) => t.message_id !== "")?.message_id ?? "",
    sizeBytes: Math.max(0, ...tallies.map((t) => t.size_bytes)),
    delivered: sum("received"),
    relayed: sum("relayed"),
    waiting,
    held: Math.max(0, sum("held") - sum("released") - sum("rejected")),
    failed: sum("bounced") + sum("rejected"),
    refused: sum("refused"),
  };
}

/** What the log is searched for: the text itself, and the addresses of people of that name. */
async function searchedTexts(r: Reader, text: string): Promise<string[]> {
  const plain = text.trim().replace(/^<|>$/g, "");
  if (plain === "" || plain.includes("@")) return plain === "" ? [] : [plain];
  const words = fold(plain)
    .split(/\s+/)
    .filter((w) => w !== "");
  const people = await peopleByIds(r, await accountsByWords(r, words, NAMESAKES));
  return [plain, ...people.map((p) => p.address)];
}

function stretchOf(q: LetterQuery, nowMs: number): Stretch {
  const from = q.fromDay === undefined ? 0 : startOfLocalDay(q.fromDay);
  const to = q.toDay === undefined ? nowMs + 60_000 : startOfLocalDay(addDays(q.toDay, 1));
  const end = timeMark("l", to);
  const before = q.before !== undefined && q.before < end ? q.before : end;
  return { from: timeMark("l", from), before, limit: LOOK_AHEAD };
}

async function hits(r: Reader, texts: readonly string[], s: Stretch): Promise<TraceHit[]> {
  if (texts.length === 0) return hitsInTime(r, s);
  const found: TraceHit[] = [];
  for (const text of texts) {
    const address = text.toLowerCase();
    found.push(...(await hitsFor(r, "sender", address, s)), ...(await hitsFor(r, "recipient", address, s)));
    if (text.includes("@")) found.push(...(await hitsFor(r, "message_id", text, s)));
  }
  return found.toSorted((a, b) => (a.log_id < b.log_id ? 1 : -1)).slice(0, LOOK_AHEAD);
}

async function lettersOf(
  r: Reader,
  scope: TraceScope,
  found: readonly TraceHit[],
): Promise<{ items: TracedLetter[]; next: string | null }> {
  const items: TracedLetter[] = [];
  const seen = new Set<string>();
  let rest = found;
  while (items.length < PAGE && rest.length > 0) {
    const fresh: TraceHit[] = [];
    let looked = 0;
    for (const hit of rest) {
      if (fresh.length >= PAGE - items.length) break;
      looked++;
      if (seen.has(hit.trace_id)) continue;
      seen.add(hit.trace_id);
      fresh.push(hit);
    }
    rest = rest.slice(looked);
    items.push(
      ...(await visibleLetters(
        r,
        scope,
        fresh.map((hit) => hit.trace_id),
      )),
    );
  }
  const lastLooked = found[found.length - rest.length - 1];
  const more = rest.length > 0 || found.length >= LOOK_AHEAD;
  return { items, next: more ? (lastLooked?.log_id ?? null) : null };
}

async function visibleLetters(r: Reader, scope: TraceScope, ids: readonly string[]): Promise<TracedLetter[]> {
  const tallies = Map.groupBy(await traceTallies(r, ids), (t) => t.trace_id);
  const waiting = await waitingOf(r, ids);
  return ids.flatMap((id) => {
    const visible = visibleFacts(tallies.get(id) ?? [], scope);
    return visible.length === 0 ? [] : [letterOf(id, visible, waiting.get(id) ?? 0)];
  });
}

function noteSearch(app: Pick<App, "clock" | "db">, principal: Principal, q: LetterQuery): Promise<void> {
  return app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      action: "trace.searched",
      subjectKind: "letter",
      subjectId: "",
      agencyId: null,
      detail: {
        ...(q.text === "" ? {} : { text: q.text }),
        ...(q.fromDay === undefined ? {} : { from: q.fromDay }),
        ...(q.toDay === undefined ? {} : { to: q.toDay }),
      },
    }),
  );
}

import type { Hop, TracedLetter } from "@congthu/shared/api/trace";
import { outboundOfTrace } from "../../store/queue.ts";
import { type TraceRow, traceRows, traceTallies, waitingOf } from "../../store/trace.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { letterOf } from "./find-letters.ts";
import { traceScope, visibleFacts } from "./trace-scope.ts";
import { arrivalWords, hopWords, noticeWords, waitingWords } from "./trace-words.ts";

/** Facts shown of one letter; a notice to a whole province has more. */
const MOST_HOPS = 500;

/**
 * Everything that happened to one letter, in order and in words, as far as it concerns the principal's agencies.
 * Throws access.denied, message.notFound.
 */
export function readTrace(
  app: Pick<App, "db">,
  principal: Principal,
  traceId: string,
): Promise<{ letter: TracedLetter; hops: Hop[]; more: boolean }> {
  return app.db.read(async (r) => {
    const scope = await traceScope(r, principal);
    const rows = visibleFacts(await traceRows(r, traceId, MOST_HOPS + 1), scope);
    const [first] = rows;
    if (!first) throw new MailError("message.notFound");
    const tallies = visibleFacts(await traceTallies(r, [traceId]), scope);
    const waiting = (await waitingOf(r, [traceId])).get(traceId) ?? 0;
    const seen = new Set(rows.map((row) => row.recipient));
    const queued = (await outboundOfTrace(r, traceId)).filter(
      (o) => o.state === "queued" && seen.has(o.recipient.toLowerCase()),
    );
    const facts = rows.filter((row) => row.kind !== "sent").slice(0, MOST_HOPS);
    return {
      letter: letterOf(traceId, tallies, scope === null || queued.length > 0 ? waiting : 0),
      hops: [
        ...(first.kind === "refused" ? [] : [arrival(first)]),
        ...facts.map((row) => (row.sender === "" && first.sender !== "" ? noticeOf(row) : hopOf(row))),
        ...queued.slice(0, 50).map((o) => ({
          ...EMPTY,
          at: o.next_at,
          kind: "waiting",
          recipient: o.recipient,
          what: waitingWords(o.recipient, o.next_at),
        })),
      ],
      more: rows.length > MOST_HOPS,
    };
  });
}

const EMPTY = { why: null, reply: "", host: "", tls: "", ip: "", port: 0, agent: "" };

function arrival(row: TraceRow): Hop {
  const { ip, port, agent, tls } = row;
  return {
    ...EMPTY,
    at: row.at,
    kind: "accepted",
    recipient: "",
    what: arrivalWords(row),
    ip,
    port,
    agent,
    tls: row.remote === "" ? tls : "",
  };
}

/** A notice about the letter, on its way back to the sender. */
function noticeOf(row: TraceRow): Hop {
  return { ...hopOf(row), kind: "notice", what: noticeWords(row) };
}

function hopOf(row: TraceRow): Hop {
  const { ip, port, agent, tls } = row.kind === "refused" ? row : { ...EMPTY, tls: row.remote === "" ? "" : row.tls };
  return {
    at: row.at,
    kind: row.kind,
    recipient: row.recipient,
    ...hopWords(row),
    reply: /^\d{3}/.test(row.reply) ? row.reply : "",
    host: row.remote,
    ...{ ip, port, agent, tls },
  };
}

import type { AccountId } from "@congthu/shared/ids";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import type { HttpCall, HttpReply } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { readPoint, watchChanges } from "./watch-changes.ts";

/** RFC 8620 §7.3 lets servers clamp the interval, but neither above 30 at the low end nor below 300 at the high end. Seconds. */
const PING = { min: 5, max: 300 };

const open = new Map<AccountId, number>();

/**
 * Tells of changes as they come, until the client goes (RFC 8620 §7.3): for the own account and those shared with the person. A client
 * that comes back with its last event id is told at once what it missed. Throws rate.limited.
 */
export async function openEventSource(app: App, http: HttpCall<Principal>): Promise<HttpReply> {
  const own = http.principal.account.account_id;
  const count = open.get(own) ?? 0;
  if (count >= LIMITS.eventStreams) throw new MailError("rate.limited");
  const types = http.query.get("types") ?? "*";
  const seconds = Number(http.query.get("ping") ?? 0);
  if (!Number.isFinite(seconds) || seconds < 0) throw new MailError("invalid");
  const lastId = http.headers["last-event-id"];
  return {
    status: 200,
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-cache, no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
    body: events(app, http, {
      types: types === "*" ? null : new Set(types.split(",")),
      once: http.query.get("closeafter") === "state",
      pingSeconds: seconds === 0 ? 0 : Math.min(PING.max, Math.max(PING.min, seconds)),
      since: typeof lastId === "string" ? readPoint(lastId) : new Map(),
    }),
  };
}

type Wanted = {
  types: ReadonlySet<string> | null;
  once: boolean;
  pingSeconds: number;
  since: ReadonlyMap<string, number>;
};

async function* events(app: App, http: HttpCall<Principal>, wanted: Wanted): AsyncGenerator<string> {
  const own = http.principal.account.account_id;
  open.set(own, (open.get(own) ?? 0) + 1);
  try {
    for await (const told of watchChanges(app, {
      principal: http.principal,
      types: wanted.types,
      silenceMs: wanted.pingSeconds * 1000,
      since: wanted.since,
      signal: http.signal,
      again: () => http.again(),
    })) {
      if (told === "ready") yield ": xin chào\n\n";
      else if (told === "silence") yield `event: ping\ndata: ${JSON.stringify({ interval: wanted.pingSeconds })}\n\n`;
      else {
        const change = JSON.stringify({ "@type": "StateChange", changed: told.changed });
        yield `id: ${told.at}\nevent: state\ndata: ${change}\n\n`;
        if (wanted.once) return;
      }
    }
  } finally {
    const left = (open.get(own) ?? 1) - 1;
    if (left === 0) open.delete(own);
    else open.set(own, left);
  }
}

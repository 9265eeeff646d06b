import type { AccountId } from "@congthu/shared/ids";
import { mailAccounts, type Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { changedTypes } from "../core/mailbox/changed-types.ts";
import { accountState } from "../core/mailbox/email-changes.ts";
import type { HttpCall, HttpReply } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";

/** RFC 8620 §7.3 lets servers clamp the interval, but neither above 30 at the low end nor below 300 at the high end. Seconds. */
const PING = { min: 5, max: 300 };
/** Changes that come close together make one event. */
const GATHER_MS = 50;

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
      since: typeof lastId === "string" ? readId(lastId) : new Map(),
    }),
  };
}

type Watch = {
  types: ReadonlySet<string> | null;
  once: boolean;
  pingSeconds: number;
  since: ReadonlyMap<string, number>;
};

async function* events(app: App, http: HttpCall<Principal>, watch: Watch): AsyncGenerator<string> {
  const own = http.principal.account.account_id;
  open.set(own, (open.get(own) ?? 0) + 1);
  const listener = createListener(app, http.signal);
  try {
    const seen = new Map<AccountId, number>();
    await follow(app, http.principal, { seen, since: watch.since, listener });
    yield ": xin chào\n\n";
    for (;;) {
      const reason = await listener.next(watch.pingSeconds * 1000);
      if (reason === "gone") return;
      // Rights, and the sign-in itself, may have ended since.
      const principal = await http.again();
      if (!principal) return;
      await follow(app, principal, { seen, since: new Map(), listener });
      const changed = await collect(app, seen, watch.types);
      if (Object.keys(changed).length > 0) {
        yield `id: ${printId(seen)}\nevent: state\ndata: ${JSON.stringify({ "@type": "StateChange", changed })}\n\n`;
        if (watch.once) return;
      } else if (reason === "silence") {
        yield `event: ping\ndata: ${JSON.stringify({ interval: watch.pingSeconds })}\n\n`;
      }
    }
  } finally {
    listener.close();
    const left = (open.get(own) ?? 1) - 1;
    if (left === 0) open.delete(own);
    else open.set(own, left);
  }
}

/** Listens to every account the person may see now, and to no other. */
async function follow(
  app: App,
  principal: Principal,
  q: { seen: Map<AccountId, number>; since: ReadonlyMap<string, number>; listener: Listener },
): Promise<void> {
  const granted = await app.db.read((r) => mailAccounts(r, principal, app.clock.now()));
  const now = new Set(granted.map((a) => a.owner.account_id));
  for (const accountId of q.seen.keys()) if (!now.has(accountId)) q.seen.delete(accountId);
  q.listener.watch(now);
  for (const accountId of now) {
    if (q.seen.has(accountId)) continue;
    const state = await app.db.read((r) => accountState(r, accountId));
    const since = q.since.get(accountId) ?? state;
    q.seen.set(accountId, Math.min(since, state));
    if (since < state) q.listener.wake();
  }
}

/** What changed in each account since it was last told, by data type. */
async function collect(
  app: App,
  seen: Map<AccountId, number>,
  types: ReadonlySet<string> | null,
): Promise<Record<string, Record<string, string>>> {
  const out: Record<string, Record<string, string>> = {};
  for (const [accountId, since] of seen) {
    const { state, names } = await app.db.read((r) => changedTypes(r, accountId, since));
    seen.set(accountId, state);
    const wanted = names.filter((name) => types === null || types.has(name));
    if (wanted.length > 0) out[accountId] = Object.fromEntries(wanted.map((name) => [name, String(state)]));
  }
  return out;
}

type Listener = {
  watch(accountIds: ReadonlySet<AccountId>): void;
  wake(): void;
  /** Resolves when something changed, after `silenceMs` without (0: never), or when the client has gone. */
  next(silenceMs: number): Promise<"change" | "silence" | "gone">;
  close(): void;
};

function createListener(app: Pick<App, "changes">, signal: AbortSignal): Listener {
  const stops = new Map<AccountId, () => void>();
  let pending = false;
  let notify = () => {};
  const wake = () => {
    pending = true;
    notify();
  };
  signal.addEventListener("abort", () => notify(), { once: true });
  return {
    wake,
    watch(accountIds) {
      for (const [id, stop] of stops) {
        if (accountIds.has(id)) continue;
        stop();
        stops.delete(id);
      }
      for (const id of accountIds) if (!stops.has(id)) stops.set(id, app.changes.subscribe(id, wake));
    },
    async next(silenceMs) {
      let timer: NodeJS.Timeout | undefined;
      if (!pending && !signal.aborted) {
        await new Promise<void>((resolve) => {
          notify = resolve;
          if (silenceMs > 0) timer = setTimeout(resolve, silenceMs);
        });
        clearTimeout(timer);
      }
      if (signal.aborted) return "gone";
      if (!pending) return "silence";
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      pending = false;
      return signal.aborted ? "gone" : "change";
    },
    close() {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}

/** The event id holds what was told of each account: "a1:17.a2:4". */
function printId(seen: ReadonlyMap<AccountId, number>): string {
  return [...seen].map(([accountId, modseq]) => `${accountId}:${modseq}`).join(".");
}

function readId(text: string): Map<string, number> {
  const pairs = text.split(".").map((pair) => pair.split(":") as [string, string]);
  return new Map(pairs.filter(([, n]) => /^\d{1,15}$/.test(n ?? "")).map(([id, n]) => [id, Number(n)]));
}

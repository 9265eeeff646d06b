import type { AccountId } from "@congthu/shared/ids";
import { mailAccounts, type Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { changedTypes } from "../core/mailbox/changed-types.ts";
import { accountState } from "../core/mailbox/email-changes.ts";

/** Changes that come close together are told as one. */
const GATHER_MS = 50;

export type Watch = {
  principal: Principal;
  /** Data types to tell of; null: all. */
  types: ReadonlySet<string> | null;
  /** Gives "silence" after so long without a change; 0: never. */
  silenceMs: number;
  /** Up to which modseq each account was told before. */
  since: ReadonlyMap<string, number>;
  /** Ends the watch. */
  signal: AbortSignal;
  /** Who asks as they are now; undefined once they may no longer. */
  again(): Promise<Principal | undefined>;
};

/** What changed by account and data type, with what brings a client back to this point. RFC 8620 §7.1 */
export type Told = { changed: Record<string, Record<string, string>>; at: string };

/** Tells of changes in every account the person may see, as long as they may; nothing at first, so that the caller can begin. */
export async function* watchChanges(app: App, watch: Watch): AsyncGenerator<Told | "ready" | "silence"> {
  const listener = createListener(app, watch.signal);
  try {
    const seen = new Map<AccountId, number>();
    await follow(app, watch.principal, { seen, since: watch.since, listener });
    yield "ready";
    for (;;) {
      const reason = await listener.next(watch.silenceMs);
      if (reason === "gone") return;
      // Rights, and the sign-in itself, may have ended since.
      const principal = await watch.again();
      if (!principal) return;
      await follow(app, principal, { seen, since: new Map(), listener });
      const changed = await collect(app, seen, watch.types);
      if (Object.keys(changed).length > 0) yield { changed, at: printPoint(seen) };
      else if (reason === "silence") yield "silence";
    }
  } finally {
    listener.close();
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

/** A point holds what was told of each account: "a1:17.a2:4". */
function printPoint(seen: ReadonlyMap<AccountId, number>): string {
  return [...seen].map(([accountId, modseq]) => `${accountId}:${modseq}`).join(".");
}

/** Reads a point a client was given; what is none of ours is left out. */
export function readPoint(text: string): Map<string, number> {
  const pairs = text.split(".").map((pair) => pair.split(":") as [string, string]);
  return new Map(pairs.filter(([, n]) => /^\d{1,15}$/.test(n ?? "")).map(([id, n]) => [id, Number(n)]));
}

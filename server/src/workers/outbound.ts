import { deliverDomain, type OutboundOptions } from "../core/outbound/deliver-domain.ts";
import { dueDomainsNow } from "../core/outbound/due-domains.ts";
import type { Worker } from "./runner.ts";

/** Domains worked on at the same time, and connections to one of them. */
const DOMAINS_AT_ONCE = 30;
const LANES_PER_DOMAIN = 4;
/** A further connection to a domain is worth it for so many messages that wait. */
const ROWS_PER_LANE = 50;
const EVERY_MS = 5_000;

/** At the end of the server a message under way gets so long; the others go back to the queue. */
const GRACE_MS = 8_000;

/** Sends what is queued. A host that is slow holds up its own domain alone: while it is waited for, new mail for others leaves at once. */
export function outboundWorker(o: OutboundOptions): Worker {
  const soon = new AbortController();
  const now = new AbortController();
  const stop = { soon: soon.signal, now: now.signal };
  return {
    name: "outbound",
    everyMs: EVERY_MS,
    stop() {
      soon.abort();
      setTimeout(() => now.abort(), GRACE_MS).unref();
    },
    async run(app) {
      const busy = new Map<string, Promise<void>>();
      let did = 0;
      let failure: unknown;
      const alarm = createAlarm();
      const deaf = app.wakeups.listen((name) => name === "outbound" && alarm.ring());
      try {
        for (;;) {
          alarm.reset();
          const due = soon.signal.aborted ? [] : await dueDomainsNow(app);
          for (const { domain, rows } of due) {
            if (busy.has(domain) || busy.size >= DOMAINS_AT_ONCE) continue;
            const lanes = Math.min(LANES_PER_DOMAIN, Math.ceil(rows / ROWS_PER_LANE));
            const work = Array.from({ length: lanes }, async () => {
              did += await deliverDomain(app, o, domain, stop);
            });
            const end = Promise.all(work)
              .then(() => undefined)
              .catch((err: unknown) => {
                failure ??= err;
              })
              .finally(() => {
                busy.delete(domain);
                alarm.ring();
              });
            busy.set(domain, end);
          }
          if (failure !== undefined) {
            await Promise.all(busy.values());
            throw failure;
          }
          if (busy.size === 0) return did;
          await alarm.wait(EVERY_MS);
        }
      } finally {
        deaf();
      }
    },
  };
}

/** Wakes a waiter at a ring, also one that came just before, or after `ms`. */
function createAlarm() {
  let rang = false;
  let wake = () => {};
  return {
    ring() {
      rang = true;
      wake();
    },
    reset() {
      rang = false;
    },
    wait(ms: number): Promise<void> {
      if (rang) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}

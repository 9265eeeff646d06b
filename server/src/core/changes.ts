import type { AccountId } from "@congthu/shared/ids";
import type { Change, ChangeHub } from "./app.ts";

/** Wake-ups within this process. A listener that throws is the listener's bug and never stops the others. */
export function createChangeHub(onError: (err: unknown) => void): ChangeHub {
  const listeners = new Map<AccountId, Set<(c: Change) => void>>();
  const everyone = new Set<(c: Change) => void>();
  return {
    publish(c) {
      for (const fn of [...(listeners.get(c.accountId) ?? []), ...everyone]) {
        try {
          fn(c);
        } catch (err) {
          onError(err);
        }
      }
    },
    subscribe(accountId, fn) {
      const set = listeners.get(accountId) ?? new Set();
      listeners.set(accountId, set);
      set.add(fn);
      return () => {
        set.delete(fn);
        if (set.size === 0) listeners.delete(accountId);
      };
    },
    subscribeAll(fn) {
      everyone.add(fn);
      return () => {
        everyone.delete(fn);
      };
    },
  };
}

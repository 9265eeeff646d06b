import type { AccountId, SessionId } from "@congthu/shared/ids";

/** Somebody's access ends now: all of it, all but one session, one session only, or that of mail programs only. */
export type SignOut = { accountId: AccountId; keep?: SessionId | ""; only?: SessionId; programs?: true };

/** Tells every edge of this process to end what is open. What opens anew asks the store. */
export type SignOuts = {
  publish(s: SignOut): void;
  /** Calls `fn` after each commit that ended somebody's access, until the returned function is called. */
  subscribe(fn: (s: SignOut) => void): () => void;
};

/** A hub of this process. A listener that throws is the listener's bug and never stops the others. */
export function createSignOuts(onError: (err: unknown) => void): SignOuts {
  const listeners = new Set<(s: SignOut) => void>();
  return {
    publish(s) {
      for (const fn of [...listeners]) {
        try {
          fn(s);
        } catch (err) {
          onError(err);
        }
      }
    },
    subscribe(fn) {
      listeners.add(fn);
      return () => {
        listeners.delete(fn);
      };
    },
  };
}

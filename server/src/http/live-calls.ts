import type { AccountId, SessionId } from "@congthu/shared/ids";

/** The answers that are still going on, so that signing out ends them. */
export type LiveCalls = {
  /** Watches a call; gives its signal and what to do when it is over. */
  begin(who: { accountId: AccountId; sessionId: SessionId | "" }): { abort: AbortController; done: () => void };
  end(sessionId: SessionId): void;
  endAccount(accountId: AccountId, keep: SessionId | ""): void;
  endAll(): void;
};

type Live = { accountId: AccountId; sessionId: SessionId | ""; abort: AbortController };

/** An empty list of them. */
export function createLiveCalls(): LiveCalls {
  const calls = new Set<Live>();
  const endWhere = (test: (call: Live) => boolean) => {
    for (const call of calls) if (test(call)) call.abort.abort();
  };
  return {
    begin(who) {
      const call = { ...who, abort: new AbortController() };
      calls.add(call);
      return { abort: call.abort, done: () => calls.delete(call) };
    },
    end: (sessionId) => endWhere((call) => call.sessionId === sessionId),
    endAccount: (accountId, keep) => endWhere((call) => call.accountId === accountId && call.sessionId !== keep),
    endAll: () => endWhere(() => true),
  };
}

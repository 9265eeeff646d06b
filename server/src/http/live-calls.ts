import type { AccountId, SessionId } from "@congthu/shared/ids";
import type { SignOut } from "../core/sign-outs.ts";

/** The answers that are still going on, so that signing out ends them. */
export type LiveCalls = {
  /** Watches a call; gives its signal and what to do when it is over. */
  begin(who: { accountId: AccountId; sessionId: SessionId | "" }): { abort: AbortController; done: () => void };
  /** Ends what hangs on an access that has ended. */
  signOut(s: SignOut): void;
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
    signOut: ({ accountId, keep, only, programs }) =>
      endWhere((call) =>
        only !== undefined
          ? call.sessionId === only
          : call.accountId === accountId && (call.sessionId === "" || (!programs && call.sessionId !== keep)),
      ),
    endAll: () => endWhere(() => true),
  };
}

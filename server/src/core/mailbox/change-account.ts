import type { AccountId } from "@congthu/shared/ids";
import { modseqOf, raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import type { App } from "../app.ts";

/** For edges, which never name the store. */
export type { Tx };

export type Change = {
  /** The account's modseq before the change. */
  state: number;
  /** The one modseq of this change; raised when it is first asked for, so that nothing done is no new state. */
  modseq(): Promise<number>;
};

/** Runs several changes of one account's mail as one transaction; gives the states before and after. */
export function changeAccount(
  app: Pick<App, "db" | "changes">,
  accountId: AccountId,
  run: (tx: Tx, change: Change) => Promise<void>,
): Promise<{ before: number; after: number }> {
  return app.db.write(async (tx) => {
    const state = await modseqOf(tx, accountId);
    let raised: number | undefined;
    const modseq = async () => {
      raised ??= await raiseModseq(tx, accountId);
      return raised;
    };
    await run(tx, { state, modseq });
    if (raised === undefined) return { before: state, after: state };
    // A letter to oneself raises it once more.
    const after = await modseqOf(tx, accountId);
    tx.afterCommit(() => app.changes.publish({ accountId, modseq: after }));
    return { before: state, after };
  });
}

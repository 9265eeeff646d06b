import { takeUnrolled, unrolledMailLog } from "../../store/mail-log.ts";
import { takeFoldTurn } from "../../store/usage-state.ts";
import type { App } from "../app.ts";
import { foldFactsIn } from "./fold-facts.ts";

/** Facts folded by one transaction: a few milliseconds in which deliveries wait. */
const BATCH = 1_000;

/**
 * Folds facts not yet counted into the sums, each exactly once: a fact is marked in the transaction that adds it. Gives how many it took.
 * Called by a worker, and before a report, so that figures are true at once. While the sums are made anew, new facts wait.
 */
export async function rollUpUsage(app: Pick<App, "clock" | "db">): Promise<number> {
  // A report that finds nothing new waits for no commit.
  if ((await app.db.read((r) => unrolledMailLog(r, 1))).length === 0) return 0;
  let taken = 0;
  for (;;) {
    const n = await app.db.write(async (tx) => {
      if (!(await takeFoldTurn(tx, app.clock.now()))) return 0;
      const facts = await takeUnrolled(tx, BATCH);
      if (facts.length > 0) await foldFactsIn(tx, facts);
      return facts.length;
    });
    taken += n;
    if (n < BATCH) return taken;
  }
}

import type { AccountId } from "@congthu/shared/ids";
import { warnOwners, watchPools } from "../core/quotas/watch-quotas.ts";
import type { Worker } from "./runner.ts";

const EVERY_MS = 60_000;
/** Mailboxes looked at in one run; the others wait for the next. */
const BATCH = 2_000;

/** Looks at the mailboxes that changed since its last run, and at the pools. What a stopped server missed shows with the next letter. */
export function watchQuotas(): Worker {
  const changed = new Set<AccountId>();
  let isListening = false;
  return {
    name: "watch-quotas",
    everyMs: EVERY_MS,
    async run(app) {
      if (!isListening) {
        isListening = true;
        app.changes.subscribeAll(({ accountId }) => changed.add(accountId));
      }
      const batch = [...changed].slice(0, BATCH);
      for (const id of batch) changed.delete(id);
      if (batch.length > 0) await warnOwners(app, batch);
      await watchPools(app);
      return 0;
    },
  };
}

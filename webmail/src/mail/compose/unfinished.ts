import { lineStore } from "../../data/line.ts";
import type { Mail } from "../mail.ts";
import { hasJobs } from "./send-jobs.ts";

/**
 * Takes up what a crash, a reload or a cut line left unfinished: letters on their way out, and letters being written. What it needs for
 * that is fetched only when there is something. Gives the end of its watch over the line.
 */
export function watchUnfinished(mail: Mail): () => void {
  if (hasJobs()) void import("./sending.ts").then(({ resumeSending }) => resumeSending(mail));
  void ifCopies(mail, async () => (await import("./recover.ts")).recoverDrafts(mail));
  let cut = lineStore.get().cut;
  return lineStore.subscribe(() => {
    const wasCut = cut;
    cut = lineStore.get().cut;
    if (wasCut && !cut) void ifCopies(mail, async () => (await import("./recover.ts")).storeClosedDrafts(mail));
  });
}

async function ifCopies(mail: Mail, work: () => Promise<void>): Promise<void> {
  const keys = await mail.local.keys("draft").catch(() => []);
  // A chunk that cannot be fetched now is asked for again at the next occasion.
  if (keys.length > 0) await work().catch(() => {});
}

import { backoffMs } from "../../data/backoff.ts";
import { waitForLine } from "../../data/line.ts";
import type { Mail } from "../mail.ts";
import { hasJobs } from "./send-jobs.ts";

/**
 * Takes up what a crash, a reload or a cut line left unfinished: letters on their way out, and letters being written. What it needs for
 * that is fetched only when there is something, when the line allows. Gives how to stop.
 */
export function takeUpUnfinished(mail: Mail): () => void {
  let over = false;
  const patiently = async (work: () => Promise<void>) => {
    for (let attempt = 0; !over; attempt++) {
      try {
        return await work();
      } catch {
        // The chunk could not be fetched.
        await waitForLine(backoffMs(attempt));
      }
    }
  };
  if (hasJobs()) void patiently(async () => (await import("./sending.ts")).resumeSending(mail));
  void mail.local
    .keys("draft")
    .catch(() => [])
    .then((keys) => {
      if (keys.length > 0) void patiently(async () => (await import("./recover.ts")).recoverDrafts(mail));
    });
  return () => {
    over = true;
  };
}

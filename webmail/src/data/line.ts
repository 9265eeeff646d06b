import { ApiError } from "./api-client.ts";
import { createStore } from "./store.ts";

/** `cut`: the last attempt to reach the server failed. `pending`: edits that wait for it, over all accounts. */
export type Line = { cut: boolean; pending: number };

export const lineStore = createStore<Line>({ cut: false, pending: 0 });

/** Notes that the server answered. */
export function lineWorks(): void {
  lineStore.set((now) => (now.cut ? { ...now, cut: false } : now));
}

/** Notes a failure; true when it was the line, so that trying again makes sense. */
export function lineFailed(error: unknown): boolean {
  const cut = error instanceof ApiError && error.code === "client.offline";
  if (cut) lineStore.set((now) => (now.cut ? now : { ...now, cut: true }));
  return cut;
}

/** Waits so many milliseconds, or less when the machine hears of a line before. */
export function waitForLine(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}

/** True for failures that pass: a cut line, a busy server, a session that a new sign-in brings back. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && ["client.offline", "busy", "rate.limited", "auth.required"].includes(error.code);
}

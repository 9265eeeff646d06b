import { useEffect, useMemo, useRef } from "react";
import type { LocalDb } from "../../data/local-db.ts";
import type { Draft } from "./draft.ts";
import { dropCopy, holdCopy, keepCopy } from "./draft-copies.ts";

/** Typing pauses this long before this machine's copy follows. Milliseconds. */
const PAUSE_MS = 300;

export type OwnCopy = {
  /** Notes that the server has the draft (`stored`), or not yet all of it. */
  keep: (draft: Draft, stored: boolean) => Promise<void>;
  /** The letter was sent, discarded or stored: nothing is kept. */
  drop: () => Promise<void>;
};

/** Keeps a copy of a letter on this machine while its window is open, and holds it against recovery by other tabs. */
export function useDraftCopy(db: LocalDb, key: string, draft: Draft): OwnCopy {
  const opened = useRef(draft);
  const over = useRef(false);
  useEffect(() => {
    let release = () => {};
    const closed = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Also when it closes before the lock is granted.
    void holdCopy(key, () => closed);
    return release;
  }, [key]);
  useEffect(() => {
    // Only the words count here: a new id of the stored copy is told by `keep`.
    if (draft === opened.current) return;
    const timer = setTimeout(() => {
      if (!over.current) void keepCopy(db, key, { draft, stored: false, at: Date.now() });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [db, key, draft]);
  return useMemo(
    () => ({
      async keep(now, stored) {
        if (!over.current) await keepCopy(db, key, { draft: now, stored, at: Date.now() });
      },
      async drop() {
        over.current = true;
        await dropCopy(db, key);
      },
    }),
    [db, key],
  );
}

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { backoffMs } from "../../data/backoff.ts";
import { lineFailed } from "../../data/line.ts";
import type { Mail } from "../mail.ts";
import { isBlank } from "./build.ts";
import { noteStored } from "./composers.ts";
import type { Draft } from "./draft.ts";
import { destroyDraft, identityOf, storeDraft } from "./save.ts";
import { signatureHtml } from "./signature.ts";

/** Writing pauses this long before the draft is stored. Milliseconds. */
const PAUSE_MS = 2_000;

export type SaveState = { is: "clean" | "dirty" | "saving" | "failed" } | { is: "saved"; at: number };
export type Autosave = {
  state: SaveState;
  /** Stores what is not stored yet; resolves with the draft as stored. Never throws. */
  flush: () => Promise<Draft>;
  /** Removes the stored copy and stops. */
  discard: () => Promise<void>;
  /** Stops storing; resolves with the draft as stored when a save under way is done. */
  stop: () => Promise<Draft>;
};

/** Keeps the stored copy of a draft in step with the window. Saves follow one another, never side by side. */
export function useAutosave(mail: Mail, key: string, latest: RefObject<Draft>, draft: Draft): Autosave {
  const [state, setState] = useState<SaveState>({ is: "clean" });
  const saved = useRef(draft);
  const queue = useRef(Promise.resolve());
  const stopped = useRef(false);
  const failures = useRef(0);

  const save = useCallback(async () => {
    const now = latest.current;
    const account = mail.account(now.accountId);
    const blank = now.emailId === null && isBlank(now, signatureHtml(identityOf(account, now)));
    if (stopped.current || now === saved.current || blank) return;
    setState({ is: "saving" });
    try {
      const emailId = await storeDraft(account, now);
      failures.current = 0;
      latest.current = { ...latest.current, emailId };
      saved.current = latest.current;
      // Written on meanwhile: the pause after it stores that too.
      if (!sameContent(now, latest.current)) saved.current = { ...now, emailId };
      noteStored(key, emailId);
      setState({ is: "saved", at: Date.now() });
    } catch (error) {
      lineFailed(error);
      failures.current++;
      setState({ is: "failed" });
    }
  }, [mail, key, latest]);

  const flush = useCallback(async () => {
    queue.current = queue.current.then(save);
    await queue.current;
    return latest.current;
  }, [save, latest]);

  useEffect(() => {
    if (sameContent(draft, saved.current) || stopped.current) return;
    setState((now) => (now.is === "failed" ? now : { is: "dirty" }));
    const pause = failures.current > 0 ? backoffMs(failures.current + 1) : PAUSE_MS;
    const timer = setTimeout(() => void flush(), pause);
    return () => clearTimeout(timer);
  }, [draft, flush]);

  // A failed save tries again by itself, also when nothing more is written.
  useEffect(() => {
    if (state.is !== "failed") return;
    const timer = setTimeout(() => void flush(), backoffMs(failures.current + 1));
    return () => clearTimeout(timer);
  }, [state, flush]);

  return {
    state,
    flush,
    async stop() {
      stopped.current = true;
      await queue.current;
      return latest.current;
    },
    async discard() {
      stopped.current = true;
      await queue.current;
      const { emailId, accountId } = latest.current;
      if (emailId !== null) await destroyDraft(mail.account(accountId), emailId);
    },
  };
}

/** The same letter, wherever its copy is stored. Progress of uploads is no change. */
function sameContent(a: Draft, b: Draft): boolean {
  const ready = (draft: Draft) => draft.files.map((f) => (f.state.is === "ready" ? f.state.blobId : "")).join();
  const keys: (keyof Draft)[] = ["to", "cc", "bcc", "subject", "html", "quote", "identityId", "accountId"];
  return keys.every((name) => a[name] === b[name]) && ready(a) === ready(b);
}

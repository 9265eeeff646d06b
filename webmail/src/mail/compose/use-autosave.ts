import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { backoffMs } from "../../data/backoff.ts";
import { lineFailed } from "../../data/line.ts";
import type { Mail, MailAccount } from "../mail.ts";
import { isBlank } from "./build.ts";
import { type Composer, noteStored } from "./composers.ts";
import { type Draft, type DraftFile, emptyDraft } from "./draft.ts";
import { linkedFiles, withdrawLinks } from "./links.ts";
import { destroyDraft, identityOf, storeDraft } from "./save.ts";
import { signatureHtml } from "./signature.ts";
import { useDraftCopy } from "./use-draft-copy.ts";

/** Writing pauses this long before the draft is stored. Milliseconds. */
const PAUSE_MS = 2_000;

export type SaveState = { is: "clean" | "dirty" | "saving" | "failed" } | { is: "saved"; at: number };
export type Autosave = {
  state: SaveState;
  /** Stores what is not stored yet and stops; false when the line is cut, and only this machine has the letter. */
  leave: () => Promise<boolean>;
  /** Removes the stored copy and stops. */
  discard: () => Promise<void>;
  /** Stops storing; when a save under way is done, `handOver` gets the draft as stored and must keep it from then on. */
  stop: (handOver: (draft: Draft) => void) => Promise<void>;
};

/** Keeps the stored copy of a draft in step with the window. Saves follow one another, never side by side. */
export function useAutosave(mail: Mail, { key, unsaved }: Composer, latest: RefObject<Draft>, draft: Draft): Autosave {
  const [state, setState] = useState<SaveState>({ is: "clean" });
  const saved = useRef(unsaved ? emptyDraft(draft.accountId, draft.identityId) : draft);
  const copy = useDraftCopy(mail.local, key, draft);
  const queue = useRef(Promise.resolve());
  const stopped = useRef(false);
  const failures = useRef(0);

  const save = useCallback(async () => {
    const now = latest.current;
    const account = mail.account(now.accountId);
    if (stopped.current || now === saved.current || isUnwritten(account, now)) return;
    setState({ is: "saving" });
    try {
      const emailId = await storeDraft(account, now);
      failures.current = 0;
      latest.current = { ...latest.current, emailId };
      saved.current = latest.current;
      // Written on meanwhile: the pause after it stores that too.
      if (!sameContent(now, latest.current)) saved.current = { ...now, emailId };
      void copy.keep(latest.current, sameContent(saved.current, latest.current));
      noteStored(key, emailId);
      setState({ is: "saved", at: Date.now() });
    } catch (error) {
      lineFailed(error);
      failures.current++;
      setState({ is: "failed" });
    }
  }, [mail, key, latest, copy]);

  const flush = useCallback(async () => {
    queue.current = queue.current.then(save);
    await queue.current;
  }, [save]);

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
    async stop(handOver) {
      stopped.current = true;
      await queue.current;
      handOver(latest.current);
      await copy.drop();
    },
    async leave() {
      await flush();
      stopped.current = true;
      const whole =
        sameContent(saved.current, latest.current) || isUnwritten(mail.account(draft.accountId), latest.current);
      if (whole) await copy.drop();
      // The last words are younger than the pause after which this machine's copy follows.
      else await copy.keep(latest.current, false);
      return whole;
    },
    async discard() {
      stopped.current = true;
      await queue.current;
      await copy.drop();
      const { emailId, accountId } = latest.current;
      await withdrawLinks(
        mail.account(accountId),
        linkedFiles(latest.current).map(({ state }) => state.linkId),
      );
      if (emailId !== null) await destroyDraft(mail.account(accountId), emailId);
    },
  };
}

/** True when there is nothing worth storing: no copy yet, and no word. */
function isUnwritten(account: MailAccount, draft: Draft): boolean {
  return draft.emailId === null && isBlank(draft, signatureHtml(identityOf(account, draft)));
}

/** The same letter, wherever its copy is stored. Progress of uploads is no change. */
function sameContent(a: Draft, b: Draft): boolean {
  const ready = (draft: Draft) => draft.files.map(keptAs).join();
  const keys: (keyof Draft)[] = ["to", "cc", "bcc", "subject", "html", "quote", "identityId", "accountId", "receipt"];
  return keys.every((name) => a[name] === b[name]) && ready(a) === ready(b);
}

function keptAs({ state }: DraftFile): string {
  if (state.is === "linked") return state.linkId;
  return state.is === "ready" ? state.blobId : "";
}

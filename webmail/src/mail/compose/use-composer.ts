import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { t } from "../../i18n/t.ts";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError, toastRefusal } from "../../ui/toast.tsx";
import type { Mail, MailAccount } from "../mail.ts";
import { preferencesStore } from "../preferences.ts";
import { carryFiles } from "./carry-files.ts";
import { type Composer, closeComposer } from "./composers.ts";
import type { Draft } from "./draft.ts";
import type { EditorHandle } from "./editor/LetterEditor.tsx";
import { objections } from "./guard.ts";
import { insists } from "./guard-dialog.tsx";
import { identityOf } from "./save.ts";
import { sendDraft } from "./sending.ts";
import { resign } from "./signature.ts";
import { storeClosed } from "./store-closed.ts";
import { type SaveState, useAutosave } from "./use-autosave.ts";
import { type Files, useFiles } from "./use-files.ts";

export type Writing = {
  account: MailAccount;
  draft: Draft;
  editor: RefObject<EditorHandle | null>;
  files: Files;
  saveState: SaveState;
  change: (change: Partial<Draft> | ((draft: Draft) => Draft)) => void;
  /** Writes from another of the person's addresses. */
  changeSender: (accountId: string, identityId: string) => Promise<void>;
  placeImages: (files: readonly File[]) => void;
  send: () => Promise<void>;
  /** Asks for an hour, and lets the letter leave then. */
  sendLater: () => Promise<void>;
  close: () => Promise<void>;
  discard: () => Promise<void>;
};

/** A letter being written: its draft, and what can be done with it. */
export function useComposer(mail: Mail, composer: Composer): Writing {
  const { key, draft: opened } = composer;
  const [draft, setDraft] = useState(opened);
  const latest = useRef(opened);
  const editor = useRef<EditorHandle>(null);
  const account = mail.account(draft.accountId);

  const change = useCallback<Writing["change"]>((update) => {
    const next = typeof update === "function" ? update(latest.current) : { ...latest.current, ...update };
    latest.current = next;
    setDraft(next);
  }, []);
  const files = useFiles(account, change, () => latest.current);
  const autosave = useAutosave(mail, composer, latest, draft);

  /** Takes in what the editor did not hand up yet. */
  const settle = () => {
    const html = editor.current?.html();
    if (html !== undefined && html !== latest.current.html) change({ html });
    return latest.current;
  };
  useWarnBeforeUnload(autosave.state);

  /** Nothing speaks against sending, or the person insists. */
  const mayGo = async () => {
    const now = settle();
    const found = objections(now, identityOf(account, now).email);
    return found.length === 0 || insists(found);
  };
  const leave = async (sendAt: number | null) => {
    closeComposer(key);
    const { undoSeconds } = preferencesStore.get();
    await autosave.stop((written) => sendDraft(mail, written, { undoSeconds, sendAt }));
  };

  return {
    account,
    draft,
    editor,
    files,
    saveState: autosave.state,
    change,
    async changeSender(accountId, identityId) {
      const before = account.cache.identities.find((i) => i.id === draft.identityId);
      const after = mail.account(accountId).cache.identities.find((i) => i.id === identityId);
      if (!after) return;
      if (accountId !== latest.current.accountId) {
        const carried = await carryFiles(account, accountId, latest.current.files).catch(toastError);
        if (!carried) return;
        change({ files: carried });
      }
      const now = settle();
      const html = resign(now.html, before, after);
      if (html !== now.html) editor.current?.setHtml(html);
      // A stored copy in another account stays there as it is; this window stores its own from now on.
      const emailId = accountId === now.accountId ? now.emailId : null;
      change({ accountId, identityId, html, emailId });
    },
    placeImages(images) {
      for (const file of images)
        void files.place(file).then((placed) => {
          if (!placed) return toastRefusal(t("compose.uploadFailed", { reason: file.name }));
          const src = account.client.downloadUrl(account.id, {
            blobId: placed.blobId,
            type: file.type,
            name: file.name,
          });
          editor.current?.insertImage({ src, cid: placed.cid, alt: file.name.normalize("NFC") });
        });
    },
    async send() {
      if (await mayGo()) await leave(null);
    },
    async sendLater() {
      if (!(await mayGo())) return;
      const { askHour } = await import("./schedule-dialog.tsx");
      const sendAt = await askHour();
      if (sendAt !== null) await leave(sendAt);
    },
    async close() {
      settle();
      const isStored = await autosave.leave();
      closeComposer(key);
      if (isStored) return;
      toast(t("compose.keptHere"), { seconds: 8 });
      void storeClosed(mail, key);
    },
    async discard() {
      if (latest.current.emailId !== null || latest.current.subject !== "") {
        const question = {
          title: t("compose.discard"),
          text: t("compose.discardConfirm"),
          confirm: t("compose.discard"),
        };
        if (!(await confirm(question))) return;
      }
      closeComposer(key);
      await autosave.discard().catch(toastError);
    },
  };
}

function useWarnBeforeUnload(state: SaveState): void {
  const unsaved = state.is === "dirty" || state.is === "saving" || state.is === "failed";
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsaved]);
}

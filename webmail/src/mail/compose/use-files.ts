import type { FileLink } from "@congthu/shared/jmap/congthu";
import { useRef } from "react";
import { expandUrl, postFile } from "../../data/jmap-client.ts";
import { errorText } from "../../i18n/errors.ts";
import type { MailAccount } from "../mail.ts";
import type { Draft, DraftFile } from "./draft.ts";
import { goesAsLink, linkedState, linksOf, withdrawLinks } from "./links.ts";

type Change = (change: (draft: Draft) => Draft) => void;
export type Files = {
  /** Uploads files as attachments; resolves when all are done, each with its outcome in the draft. */
  attach: (files: readonly File[]) => Promise<void>;
  /** Uploads an image for the text; gives its cid, or null when it failed. */
  place: (file: File) => Promise<{ cid: string; blobId: string } | null>;
  retry: (key: string) => void;
  remove: (key: string) => void;
};

let counter = 0;

/**
 * Uploads what is attached to a draft, with progress; a cut line leaves a file that can be tried again. What is too large for a letter becomes a
 * link in it.
 */
export function useFiles(account: MailAccount, change: Change, latest: () => Draft): Files {
  const running = useRef(new Map<string, { file: File; abort: AbortController; asLink: boolean }>());

  const setState = (key: string, state: DraftFile["state"]) =>
    change((draft) => ({ ...draft, files: draft.files.map((f) => (f.key === key ? { ...f, state } : f)) }));

  const upload = async (key: string, file: File, asLink = false): Promise<string | null> => {
    const abort = new AbortController();
    running.current.set(key, { file, abort, asLink });
    try {
      const watch = {
        signal: abort.signal,
        onProgress: (fraction: number) => setState(key, { is: "uploading", fraction }),
      };
      const links = asLink ? linksOf(account) : null;
      if (links) {
        const url = expandUrl(links.uploadUrl, { name: file.name.normalize("NFC") });
        setState(key, linkedState(await postFile<FileLink>(url, file, watch)));
        return null;
      }
      const { blobId } = await account.client.upload(account.id, file, watch);
      setState(key, { is: "ready", blobId });
      return blobId;
    } catch (error) {
      if (!abort.signal.aborted) setState(key, { is: "failed", reason: errorText(error) });
      return null;
    }
  };

  const add = (file: File, cid: string | null): string => {
    const key = `upload-${++counter}`;
    const name = file.name.normalize("NFC");
    const type = file.type || "application/octet-stream";
    const added: DraftFile = { key, name, type, size: file.size, cid, state: { is: "uploading", fraction: 0 } };
    change((draft) => ({ ...draft, files: [...draft.files, added] }));
    return key;
  };

  return {
    async attach(files) {
      let attached = attachedBytes(latest());
      await Promise.all(
        files.map((file) => {
          const asLink = goesAsLink(account, file.size, attached);
          if (!asLink) attached += file.size;
          return upload(add(file, null), file, asLink);
        }),
      );
    },
    async place(file) {
      const cid = `${crypto.randomUUID()}@anh`;
      const blobId = await upload(add(file, cid), file);
      return blobId === null ? null : { cid, blobId };
    },
    retry(key) {
      const known = running.current.get(key);
      if (known) void upload(key, known.file, known.asLink);
    },
    remove(key) {
      running.current.get(key)?.abort.abort();
      running.current.delete(key);
      const file = latest().files.find((f) => f.key === key);
      if (file?.state.is === "linked") void withdrawLinks(account, [file.state.linkId]);
      change((draft) => ({ ...draft, files: draft.files.filter((f) => f.key !== key) }));
    },
  };
}

function attachedBytes({ files }: Draft): number {
  return files.reduce((sum, { size, state }) => (state.is === "linked" ? sum : sum + size), 0);
}

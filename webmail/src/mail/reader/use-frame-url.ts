import type { JmapId } from "@congthu/shared/jmap/core";
import { useEffect, useState } from "react";
import { callApi } from "../../data/api-client.ts";
import { toastError } from "../../ui/toast.tsx";

export type FrameAsk = {
  accountId: JmapId;
  emailId: JmapId;
  images: boolean;
  /** Instead of the letter's own body, this HTML; `cid:` images still come from the letter. */
  blobId?: JmapId;
};

/** The address of the sandboxed document for a letter; undefined until the server gave it. */
export function useFrameUrl({ accountId, emailId, images, blobId }: FrameAsk): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const abort = new AbortController();
    const body = { accountId, emailId, images, ...(blobId ? { blobId } : {}) };
    callApi<{ url: string }>("POST", "/api/frames", { body, signal: abort.signal })
      .then((reply) => setUrl(reply.url))
      .catch((error: unknown) => abort.signal.aborted || toastError(error));
    return () => abort.abort();
  }, [accountId, emailId, images, blobId]);
  return url;
}

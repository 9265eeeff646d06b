import type { JmapId } from "@congthu/shared/jmap/core";
import { useEffect, useState } from "react";
import { callApi } from "../../data/api-client.ts";
import { toastError } from "../../ui/toast.tsx";

export type FrameAsk = {
  accountId: JmapId;
  emailId: JmapId;
  images: boolean;
};

/** The address of the sandboxed document for a letter; undefined until the server gave it. */
export function useFrameUrl({ accountId, emailId, images }: FrameAsk): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const abort = new AbortController();
    const body = { accountId, emailId, images };
    callApi<{ url: string }>("POST", "/api/frames", { body, signal: abort.signal })
      .then((reply) => setUrl(reply.url))
      .catch((error: unknown) => abort.signal.aborted || toastError(error));
    return () => abort.abort();
  }, [accountId, emailId, images]);
  return url;
}

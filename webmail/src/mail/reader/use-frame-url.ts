import type { JmapId } from "@congthu/shared/jmap/core";
import { useEffect, useState } from "react";
import { callApi } from "../../data/api-client.ts";
import { lineFailed } from "../../data/line.ts";
import { toastError } from "../../ui/toast.tsx";
import { useMail } from "../mail-context.ts";

export type FrameAsk = {
  accountId: JmapId;
  emailId: JmapId;
  images: boolean;
};

/** The address of the sandboxed document for a letter; undefined until the server gave it. Without a line it is made of what this machine keeps. */
export function useFrameUrl({ accountId, emailId, images }: FrameAsk): string | undefined {
  const { local } = useMail();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const abort = new AbortController();
    let kept: string | undefined;
    const body = { accountId, emailId, images };
    callApi<{ url: string }>("POST", "/api/frames", { body, signal: abort.signal })
      .then((reply) => setUrl(reply.url))
      .catch(async (error: unknown) => {
        if (abort.signal.aborted) return;
        if (!lineFailed(error)) return toastError(error);
        const { keptFrameUrl } = await import("./kept-frame.ts");
        kept = await keptFrameUrl(local, { accountId, emailId });
        if (!abort.signal.aborted) setUrl(kept);
      });
    return () => {
      abort.abort();
      if (kept) URL.revokeObjectURL(kept);
    };
  }, [local, accountId, emailId, images]);
  return url;
}

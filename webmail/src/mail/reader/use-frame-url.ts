import type { FrameCharset } from "@congthu/shared/frame-charsets";
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
  dark: boolean;
  /** A nested message or document to show instead. */
  part?: JmapId | undefined;
  charset?: FrameCharset | undefined;
};
/** `subject`: as it reads in the chosen charset, where it says nothing of its own. */
export type Frame = { url: string; subject: string | null };

/** The address of the sandboxed document for a letter; undefined until the server gave it. Without a line it is made of what this machine keeps. */
export function useFrameUrl({ accountId, emailId, images, dark, part, charset }: FrameAsk): Frame | undefined {
  const { local } = useMail();
  const [frame, setFrame] = useState<Frame>();
  useEffect(() => {
    const abort = new AbortController();
    let kept: string | undefined;
    const body = { accountId, emailId, images, dark, part, charset };
    callApi<Frame>("POST", "/api/frames", { body, signal: abort.signal })
      .then(setFrame)
      .catch(async (error: unknown) => {
        if (abort.signal.aborted) return;
        if (!lineFailed(error) || part !== undefined) return toastError(error);
        const { keptFrameUrl } = await import("./kept-frame.ts");
        kept = await keptFrameUrl(local, { accountId, emailId });
        if (!abort.signal.aborted) setFrame({ url: kept, subject: null });
      });
    return () => {
      abort.abort();
      if (kept) URL.revokeObjectURL(kept);
    };
  }, [local, accountId, emailId, images, dark, part, charset]);
  return frame;
}

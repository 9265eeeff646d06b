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

let early: { key: string; frame: Promise<Frame> } | undefined;

/** Asks for a letter's document while the rest of the letter is still on its way; `useFrameUrl` takes it from here. */
export function askFrameEarly(ask: FrameAsk): void {
  early = { key: JSON.stringify(ask), frame: callApi<Frame>("POST", "/api/frames", { body: ask }) };
  // Whoever takes it hears of the failure.
  early.frame.catch(() => {});
}

function askFrame(ask: FrameAsk, signal: AbortSignal): Promise<Frame> {
  const asked = early;
  early = undefined;
  if (asked?.key === JSON.stringify(ask)) return asked.frame;
  return callApi<Frame>("POST", "/api/frames", { body: ask, signal });
}

/** The address of the sandboxed document for a letter; undefined until the server gave it. Without a line it is made of what this machine keeps. */
export function useFrameUrl({ accountId, emailId, images, dark, part, charset }: FrameAsk): Frame | undefined {
  const { local } = useMail();
  const [frame, setFrame] = useState<Frame>();
  useEffect(() => {
    const abort = new AbortController();
    let kept: string | undefined;
    askFrame({ accountId, emailId, images, dark, part, charset }, abort.signal)
      .then((asked) => !abort.signal.aborted && setFrame(asked))
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

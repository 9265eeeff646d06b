import { FRAME_CHARSETS, type FrameCharset } from "@congthu/shared/frame-charsets";

/** What the pinned script in a message frame tells: pixels, images left out, and the charset the text seems to be in. */
export type FrameReport = { height: number; blockedImages: number; charset: FrameCharset | null };

/** No letter is higher than this; a hostile one must not blow up the page. Pixels. */
const MAX_HEIGHT = 200_000;

/** Reads a message that came from a message frame; null when it is none of ours. The frame is not trusted. */
export function readFrameReport(message: unknown): FrameReport | null {
  if (typeof message !== "object" || message === null) return null;
  const { type, height, blockedImages, charset } = message as Record<string, unknown>;
  if (type !== "height" || typeof height !== "number" || !Number.isFinite(height)) return null;
  const counts = Number.isSafeInteger(blockedImages) && (blockedImages as number) >= 0;
  return {
    height: Math.min(MAX_HEIGHT, Math.max(40, Math.ceil(height))),
    blockedImages: counts ? (blockedImages as number) : 0,
    charset: FRAME_CHARSETS.find((one) => one === charset) ?? null,
  };
}

import type { FrameCharset } from "@congthu/shared/frame-charsets";
import { t } from "../../i18n/t.ts";

/** A charset as people know it. */
export function charsetName(charset: FrameCharset): string {
  return t(`charset.${charset}`);
}

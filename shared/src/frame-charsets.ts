/** Charsets of old Vietnamese mail that a reader may choose: Unicode, 1258, TCVN3 (ABC), VNI, VISCII. */
export const FRAME_CHARSETS = ["utf-8", "windows-1258", "tcvn", "vni", "viscii"] as const;
export type FrameCharset = (typeof FRAME_CHARSETS)[number];

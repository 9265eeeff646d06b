import { defineTexts } from "../../i18n/i18n.ts";
import { vi } from "./vi.ts";

/** The words of the administration. */
export const t = defineTexts(vi, async () => (await import("./en.ts")).en);
/** The keys whose text has no holes: these can be passed around and looked up later. */
export type TextKey = {
  [K in keyof typeof vi]: (typeof vi)[K] extends `${string}{${string}` ? never : K;
}[keyof typeof vi];

import { defineTexts } from "./i18n.ts";
import { vi } from "./vi.ts";

/** The words of the shell and the mail screens. The administration has a dictionary of its own beside its screens. */
export const t = defineTexts(vi, async () => (await import("./en.ts")).en);
/** The keys whose text has no holes: these can be passed around and looked up later. */
export type TextKey = {
  [K in keyof typeof vi]: (typeof vi)[K] extends `${string}{${string}` ? never : K;
}[keyof typeof vi];

import { defineTexts } from "./i18n.ts";
import { vi } from "./vi.ts";

/** The words of the shell and the mail screens. The administration has a dictionary of its own beside its screens. */
export const t = defineTexts(vi, async () => (await import("./en.ts")).en);
export type TextKey = keyof typeof vi;

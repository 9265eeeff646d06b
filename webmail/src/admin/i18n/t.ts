import { defineTexts } from "../../i18n/i18n.ts";
import { vi } from "./vi.ts";

/** The words of the console. */
export const t = defineTexts(vi, async () => (await import("./en.ts")).en);

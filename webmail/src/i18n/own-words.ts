import { defineTexts, languageStore, setLanguage } from "./i18n.ts";
import { own } from "./vi/own.ts";

/** The words of what a person keeps, apart from the others: its pages are opened seldom. */
export const w = defineTexts(own, async () => (await import("./en/own.ts")).own);

// Fetched late: on a page that speaks English already, the English words are there before any of them is shown.
await setLanguage(languageStore.get());

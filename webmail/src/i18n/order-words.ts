import { defineTexts, languageStore, setLanguage } from "./i18n.ts";
import { order } from "./vi/order.ts";

/** The words of what brings order into mail: apart from the others, so that the list is not kept waiting for them. */
export const o = defineTexts(order, async () => (await import("./en/order.ts")).order);

// Fetched late: on a page that speaks English already, the English words are there before any of them is shown.
await setLanguage(languageStore.get());

import { type Language, setLanguage } from "./i18n.ts";

// Not under "mail.": it belongs to the machine and stays after signing out.
const KEY = "ui.language";

/** Applies the language chosen on this machine before; Vietnamese otherwise, whatever the browser prefers. */
export async function applyPreferredLanguage(): Promise<void> {
  if (localStorage.getItem(KEY) === "en") await savePreferredLanguage("en");
}

export async function savePreferredLanguage(language: Language): Promise<void> {
  await setLanguage(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}

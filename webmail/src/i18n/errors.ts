import { ApiError } from "../data/api-client.ts";
import { enErrors, viErrors } from "./error-texts.ts";
import { languageStore } from "./i18n.ts";

/** What to tell the person about a failure. Refusals have words of their own; anything else is the server's or our fault. */
export function errorText(error: unknown): string {
  const texts = languageStore.get() === "en" ? enErrors : viErrors;
  return texts[error instanceof ApiError ? error.code : "client.server"];
}

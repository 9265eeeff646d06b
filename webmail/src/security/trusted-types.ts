type Policy = { createHTML?: (text: string) => string; createScriptURL?: (url: string) => string };
type Factory = { createPolicy: (name: string, rules: Policy) => unknown };

/**
 * The page runs under `require-trusted-types-for 'script'`. The default policy lets through text without markup (the
 * component kit writes its style variables through innerHTML) and refuses everything else: a string with `<` in it
 * that reaches the document is a bug, and must fail rather than run. Browsers without Trusted Types are unchanged.
 */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  factory?.createPolicy("default", { createHTML: plainTextOnly, createScriptURL: ownWorkerOnly });
}

/** Returns the text itself; throws when it could hold a tag. */
export function plainTextOnly(text: string): string {
  if (text.includes("<")) throw new TypeError("markup refused by the trusted types policy");
  return text;
}

/** Returns the address of our service worker; throws for any other script. */
export function ownWorkerOnly(url: string): string {
  if (url !== "/sw.js") throw new TypeError("script refused by the trusted types policy");
  return url;
}

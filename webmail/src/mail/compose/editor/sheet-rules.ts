/**
 * The rules of the style sheets within pasted HTML, for the plain selectors that Word and Excel write (`.xl65`, `td`,
 * `p.MsoNormal` as `.MsoNormal`). Selector → properties in their order.
 */
export function sheetRules(html: string): Map<string, [string, string][]> {
  const rules = new Map<string, [string, string][]>();
  const sheets = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].map((m) => m[1] ?? "");
  const text = sheets
    .join("\n")
    .replace(/<!--|-->/g, "")
    .replace(/\/\*[\s\S]*?\*\//g, "");
  for (const [, selectors = "", body = ""] of text.matchAll(/([^{}@]+)\{([^{}]*)\}/g)) {
    const declared = declarations(body);
    for (const selector of selectors.split(",")) {
      const name = /^\s*(?:\w+)?(\.[\w-]+)\s*$|^\s*(td|th|tr|p)\s*$/.exec(selector);
      const key = name?.[1] ?? name?.[2];
      if (key) rules.set(key, [...(rules.get(key) ?? []), ...declared]);
    }
  }
  return rules;
}

function declarations(body: string): [string, string][] {
  return body.split(";").flatMap((one): [string, string][] => {
    const colon = one.indexOf(":");
    if (colon < 0) return [];
    const property = one.slice(0, colon).trim().toLowerCase();
    const value = one.slice(colon + 1).trim();
    const name =
      property === "background" && /^(#[\da-f]{3,8}|rgb|[a-z]+)\b/i.test(value) ? "background-color" : property;
    const first =
      name === "background-color" ? (/^(#[\da-f]{3,8}|rgba?\([^)]*\)|[a-z]+)/i.exec(value)?.[0] ?? "") : value;
    return first === "" || first === "windowtext" || name.startsWith("mso-") ? [] : [[name, first]];
  });
}

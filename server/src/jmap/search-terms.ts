import type { EmailCondition, EmailFilterTree } from "./email-filter.ts";

const FIELDS = ["subject", "from", "to", "cc", "bcc", "body", "attachment"] as const;

export type Term = { text: string; field?: (typeof FIELDS)[number] };

/** The words and phrases of a search text: white space divides, quotes make phrases, backslashes escape in them. RFC 8621 §4.4.1 */
export function wordsIn(text: string): string[] {
  const out: string[] = [];
  for (const m of text.matchAll(/(["'])((?:\\.|(?!\1)[^\\])*)\1(?=\s|$)|\S+/gs)) {
    const phrase = m[2]?.replace(/\\(.)/gs, "$1");
    const word = (phrase ?? m[0]).trim();
    if (word !== "") out.push(word);
  }
  return out;
}

/** What a condition looks for in the content. */
export function termsOf(c: EmailCondition): Term[] {
  const terms: Term[] = wordsIn(c.text ?? "").map((text) => ({ text }));
  for (const field of FIELDS) for (const text of wordsIn(c[field] ?? "")) terms.push({ text, field });
  return terms;
}

/** Whether a condition looks into the content at all. */
export function isTextual(c: EmailCondition): boolean {
  return c.text !== undefined || FIELDS.some((field) => c[field] !== undefined);
}

/** All terms of a filter that an Email it finds may hold: what is forbidden (NOT) is not among them. */
export function termsWithin(filter: EmailFilterTree | null): Term[] {
  if (filter === null) return [];
  if (!("operator" in filter)) return termsOf(filter);
  return filter.operator === "NOT" ? [] : filter.conditions.flatMap(termsWithin);
}

/** All conditions of a filter that look into the content. */
export function textualConditions(filter: EmailFilterTree | null): EmailCondition[] {
  if (filter === null) return [];
  if (!("operator" in filter)) return isTextual(filter) ? [filter] : [];
  return filter.conditions.flatMap(textualConditions);
}

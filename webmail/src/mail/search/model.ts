import { localDay, startOfLocalDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { Filter } from "@congthu/shared/jmap/core";
import type { EmailFilter } from "@congthu/shared/jmap/mail";
import { labelKeyword } from "./label-keyword.ts";
import { type Operator, STATE_WORDS, STATES } from "./operators.ts";
import { parseParts, type SearchPart } from "./parse.ts";
import { parseDay, parseSize } from "./values.ts";

export type ParsedSearch = {
  parts: SearchPart[];
  /** Null when nothing was asked for. */
  filter: Filter<EmailFilter> | null;
  /** The search looks into words, so snippets can show where. */
  text: boolean;
  /** The folder it is to look in, as typed. */
  folder: string | null;
  /** Dates and sizes that were not understood, as typed. */
  faults: { kind: "date" | "size"; text: string }[];
};

type Known = {
  /** yyyy-mm-dd in Vietnam. */
  today: string;
  /** The keyword of a label's name. */
  keywordOf: (name: string) => string;
};

/** What was typed into the search box as a filter for the server. All conditions must hold, but for those around `HOẶC`. */
export function parseSearch(
  typed: string,
  known: Known = { today: localDay(Date.now()), keywordOf: labelKeyword },
): ParsedSearch {
  const parts = parseParts(typed.normalize("NFC"));
  const parsed: ParsedSearch = { parts, filter: null, text: false, folder: null, faults: [] };
  const conditions: Filter<EmailFilter>[] = [];
  const words: string[] = [];
  let joins = false;
  for (const [i, part] of parts.entries()) {
    if (part.kind === "or") {
      joins = conditions.length > 0;
      continue;
    }
    const between = joins || parts[i + 1]?.kind === "or";
    if (part.kind === "word" && !part.not && !between) {
      if (part.value !== "") words.push(part.value);
      continue;
    }
    const condition = conditionOf(part, known, parsed);
    if (condition === null) continue;
    const before = joins ? conditions.pop() : undefined;
    joins = false;
    conditions.push(before ? either(before, condition) : condition);
  }
  if (words.length > 0) conditions.unshift({ text: words.join(" ") });
  parsed.text ||= words.length > 0;
  const [only, ...more] = conditions;
  parsed.filter = only === undefined ? null : more.length === 0 ? only : { operator: "AND", conditions };
  return parsed;
}

/** The words a search looks for in the text of letters, as typed. */
export function soughtWords(typed: string): string[] {
  return parseParts(typed.normalize("NFC"))
    .flatMap((part) => {
      const inText = part.kind === "word" || (part.kind === "operator" && TEXT_OPERATORS.includes(part.operator));
      if (!inText || part.not) return [];
      const plain = part.value.replace(/"/g, " ").trim();
      return part.value.startsWith('"') ? [plain] : plain.split(/\s+/);
    })
    .filter((word) => word !== "");
}

const TEXT_OPERATORS: readonly Operator[] = ["subject", "body", "attachment"];

/** The search without one of its parts. */
export function withoutPart(typed: string, { start, end }: Pick<SearchPart, "start" | "end">): string {
  const text = typed.normalize("NFC");
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}

function either(a: Filter<EmailFilter>, b: Filter<EmailFilter>): Filter<EmailFilter> {
  const before = "operator" in a && a.operator === "OR" ? a.conditions : [a];
  return { operator: "OR", conditions: [...before, b] };
}

type Condition = Exclude<SearchPart, { kind: "or" }>;

function conditionOf(part: Condition, known: Known, parsed: ParsedSearch): Filter<EmailFilter> | null {
  if (part.kind === "state") return STATES[part.state];
  const condition =
    part.kind === "word" ? wordCondition(part, parsed) : operatorCondition(part.operator, part.value, known, parsed);
  if (condition === null) return null;
  return part.not ? { operator: "NOT", conditions: [condition] } : condition;
}

function wordCondition({ value, not }: { value: string; not: boolean }, parsed: ParsedSearch): EmailFilter {
  parsed.text ||= !not;
  return { text: value };
}

function operatorCondition(operator: Operator, value: string, known: Known, parsed: ParsedSearch): EmailFilter | null {
  const plain = value.replace(/^"|"$/g, "").trim();
  if (plain === "" && operator !== "attachment") return null;
  switch (operator) {
    case "from":
    case "to":
    case "cc":
      return { [operator]: value };
    case "subject":
    case "body":
      parsed.text = true;
      return { [operator]: value };
    case "attachment":
      if (plain === "" || fold(plain) === "co" || plain === "attachment") return { hasAttachment: true };
      parsed.text = true;
      return { hasAttachment: true, text: value };
    case "before":
    case "after":
      return dateCondition(operator, plain, known, parsed);
    case "larger":
    case "smaller":
      return sizeCondition(operator, plain, parsed);
    case "in":
      parsed.folder = plain;
      return null;
    case "label":
      return { hasKeyword: known.keywordOf(plain) };
    case "is": {
      const state = STATE_WORDS[fold(plain)];
      return state ? STATES[state] : { text: value };
    }
  }
}

function dateCondition(
  operator: "before" | "after",
  text: string,
  known: Known,
  parsed: ParsedSearch,
): EmailFilter | null {
  const day = parseDay(text, known.today);
  if (day === null) {
    parsed.faults.push({ kind: "date", text });
    return null;
  }
  return { [operator]: new Date(startOfLocalDay(day)).toISOString().replace(".000Z", "Z") };
}

function sizeCondition(operator: "larger" | "smaller", text: string, parsed: ParsedSearch): EmailFilter | null {
  const octets = parseSize(text);
  if (octets === null) {
    parsed.faults.push({ kind: "size", text });
    return null;
  }
  return operator === "larger" ? { minSize: octets } : { maxSize: octets };
}

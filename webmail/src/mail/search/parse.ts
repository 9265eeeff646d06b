import { fold } from "@congthu/shared/fold";
import { OR_WORDS } from "../../i18n/search-operators.ts";
import { OPERATORS, type Operator, STATE_WORDS, type State } from "./operators.ts";
import { DAY_WORDS } from "./values.ts";

/** One condition as it was typed, with its place in the text; `value` may be in quotes. */
export type SearchPart = { start: number; end: number; not: boolean } & (
  | { kind: "word"; value: string }
  | { kind: "state"; state: State }
  | { kind: "operator"; operator: Operator; value: string }
  | { kind: "or" }
);

/** States of two words and more, recognised without an operator. */
const PHRASE_STATES = Object.keys(STATE_WORDS).filter((state) => state.includes(" "));

/**
 * Takes what was typed into the search box apart: words, "exact phrases", -excluded words, `HOẶC`, and operators in Vietnamese or
 * English of up to three words (`từ:lan`, `tiêu đề: "báo cáo"`). `text` is NFC.
 */
export function parseParts(text: string): SearchPart[] {
  const parts: SearchPart[] = [];
  let at = text.length - text.trimStart().length;
  while (at < text.length) {
    const rest = text.slice(at);
    const { length, ...part } = stateAt(rest) ?? operatorAt(rest) ?? wordAt(rest);
    parts.push({ ...part, start: at, end: at + length } as SearchPart);
    const after = text.slice(at + length);
    at += length + (after.length - after.trimStart().length);
  }
  return parts;
}

type Found = { length: number; not: boolean } & (
  | { kind: "word"; value: string }
  | { kind: "state"; state: State }
  | { kind: "operator"; operator: Operator; value: string }
  | { kind: "or" }
);

function stateAt(rest: string): Found | null {
  for (const words of PHRASE_STATES) {
    const taken = takeWords(rest, words.split(" ").length);
    const state = STATE_WORDS[words];
    if (state && fold(taken) === words) return { kind: "state", state, not: false, length: taken.length };
  }
  return null;
}

function operatorAt(rest: string): Found | null {
  const head = /^(-?)(\p{L}+(?:[ \t]+\p{L}+){0,2}):[ \t]?/u.exec(rest);
  const [start = "", minus = "", name = ""] = head ?? [];
  const operator = OPERATORS[fold(name).replace(/\s/g, "")];
  if (operator === undefined) return null;
  const after = rest.slice(start.length);
  const value = (isDay(operator) && dayPhrase(after)) || (/^(?:"[^"]*"?|\S*)/.exec(after)?.[0] ?? "");
  // A space after the colon belongs to the operator only when a value follows.
  const length = value === "" ? start.trimEnd().length : start.length + value.length;
  return { kind: "operator", operator, value, not: minus !== "" && value !== "", length };
}

function wordAt(rest: string): Found {
  const [text = rest, minus = "", value = ""] = /^(-?)("[^"]*"?|\S*)/.exec(rest) ?? [];
  if (OR_WORDS.includes(text)) return { kind: "or", not: false, length: text.length };
  return { kind: "word", value, not: minus !== "" && value !== "", length: Math.max(1, text.length) };
}

function isDay(operator: Operator): boolean {
  return operator === "before" || operator === "after";
}

/** "hôm qua" and its like, which are two words. */
function dayPhrase(text: string): string {
  const two = takeWords(text, 2);
  return two.includes(" ") && DAY_WORDS.includes(fold(two)) ? two : "";
}

/** So many words from the start of the text. */
function takeWords(text: string, count: number): string {
  return new RegExp(`^(?:\\S+\\s*){${count}}`).exec(text)?.[0].trimEnd() ?? "";
}

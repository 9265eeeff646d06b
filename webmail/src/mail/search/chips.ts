import { type TextKey, t } from "../../i18n/t.ts";
import type { Operator, State } from "./operators.ts";
import type { SearchPart } from "./parse.ts";

/** A condition as it is shown: words that stand side by side are one. `start` and `end`: its place in what was typed. */
export type Chip = { start: number; end: number; label: string };

const OPERATOR_NAMES: Record<Operator, TextKey> = {
  from: "search.op.from",
  to: "search.op.to",
  cc: "search.op.cc",
  subject: "search.op.subject",
  body: "search.op.body",
  attachment: "search.op.attachment",
  before: "search.op.before",
  after: "search.op.after",
  larger: "search.op.larger",
  smaller: "search.op.smaller",
  in: "search.op.in",
  label: "search.op.label",
  is: "search.op.is",
};

export const STATE_NAMES: Record<State, TextKey> = {
  unread: "list.filter.unread",
  read: "search.state.read",
  flagged: "list.filter.flagged",
  attachment: "list.filter.attachment",
  answered: "list.state.answered",
};

/** The conditions of a search, each to be shown and to be taken away. */
export function chipsOf(parts: readonly SearchPart[]): Chip[] {
  const chips: (Chip & { words: boolean })[] = [];
  for (const part of parts) {
    const words = part.kind === "word" && !part.not;
    const last = chips.at(-1);
    if (words && last?.words) {
      last.end = part.end;
      last.label += ` ${part.value}`;
    } else if (labelOf(part) !== "") chips.push({ start: part.start, end: part.end, label: labelOf(part), words });
  }
  return chips.map(({ start, end, label }) => ({ start, end, label }));
}

function labelOf(part: SearchPart): string {
  if (part.kind === "or") return t("search.or");
  if (part.kind === "state") return t(STATE_NAMES[part.state]);
  const value = part.value.replace(/^"|"$/g, "");
  const label = part.kind === "word" ? part.value : value === "" ? "" : `${t(OPERATOR_NAMES[part.operator])}: ${value}`;
  if (part.kind === "operator" && part.operator === "attachment" && value === "") return t("list.filter.attachment");
  return part.not ? t("search.without", { what: label }) : label;
}

import { startOfLocalDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { Filter } from "@congthu/shared/jmap/core";
import { type EmailFilter, KEYWORD } from "@congthu/shared/jmap/mail";

export type ParsedSearch = {
  /** Null when nothing was asked for. */
  filter: Filter<EmailFilter> | null;
  /** The search looks into words, so snippets can show where. */
  text: boolean;
  /** Dates that were not understood, as typed. */
  badDates: string[];
};

type Operator =
  | "from"
  | "to"
  | "cc"
  | "subject"
  | "body"
  | "attachment"
  | "before"
  | "after"
  | "larger"
  | "smaller"
  | "is";

/** Operators as they are typed, Vietnamese first, without marks. */
const OPERATORS: Record<string, Operator> = {
  tu: "from",
  nguoigui: "from",
  from: "from",
  den: "to",
  nguoinhan: "to",
  to: "to",
  donggui: "cc",
  cc: "cc",
  tieude: "subject",
  chude: "subject",
  subject: "subject",
  noidung: "body",
  body: "body",
  tep: "attachment",
  dinhkem: "attachment",
  file: "attachment",
  has: "attachment",
  truoc: "before",
  before: "before",
  sau: "after",
  tungay: "after",
  after: "after",
  lonhon: "larger",
  larger: "larger",
  nhohon: "smaller",
  smaller: "smaller",
  la: "is",
  is: "is",
};

/** Words that stand alone for a state of the letter. */
const STATES: Record<string, EmailFilter> = {
  "chua doc": { notKeyword: KEYWORD.seen },
  unread: { notKeyword: KEYWORD.seen },
  "da doc": { hasKeyword: KEYWORD.seen },
  read: { hasKeyword: KEYWORD.seen },
  "gan co": { hasKeyword: KEYWORD.flagged },
  flagged: { hasKeyword: KEYWORD.flagged },
  "co tep": { hasAttachment: true },
  "da tra loi": { hasKeyword: KEYWORD.answered },
  answered: { hasKeyword: KEYWORD.answered },
};
/** States of two words and more, recognised without an operator as well. */
const PHRASE_STATES = Object.keys(STATES).filter((state) => state.includes(" "));

/**
 * Reads what was typed into the search box: words, "exact phrases", -excluded words, and operators in Vietnamese or
 * English (`từ:lan`, `đến:"sở nội vụ"`, `tệp:`, `trước:05/11/2026`, `chưa đọc`). All conditions must hold.
 */
export function parseSearch(typed: string): ParsedSearch {
  const parsed: ParsedSearch = { filter: null, text: false, badDates: [] };
  const conditions: Filter<EmailFilter>[] = [];
  const words: string[] = [];
  let rest = typed.normalize("NFC").trim();
  while (rest !== "") {
    const state = PHRASE_STATES.find((s) => startsWithWords(rest, s));
    const token = state ? { text: takeWords(rest, state), state } : nextToken(rest);
    rest = rest.slice(token.text.length).trimStart();
    if ("state" in token) conditions.push(STATES[token.state] ?? {});
    else readToken(token, conditions, words, parsed);
  }
  if (words.length > 0) conditions.unshift({ text: words.join(" ") });
  parsed.text ||= words.length > 0;
  const [only, ...more] = conditions;
  parsed.filter = only === undefined ? null : more.length === 0 ? only : { operator: "AND", conditions };
  return parsed;
}

type Token = { text: string; operator: Operator | null; value: string; not: boolean };

/** `-`, an operator with its colon, and a quoted phrase or a run without spaces. */
function nextToken(rest: string): Token {
  const match = /^(-?)(?:([\p{L}]{1,12}):\s?)?("[^"]*"?|\S*)/u.exec(rest);
  const [text = rest, minus = "", name = "", value = ""] = match ?? [];
  const operator = OPERATORS[fold(name)] ?? null;
  if (name !== "" && operator === null) {
    const whole = /^-?\S+/.exec(rest)?.[0] ?? rest;
    return { text: whole, operator: null, value: whole.replace(/^-/, ""), not: minus !== "" };
  }
  return { text: text === "" ? rest : text, operator, value, not: minus !== "" && value !== "" };
}

function readToken(token: Token, conditions: Filter<EmailFilter>[], words: string[], parsed: ParsedSearch): void {
  if (token.operator === null && !token.not) {
    if (token.value !== "") words.push(token.value);
    return;
  }
  const condition = conditionOf(token, parsed);
  if (condition) conditions.push(token.not ? { operator: "NOT", conditions: [condition] } : condition);
}

function conditionOf({ operator, value }: Token, parsed: ParsedSearch): EmailFilter | null {
  const plain = value.replace(/^"|"$/g, "").trim();
  switch (operator) {
    case null:
      return { text: value };
    case "from":
    case "to":
    case "cc":
      return plain === "" ? null : { [operator]: value };
    case "subject":
    case "body":
      if (plain === "") return null;
      parsed.text = true;
      return { [operator]: value };
    case "attachment":
      if (plain === "" || fold(plain) === "co" || plain === "attachment") return { hasAttachment: true };
      parsed.text = true;
      return { hasAttachment: true, text: value };
    case "before":
    case "after":
      return dateCondition(operator, plain, parsed);
    case "larger":
    case "smaller": {
      const octets = parseSize(plain);
      return octets === null ? null : operator === "larger" ? { minSize: octets } : { maxSize: octets };
    }
    case "is":
      return STATES[fold(plain)] ?? { text: value };
  }
}

function dateCondition(operator: "before" | "after", text: string, parsed: ParsedSearch): EmailFilter | null {
  const day = parseDay(text);
  if (day === null) {
    parsed.badDates.push(text);
    return null;
  }
  return { [operator]: new Date(startOfLocalDay(day)).toISOString().replace(".000Z", "Z") };
}

/** d/M/yyyy, d-M-yyyy, d.M.yyyy or M/yyyy (its first day) as yyyy-mm-dd; null when it is no day. */
export function parseDay(text: string): string | null {
  const full = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(text);
  const [d, m, y] = full ? [full[1], full[2], full[3]] : month ? ["1", month[1], month[2]] : [];
  if (!d || !m || !y) return null;
  const day = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

/** "5MB", "500kb", "3,5 MB" in octets; null when it is no size. A number alone counts MB. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*(b|kb|k|mb|m|gb|g)?$/i.exec(text);
  if (!match?.[1]) return null;
  const unit = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(match[2] ?? "m").charAt(0).toLowerCase()] ?? 1;
  return Math.round(Number(match[1].replace(",", ".")) * unit);
}

function startsWithWords(text: string, state: string): boolean {
  return fold(takeWords(text, state)) === state;
}

/** As many words from the start of the text as the state has. */
function takeWords(text: string, state: string): string {
  const count = state.split(" ").length;
  return new RegExp(`^(?:\\S+\\s*){${count}}`).exec(text)?.[0].trimEnd() ?? "";
}

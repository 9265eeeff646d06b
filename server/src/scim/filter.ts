import { ScimError } from "./replies.ts";

/** A filter as it was understood. RFC 7644 §3.4.2.2 */
export type Filter =
  | { kind: "and" | "or"; left: Filter; right: Filter }
  | { kind: "not"; inner: Filter }
  | { kind: "present"; path: string }
  | { kind: "compare"; path: string; op: Comparison; value: string | number | boolean | null }
  /** One value of a multi-valued attribute fits the inner filter. */
  | { kind: "has"; path: string; inner: Filter };

const COMPARISONS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;
export type Comparison = (typeof COMPARISONS)[number];

type Token = { text: string; literal?: string | number | boolean | null };
const TOKEN =
  /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?![\w.:-]))|((?:urn:[\w.:-]+:)?[A-Za-z$][\w$-]*(?:\.[A-Za-z$][\w$-]*)?))/y;
const MOST_TOKENS = 200;

/** Reads a filter. Throws ScimError invalidFilter. */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text);
  const { filter, next } = parseOr(tokens, 0);
  if (next !== tokens.length) throw unreadable(text);
  return filter;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const [, mark, quoted, number, word] = TOKEN.exec(text) ?? [];
    if (mark !== undefined) tokens.push({ text: mark });
    else if (quoted !== undefined) tokens.push({ text: quoted, literal: readString(quoted) });
    else if (number !== undefined) tokens.push({ text: number, literal: Number(number) });
    else if (word === "true" || word === "false") tokens.push({ text: word, literal: word === "true" });
    else if (word === "null") tokens.push({ text: word, literal: null });
    else if (word !== undefined) tokens.push({ text: word });
    else throw unreadable(text);
    if (tokens.length > MOST_TOKENS) throw unreadable("too long");
  }
  return tokens;
}

function readString(quoted: string): string {
  try {
    return (JSON.parse(quoted) as string).normalize("NFC");
  } catch {
    throw unreadable(quoted);
  }
}

type Parsed = { filter: Filter; next: number };

// RFC 7644 §3.4.2.2: "not" binds before "and", "and" before "or"
function parseOr(tokens: readonly Token[], at: number): Parsed {
  let { filter, next } = parseAnd(tokens, at);
  while (isWord(tokens[next], "or")) {
    const right = parseAnd(tokens, next + 1);
    filter = { kind: "or", left: filter, right: right.filter };
    next = right.next;
  }
  return { filter, next };
}

function parseAnd(tokens: readonly Token[], at: number): Parsed {
  let { filter, next } = parseOne(tokens, at);
  while (isWord(tokens[next], "and")) {
    const right = parseOne(tokens, next + 1);
    filter = { kind: "and", left: filter, right: right.filter };
    next = right.next;
  }
  return { filter, next };
}

function parseOne(tokens: readonly Token[], at: number): Parsed {
  const token = tokens[at];
  if (isWord(token, "not")) {
    const { filter, next } = parseInside(tokens, at + 1, "(", ")");
    return { filter: { kind: "not", inner: filter }, next };
  }
  if (token?.text === "(") return parseInside(tokens, at, "(", ")");
  if (!token || token.literal !== undefined || /^[)\][]$/.test(token.text)) throw unreadable(token?.text ?? "");
  const path = token.text;
  if (tokens[at + 1]?.text === "[") {
    const { filter, next } = parseInside(tokens, at + 1, "[", "]");
    return { filter: { kind: "has", path, inner: filter }, next };
  }
  const word = tokens[at + 1]?.text.toLowerCase() ?? "";
  if (word === "pr") return { filter: { kind: "present", path }, next: at + 2 };
  const op = COMPARISONS.find((one) => one === word);
  const value = tokens[at + 2]?.literal;
  if (op === undefined || value === undefined) throw unreadable(path);
  return { filter: { kind: "compare", path, op, value }, next: at + 3 };
}

function parseInside(tokens: readonly Token[], at: number, open: string, close: string): Parsed {
  if (tokens[at]?.text !== open) throw unreadable(open);
  const { filter, next } = parseOr(tokens, at + 1);
  if (tokens[next]?.text !== close) throw unreadable(close);
  return { filter, next: next + 1 };
}

function isWord(token: Token | undefined, word: string): boolean {
  return token !== undefined && token.literal === undefined && token.text.toLowerCase() === word;
}

function unreadable(text: string): ScimError {
  return new ScimError(400, "invalidFilter", `filter: ${text}`);
}

/** Whether a resource fits. Attribute names and text are compared without case; an attribute that is not there fits `ne` alone. */
export function matches(filter: Filter, resource: unknown): boolean {
  switch (filter.kind) {
    case "and":
      return matches(filter.left, resource) && matches(filter.right, resource);
    case "or":
      return matches(filter.left, resource) || matches(filter.right, resource);
    case "not":
      return !matches(filter.inner, resource);
    case "present":
      return valuesAt(resource, filter.path).some((v) => v !== null && v !== "");
    case "has":
      return valuesAt(resource, filter.path, false).some((v) => matches(filter.inner, v));
    case "compare": {
      const { op, value } = filter;
      const values = valuesAt(resource, filter.path);
      if (op === "ne") return !values.some((v) => compares("eq", v, value));
      return values.some((v) => compares(op, v, value));
    }
  }
}

/** The values under a path; of a complex value its `value`. RFC 7643 §2.4 */
export function valuesAt(resource: unknown, path: string, plain = true): unknown[] {
  const { urn, names } = splitPath(path);
  let values: unknown[] =
    urn === null ? [resource] : [member(resource, urn) ?? (isOwn(resource, urn) ? resource : undefined)];
  for (const name of names) values = values.flatMap((v) => member(v, name) ?? []);
  values = values.filter((v) => v !== undefined);
  return plain ? values.map((v) => (typeof v === "object" && v !== null ? member(v, "value") : v)) : values;
}

/** `urn:…:User:name.familyName` into the schema and the names. RFC 7644 §3.10 */
export function splitPath(path: string): { urn: string | null; names: string[] } {
  const [, urn = null, rest = path] = /^(urn:.*):([^:]+)$/i.exec(path) ?? [];
  return { urn, names: rest.split(".") };
}

function isOwn(resource: unknown, urn: string): boolean {
  const schemas = member(resource, "schemas");
  return Array.isArray(schemas) && schemas[0] === urn;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const wanted = name.toLowerCase();
  return Object.entries(value).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

function compares(op: Exclude<Comparison, "ne">, value: unknown, wanted: string | number | boolean | null): boolean {
  if (typeof value !== typeof wanted) return false;
  if (typeof value !== "string" || typeof wanted !== "string") {
    if (op === "eq") return value === wanted;
    return typeof value === "number" && typeof wanted === "number" && ordered(op, value - wanted);
  }
  const [a, b] = [value.toLowerCase(), wanted.toLowerCase()];
  if (op === "eq") return a === b;
  if (op === "co") return a.includes(b);
  if (op === "sw") return a.startsWith(b);
  if (op === "ew") return a.endsWith(b);
  return ordered(op, a < b ? -1 : a > b ? 1 : 0);
}

function ordered(op: string, difference: number): boolean {
  if (op === "gt") return difference > 0;
  if (op === "ge") return difference >= 0;
  if (op === "lt") return difference < 0;
  return op === "le" && difference <= 0;
}

import { LIMITS } from "../../lib/limits.ts";
import { ImapSyntaxError } from "./syntax-error.ts";

/** A stretch of a command: text up to a line end and, when it ended in `{n}`, the literal after it (one character per octet). */
export type Part = { text: string; literal: string | null };

/** A command line as a stream of values. Every reader throws ImapSyntaxError on what the grammar forbids. RFC 9051 §9 */
export type Tokens = {
  /** One space, exactly. */
  sp(): void;
  /** The end of the command. */
  end(): void;
  atEnd(): boolean;
  /** Takes `c` when it is next and says whether it was. */
  skip(c: string): boolean;
  /** Takes `c` or throws. */
  expect(c: string): void;
  /** Whether `c` is next. */
  next(c: string): boolean;
  /** Whether `pattern` (sticky) matches here. */
  sees(pattern: RegExp): boolean;
  /** Takes `word` (in capitals) when it stands here as a whole word, whatever its case, and says whether it did. */
  word(word: string): boolean;
  atom(): string;
  /** An atom in capitals: command and item names. */
  name(): string;
  /** A string or atom with `]` allowed. */
  astring(): string;
  /** Quoted or literal. */
  string(): string;
  /** A string, or null for NIL. */
  nstring(): string | null;
  /** Characters of a mailbox pattern, wildcards included, or a string. */
  listMailbox(): string;
  /** 0 ≤ n ≤ max, no leading sign. */
  number(max?: number): number;
  /** What `pattern` (sticky) matches here; throws `wanted` when it does not. */
  match(pattern: RegExp, wanted: string): string;
  /** A parenthesised list; `item` reads one. `(` and `)` may hold nothing. */
  list<T>(item: () => T): T[];
};

// ATOM-CHAR by code: everything printable but ( ) { % * " \ ]
const ATOM = /[!#$&'+-[^-z|}~]+/y;
const ASTRING = /[!#$&'+-[\]-z|}~]+/y;
const LIST_MAILBOX = /[!#-'*-[\]-z|}~]+/y;
const NUMBER = /\d{1,20}/y;
const WORD_END = /[ ()[\]<]/;

/** Reads the parts of one command from the start of the first. */
export function createTokens(parts: readonly Part[]): Tokens {
  let part = 0;
  let text = parts[0]?.text ?? "";
  let at = 0;
  let depth = 0;

  const fail = (wanted: string): never => {
    throw new ImapSyntaxError(`Expected ${wanted}`);
  };
  function match(pattern: RegExp, wanted: string): string {
    pattern.lastIndex = at;
    const m = pattern.exec(text);
    if (!m) return fail(wanted);
    at = pattern.lastIndex;
    return m[0];
  }
  function skip(c: string): boolean {
    if (text.charAt(at) !== c) return false;
    at++;
    return true;
  }
  function expect(c: string): void {
    if (!skip(c)) fail(c === " " ? "a space" : c);
  }
  function quoted(): string {
    let out = "";
    for (let from = ++at; ; at++) {
      const c = text.charCodeAt(at);
      if (c === 0x22) {
        out += text.slice(from, at++);
        return out;
      }
      if (c === 0x5c) {
        out += text.slice(from, at++);
        const escaped = text.charAt(at);
        if (escaped !== '"' && escaped !== "\\") return fail('\\" or \\\\');
        from = at;
        continue;
      }
      // NaN is the end of the line; NUL, CR and LF are no TEXT-CHAR.
      if (!(c > 0 && c !== 0x0d && c !== 0x0a)) return fail("closing quote");
    }
  }
  function literal(): string {
    const value = parts[part]?.literal;
    const following = parts[part + 1];
    if (value === null || value === undefined || !following || !/^~?\{\d+\+?\}$/.test(text.slice(at)))
      return fail("string");
    part++;
    text = following.text;
    at = 0;
    return value;
  }
  function string(): string {
    const c = text.charAt(at);
    if (c === '"') return quoted();
    if (c === "{" || c === "~") return literal();
    return fail("string");
  }
  const stringNext = () => text.charAt(at) === '"' || text.charAt(at) === "{";
  const atEnd = () => at === text.length && part === parts.length - 1;
  return {
    sp: () => expect(" "),
    end: () => (atEnd() ? undefined : fail("end of command")),
    atEnd,
    skip,
    expect,
    next: (c) => text.charAt(at) === c,
    sees(pattern) {
      pattern.lastIndex = at;
      return pattern.test(text);
    },
    word(word) {
      if (text.substr(at, word.length).toUpperCase() !== word) return false;
      const after = text.charAt(at + word.length);
      if (after !== "" && !WORD_END.test(after)) return false;
      at += word.length;
      return true;
    },
    atom: () => match(ATOM, "atom"),
    name: () => match(ATOM, "name").toUpperCase(),
    astring: () => (stringNext() ? string() : match(ASTRING, "string or atom")),
    string,
    nstring() {
      if (stringNext()) return string();
      return match(ATOM, "string or NIL").toUpperCase() === "NIL" ? null : fail("string or NIL");
    },
    listMailbox: () => (stringNext() ? string() : match(LIST_MAILBOX, "mailbox pattern")),
    number(max = 0xffff_ffff) {
      const n = Number(match(NUMBER, "number"));
      return n <= max ? n : fail("smaller number");
    },
    match,
    list(item) {
      expect("(");
      const items: ReturnType<typeof item>[] = [];
      if (++depth > LIMITS.imapNesting) return fail("fewer parentheses");
      while (!skip(")")) {
        if (items.length > 0) expect(" ");
        items.push(item());
      }
      depth--;
      return items;
    },
  };
}

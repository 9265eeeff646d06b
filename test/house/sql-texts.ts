import { lineAt, type Source } from "./sources.ts";

/** One statement of the store, with its holes as SQLite reads them. */
export type SqlText = { at: string; sql: string };

/** What expressions inside templates can become: the expression as it is written, and every text it may give. */
export type Variants = Readonly<Record<string, readonly string[]>>;

/**
 * The statements written in a file. `${name}` is a constant above made of plain literals, `${holes(n, …)}`
 * a list of n holes; any other `${…}` must be named in `variants`. Every combination gives a statement.
 */
export function sqlTexts({ path, text }: Source, variants: Variants): SqlText[] {
  const plain = [...text.matchAll(/"((?:SELECT|INSERT|UPDATE|DELETE|WITH) [^"\n]*)"/g)].map((m) => ({
    at: `${path}:${lineAt(text, m.index)}`,
    sql: m[1] ?? "",
  }));
  const starts = [...text.matchAll(/`\s*(?=(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b)/g)];
  const templates = starts.flatMap((m) => {
    const at = `${path}:${lineAt(text, m.index)}`;
    const parts = templateParts(text, m.index + 1);
    const choices = parts.map((part) =>
      part.code ? meaningOf(part.text, text.slice(0, m.index), variants, at) : [part.text],
    );
    return product(choices).map((words) => ({ at, sql: words.join("") }));
  });
  return [...plain, ...templates];
}

type Part = { text: string; code: boolean };

/** The parts of the template whose first character is at `from`, up to its closing backtick. */
function templateParts(text: string, from: number): Part[] {
  const parts: Part[] = [];
  let begin = from;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "`") return [...parts, { text: text.slice(begin, i), code: false }];
    else if (text.startsWith("${", i)) {
      const end = closingBrace(text, i + 2);
      parts.push({ text: text.slice(begin, i), code: false }, { text: text.slice(i + 2, end), code: true });
      begin = end + 1;
      i = end;
    }
  }
  return parts;
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return i;
  }
  return text.length;
}

function meaningOf(expression: string, before: string, variants: Variants, at: string): readonly string[] {
  const listed = variants[expression];
  if (listed) return listed;
  if (expression.startsWith("holes(")) {
    const [, count = "3"] = /^holes\((\w+)/.exec(expression) ?? [];
    const columns = Number(count) || literalsOf(count, before).length || 3;
    return [`(${Array(columns).fill("?").join(", ")})`];
  }
  const choices = /^\w+$/.test(expression) ? literalsOf(expression, before) : [];
  if (choices.length > 0) return choices;
  throw new Error(`${at}: say in test/house/query-plans.test.ts what can stand for \${${expression}}`);
}

/** The texts a constant above can have: a number, a joined list, or its literals where it has no other parts (`const more = x ? "AND …" : "";`). */
function literalsOf(name: string, before: string): string[] {
  const definition = [...before.matchAll(new RegExp(`const ${name} =([^;]*);`, "g"))].at(-1)?.[1] ?? "";
  const joined = /^\s*(\w+)\.join\("([^"]*)"\)$/.exec(definition);
  if (joined) return [literalsOf(joined[1] ?? "", before).join(joined[2])];
  if (/^\s*[\d_]+$/.test(definition)) return [definition.replaceAll("_", "").trim()];
  const literals = [...definition.matchAll(/"([^"]*)"|`([^`]*)`/g)].map((m) => m[1] ?? m[2] ?? "");
  return literals.some((text) => text.includes("${")) ? [] : literals;
}

function product(choices: readonly (readonly string[])[]): string[][] {
  return choices.reduce<string[][]>((all, some) => all.flatMap((words) => some.map((word) => [...words, word])), [[]]);
}

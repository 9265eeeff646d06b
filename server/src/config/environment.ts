import { CONFIG_KEYS, type Key } from "./keys.ts";
import type { Problem } from "./problems.ts";

/** Variables that are ours but name no key. */
const NOT_KEYS = ["CONGTHU_CONFIG"];

/**
 * Lays the variables CONGTHU_… over a config tree: CONGTHU_LISTENERS_HTTP_PORT=8080 is listeners.http.port. Lists are
 * separated by commas; `null` and the empty text mean null. Variables that name no key become problems.
 */
export function fillFromEnvironment(
  tree: { [key: string]: unknown },
  env: NodeJS.ProcessEnv,
  problems: Problem[],
): void {
  const byName = new Map(CONFIG_KEYS.map((key) => [key.env, key]));
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith("CONGTHU_") || NOT_KEYS.includes(name) || text === undefined) continue;
    const key = byName.get(name);
    if (key) place(tree, key.path, readValue(key, text));
    else
      problems.push({
        where: name,
        vi: "biến môi trường này không ứng với khóa nào",
        en: "this variable names no key",
      });
  }
}

/** A text that does not fit its kind stays a text, so that the schema complains with the key's name. */
function readValue(key: Key, text: string): unknown {
  if (key.kind === "list") return text === "" ? [] : text.split(",").map((part) => part.trim());
  if (text === "" || text === "null") return null;
  if (key.kind === "number") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (key.kind === "yesno") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

function place(tree: { [key: string]: unknown }, path: readonly string[], value: unknown): void {
  const [first = "", ...rest] = path;
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const below = tree[first];
  const branch = typeof below === "object" && below !== null ? (below as { [key: string]: unknown }) : {};
  tree[first] = branch;
  place(branch, rest, value);
}

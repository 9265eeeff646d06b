import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A file of the project: path from its root, with forward slashes. */
export type Source = { path: string; text: string };

export const ROOT = resolve(import.meta.dirname, "../..");

const SKIPPED = new Set(["node_modules", "dist", ".git", ".tmp", "data", "demo-data", "bench-results"]);

/** All files below a folder of the project whose name ends so; throws when there is none, so that no rule holds for want of files. */
export function filesBelow(folder: string, ...endings: readonly string[]): Source[] {
  const paths = list(folder).filter((path) => endings.some((ending) => path.endsWith(ending)));
  if (paths.length === 0) throw new Error(`no files below ${folder}`);
  return paths.sort().map((path) => ({ path, text: readText(path) }));
}

/** One file of the project. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

let code: Source[] | undefined;

/** Every source file that people write: TypeScript, TSX and the scripts. Read once. */
export function allCode(): readonly Source[] {
  code ??= ["shared/src", "server/src", "webmail/src", "test", "scripts"].flatMap((folder) =>
    filesBelow(folder, ".ts", ".tsx", ".mjs", ".cjs"),
  );
  return code;
}

/** Whether a path is a test or belongs to one. */
export function isTest(path: string): boolean {
  return path.startsWith("test/") || /\.test\.tsx?$/.test(path);
}

/** The text with every comment blanked out; strings stay. Good enough for code that Biome has formatted. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/[^\n]*/gm,
    (all, string) => (string === undefined ? all.replace(/[^\n]/g, " ") : all),
  );
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function list(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : list(path);
    return [path];
  });
}

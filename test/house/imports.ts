import { dirname, join, normalize } from "node:path";
import { type Source, withoutComments } from "./sources.ts";

/** One import: of a package (`from` is its name) or of a file of the project (`from` is its path). */
export type Import = { path: string; from: string; package: boolean; typeOnly: boolean };

/** Imports, re-exports and dynamic imports of a source file. `@congthu/shared/x` is the file shared/src/x.ts. */
export function importsOf({ path, text }: Source): Import[] {
  const bare = withoutComments(text);
  const found = bare.matchAll(
    /(?:^|\n)\s*(?:import|export)(\s+type)?\s[^;"']*?from\s*["']([^"']+)["']|(?<!["'\w.])import\s*\(?\s*["']([^"']+)["']/g,
  );
  return [...found].flatMap((m): Import[] => {
    const name = m[2] ?? m[3] ?? "";
    const typeOnly = m[1] !== undefined;
    if (name.startsWith("node:")) return [];
    if (name.startsWith(".")) return [{ path, from: normalize(join(dirname(path), name)), package: false, typeOnly }];
    const own = /^@congthu\/(shared|server)\/(.+)$/.exec(name);
    if (own) return [{ path, from: `${own[1]}/src/${own[2]}.ts`, package: false, typeOnly }];
    return [{ path, from: packageOf(name), package: true, typeOnly }];
  });
}

function packageOf(name: string): string {
  const parts = name.split("/");
  return name.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? name);
}

import assert from "node:assert/strict";
import { allCode, isTest, lineAt, type Source } from "./sources.ts";

const EXPORTED =
  /^export (?:async )?function\*? (\w+)|^export const (\w+)(?:: [^=\n]+)? = (?:async )?(?:<[^>\n]+>)?\(/gm;

/** Exported functions without a doc comment that ends on the line above. */
function undocumented({ path, text }: Source): string[] {
  return [...text.matchAll(EXPORTED)]
    .filter((m) => !/\*\/\n$/.test(text.slice(0, m.index)) && !isOverload(text, m))
    .map((m) => `${path}:${lineAt(text, m.index)}: ${m[1] ?? m[2]}`);
}

/** The doc comment of an overloaded function stands above its first signature. */
function isOverload(text: string, m: RegExpExecArray): boolean {
  const before = text.slice(0, m.index).trimEnd();
  return before.endsWith(";") && (before.split("\n").at(-1) ?? "").includes(`function ${m[1]}`);
}

describe("house: exported functions say what they promise", () => {
  it("catches a function without", () => {
    const samples = [
      "export function a() {}",
      "x();\nexport async function b() {}",
      "export const c = (x: number) => x;",
    ];
    for (const text of samples) assert.equal(undocumented({ path: "x.ts", text }).length, 1, text);
    const documented = [
      "/** A. */\nexport function a() {}",
      "/**\n * C.\n */\nexport const c = async () => {};",
      "export const d = 5;",
    ];
    for (const text of documented) assert.deepEqual(undocumented({ path: "x.ts", text }), [], text);
  });

  it("holds in server/src and shared/src", () => {
    const sources = allCode().filter(({ path }) => /^(server|shared)\/src\//.test(path) && !isTest(path));
    assert.ok(sources.length > 0);
    assert.deepEqual(sources.flatMap(undocumented), []);
  });
});

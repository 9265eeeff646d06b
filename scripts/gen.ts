/** Writes every generated file: `npm run gen`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED } from "./generators.ts";

for (const { path, generate } of GENERATED) {
  const file = join(import.meta.dirname, "..", path);
  const text = await generate();
  const changed = readTextOrNothing(file) !== text;
  if (changed) writeFileSync(file, text);
  process.stdout.write(`${changed ? "✎" : "="} ${path}\n`);
}

function readTextOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Real mail of public projects, beside the project's root; nothing of it belongs to the project. */
const CORPUS = resolve(import.meta.dirname, "../../../shared/corpus");

/** Whether there is a corpus on this machine. */
export function hasCorpus(): boolean {
  return existsSync(CORPUS);
}

/** The messages of the corpus by path, in a fixed order, none larger than `maxBytes`. */
export function* corpusMessages(maxBytes: number): Generator<[path: string, bytes: Buffer]> {
  const entries = readdirSync(CORPUS, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  const paths = entries.map((e) => join(e.parentPath, e.name)).sort();
  for (const path of paths) {
    const bytes = readFileSync(path);
    if (bytes.length <= maxBytes) yield [path.slice(CORPUS.length + 1), bytes];
  }
}

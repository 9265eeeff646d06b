/**
 * Notes the hashes of all migrations, as they are run by servers out there from now on: `node scripts/freeze-migrations.ts`
 * at each release. A frozen migration never changes again (test/house/migrations.test.ts); a new one is added instead.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(ROOT, "server/src/store/migrations");
const FROZEN = join(FOLDER, "frozen.json");

/** File name to SHA-256, for each migration that is there. */
export function migrationHashes(): Record<string, string> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".ts"));
  const hash = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(FOLDER, name)))
      .digest("hex");
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]));
}

/** The hashes that were noted at the last release. */
export function frozenMigrations(): Record<string, string> {
  return existsSync(FROZEN) ? (JSON.parse(readFileSync(FROZEN, "utf8")) as Record<string, string>) : {};
}

if (import.meta.main)
  writeFileSync(FROZEN, `${JSON.stringify({ ...migrationHashes(), ...frozenMigrations() }, null, 2)}\n`);

/** The database as the migrations leave it, in SQLite's words, for people who read it. */
import { forDialect, MIGRATIONS } from "../server/src/store/migrations.ts";

/** All statements of all migrations in order; SQLite's dialect. */
export function describeSchema(): string {
  const statements = MIGRATIONS.flatMap(({ id, up }) => [
    `-- ${id}`,
    ...up.map((sql) => `${forDialect(sql, "sqlite")};`),
  ]);
  return `-- Made by npm run gen from server/src/store/migrations/.\n${statements.join("\n")}\n`;
}

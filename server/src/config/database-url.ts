import type { Config } from "./schema.ts";

/** The address of the PostgreSQL server with its password, for the driver alone; undefined for the embedded database. */
export function databaseUrl(database: Config["database"]): string | undefined {
  if (database.engine === "sqlite" || database.url === null) return undefined;
  const url = new URL(database.url);
  if (database.password) url.password = encodeURIComponent(database.password());
  return url.href;
}

import type { Db } from "./db.ts";
import { mail } from "./migrations/0001-mail.ts";
import { usageFacts } from "./migrations/0002-usage-facts.ts";
import { usageClerks } from "./migrations/0003-usage-clerks.ts";
import { reports } from "./migrations/0004-reports.ts";
import { provisioning } from "./migrations/0006-provisioning.ts";
import { imports } from "./migrations/0007-imports.ts";
import { identity } from "./migrations/0008-identity.ts";
import { factors } from "./migrations/0009-factors.ts";
import { operations } from "./migrations/0010-operations.ts";
import { groupsQuotas } from "./migrations/0011-groups-quotas.ts";
import { records } from "./migrations/0012-records.ts";
import { emailGists } from "./migrations/0013-email-gists.ts";
import { scim } from "./migrations/0016-scim.ts";
import { fileLinks } from "./migrations/0018-file-links.ts";
import { pushSubscriptions } from "./migrations/0019-push-subscriptions.ts";
import { ldap } from "./migrations/0020-ldap.ts";
import { choices } from "./migrations/0023-choices.ts";
import { documents } from "./migrations/0025-documents.ts";
import { setPlanStatistics } from "./plan-statistics.ts";

/** Column types and table options on which the engines differ. */
const DIALECT = {
  sqlite: { BYTES: "BLOB", CLUSTERED: "WITHOUT ROWID" },
  postgres: { BYTES: "BYTEA", CLUSTERED: "" },
} as const;

export type Migration = { id: string; up: readonly string[] };

/** Forward only; a landed one never changes. */
export const MIGRATIONS: readonly Migration[] = [
  mail,
  usageFacts,
  usageClerks,
  reports,
  provisioning,
  imports,
  identity,
  factors,
  operations,
  groupsQuotas,
  records,
  emailGists,
  scim,
  fileLinks,
  pushSubscriptions,
  ldap,
  choices,
  documents,
];

/** Brings the database to the newest schema in one transaction; gives the ids it ran. */
export async function migrate(db: Db): Promise<string[]> {
  return db.write(async (tx) => {
    await tx.run(`CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY, at BIGINT NOT NULL DEFAULT 0)`);
    const done = new Set((await tx.all<{ id: string }>(`SELECT id FROM migration`)).map((r) => r.id));
    const todo = MIGRATIONS.filter((m) => !done.has(m.id));
    for (const m of todo) {
      for (const sql of m.up) await tx.run(forDialect(sql, db.dialect));
      await tx.run(`INSERT INTO migration (id) VALUES (?)`, m.id);
    }
    if (db.dialect === "sqlite") await setPlanStatistics(tx);
    return todo.map((m) => m.id);
  });
}

/** Puts the engine's own words for BYTES and CLUSTERED into a statement. */
export function forDialect(sql: string, dialect: Db["dialect"]): string {
  return sql.replace(/\b(BYTES|CLUSTERED)\b/g, (_, word: "BYTES" | "CLUSTERED") => DIALECT[dialect][word]);
}

import type { Migration } from "../migrations.ts";

/** Lists made of accounts chosen in the table, beside those that came in files; and how somebody likes the tables of the console. */
export const choices: Migration = {
  id: "0023-choices",
  up: [
    `ALTER TABLE import_batch ADD COLUMN origin TEXT NOT NULL DEFAULT 'file'`,
    `CREATE INDEX import_batch_own ON import_batch (created_by, batch_id)`,
    `CREATE TABLE console_choice (account_id TEXT NOT NULL REFERENCES account (account_id), name TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (account_id, name)) CLUSTERED`,
  ],
};

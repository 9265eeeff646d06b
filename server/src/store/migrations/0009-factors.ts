import type { Migration } from "../migrations.ts";

/** Second factors, app passwords, and what a sign-in in several steps remembers between them. */
export const factors: Migration = {
  id: "0009-factors",
  up: [
    `CREATE TABLE second_factor (factor_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), kind TEXT NOT NULL, label TEXT NOT NULL,
      secret TEXT NOT NULL, credential_id TEXT, counter BIGINT NOT NULL, created_at BIGINT NOT NULL, used_at BIGINT)`,
    `CREATE INDEX second_factor_account ON second_factor (account_id, created_at)`,
    `CREATE UNIQUE INDEX second_factor_credential ON second_factor (credential_id) WHERE credential_id IS NOT NULL`,
    `CREATE TABLE recovery_code (account_id TEXT NOT NULL REFERENCES account (account_id), hash TEXT NOT NULL, PRIMARY KEY (account_id, hash)) CLUSTERED`,
    `CREATE TABLE app_password (app_password_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), label TEXT NOT NULL,
      channels TEXT NOT NULL, hash TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, used_ip TEXT NOT NULL)`,
    `CREATE INDEX app_password_account ON app_password (account_id, created_at)`,
    `CREATE TABLE ticket (ticket_id TEXT PRIMARY KEY, kind TEXT NOT NULL, account_id TEXT, state TEXT NOT NULL, tries INTEGER NOT NULL, expires_at BIGINT NOT NULL) CLUSTERED`,
    `CREATE INDEX ticket_expires ON ticket (expires_at)`,
    `CREATE TABLE sign_in_alert (sign_in_id TEXT PRIMARY KEY, account_id TEXT NOT NULL) CLUSTERED`,
    `CREATE TABLE inquiry (inquiry_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), reader_id TEXT NOT NULL, asked_by TEXT NOT NULL,
      decided_by TEXT, reason TEXT NOT NULL, document TEXT NOT NULL, until_day TEXT NOT NULL, asked_at BIGINT NOT NULL, decided_at BIGINT, state TEXT NOT NULL)`,
    `CREATE INDEX inquiry_account ON inquiry (account_id, asked_at)`,
    // How the person of a session showed who they are, and when they last did.
    `ALTER TABLE session ADD COLUMN means TEXT NOT NULL DEFAULT 'password'`,
    `ALTER TABLE session ADD COLUMN confirmed_at BIGINT NOT NULL DEFAULT 0`,
  ],
};

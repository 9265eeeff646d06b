import type { Migration } from "../migrations.ts";

/** Passwords that were, sign-ins that happened, and the networks that guess. */
export const identity: Migration = {
  id: "0008-identity",
  up: [
    `CREATE TABLE password_history (account_id TEXT NOT NULL REFERENCES account (account_id), at BIGINT NOT NULL, hash TEXT NOT NULL,
      PRIMARY KEY (account_id, at)) CLUSTERED`,
    `CREATE TABLE sign_in (account_id TEXT NOT NULL REFERENCES account (account_id), sign_in_id TEXT NOT NULL, at BIGINT NOT NULL, channel TEXT NOT NULL,
      ip TEXT NOT NULL, network TEXT NOT NULL, agent TEXT NOT NULL, device TEXT NOT NULL, result TEXT NOT NULL, PRIMARY KEY (account_id, sign_in_id)) CLUSTERED`,
    `CREATE INDEX sign_in_network ON sign_in (account_id, network, result)`,
    `CREATE INDEX sign_in_device ON sign_in (account_id, device, result)`,
    `CREATE INDEX sign_in_at ON sign_in (at)`,
    `CREATE TABLE sign_in_source (network TEXT PRIMARY KEY, failed_count INTEGER NOT NULL, failed_at BIGINT NOT NULL, last_login TEXT NOT NULL) CLUSTERED`,
    `CREATE INDEX sign_in_source_at ON sign_in_source (failed_at)`,
    `CREATE INDEX session_expires ON session (expires_at)`,
    // Who has not yet replaced the password an administrator gave.
    `CREATE INDEX account_must_change ON account (password_at) WHERE must_change = 1`,
  ],
};

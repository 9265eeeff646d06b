import type { Migration } from "../migrations.ts";

/** Files too large for a letter, which whoever has the link may fetch until it expires. */
export const fileLinks: Migration = {
  id: "0018-file-links",
  up: [
    `CREATE TABLE file_link (link_id TEXT PRIMARY KEY, token TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES account (account_id),
      by_id TEXT NOT NULL REFERENCES account (account_id), blob_id TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size_bytes BIGINT NOT NULL,
      created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, downloads BIGINT NOT NULL, downloaded_at BIGINT) CLUSTERED`,
    `CREATE UNIQUE INDEX file_link_token ON file_link (token)`,
    `CREATE INDEX file_link_account ON file_link (account_id, created_at)`,
    `CREATE INDEX file_link_by ON file_link (by_id)`,
    `CREATE INDEX file_link_expiry ON file_link (expires_at)`,
  ],
};

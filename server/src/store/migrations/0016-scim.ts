import type { Migration } from "../migrations.ts";

/** The names that personnel systems have for our accounts, each system its own. RFC 7643 §3.1 externalId */
export const scim: Migration = {
  id: "0016-scim",
  up: [
    `CREATE TABLE scim_link (client_id TEXT NOT NULL REFERENCES account (account_id), account_id TEXT NOT NULL REFERENCES account (account_id),
      external_id TEXT NOT NULL, PRIMARY KEY (client_id, account_id)) CLUSTERED`,
    `CREATE UNIQUE INDEX scim_link_external ON scim_link (client_id, external_id)`,
    `CREATE INDEX scim_link_account ON scim_link (account_id)`,
  ],
};

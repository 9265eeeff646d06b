import type { Migration } from "../migrations.ts";

/** People who came from a directory kept elsewhere, by the id they have there. */
export const ldap: Migration = {
  id: "0020-ldap",
  up: [
    `CREATE TABLE ldap_link (external_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), dn TEXT NOT NULL,
      missing_day BIGINT, held TEXT NOT NULL) CLUSTERED`,
    `CREATE UNIQUE INDEX ldap_link_account ON ldap_link (account_id)`,
  ],
};

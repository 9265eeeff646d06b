import type { Migration } from "../migrations.ts";

/** What lists are sorted and searched by, beside the messages: in the order of the Emails, without octets (mime/gist). */
export const emailGists: Migration = {
  id: "0013-email-gists",
  up: [
    `CREATE TABLE email_gist (account_id TEXT NOT NULL, email_id TEXT NOT NULL, gist TEXT NOT NULL, PRIMARY KEY (account_id, email_id)) CLUSTERED`,
  ],
};

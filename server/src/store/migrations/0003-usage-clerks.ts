import type { Migration } from "../migrations.ts";

/** Who looked into agency mailboxes is found by the clerk, to be told or erased; figures of months outlive the facts of persons. */
export const usageClerks: Migration = {
  id: "0003-usage-clerks",
  up: [
    `CREATE INDEX usage_box_day_clerk ON usage_box_day (clerk_id, day)`,
    `CREATE TABLE usage_kept (month INTEGER NOT NULL, agency_id TEXT NOT NULL, version INTEGER NOT NULL, mailboxes INTEGER NOT NULL, users INTEGER NOT NULL,
    regular INTEGER NOT NULL, leader_mailboxes INTEGER NOT NULL, leader_users INTEGER NOT NULL, leader_regular INTEGER NOT NULL,
    PRIMARY KEY (month, agency_id)) CLUSTERED`,
  ],
};

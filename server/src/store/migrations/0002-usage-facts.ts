import type { Migration } from "../migrations.ts";

/** What the owner of a mailbox wrote and got, by where the other side is. */
const LETTERS = ["sent", "received"]
  .flatMap((act) => ["agency", "province", "gov", "public", "other"].map((peer) => `${act}_${peer} INTEGER NOT NULL`))
  .join(", ");

/**
 * Usage facts by person, day and channel; days of acts as bits, a row a person; letters by agency and month; checks of agency mailboxes;
 * what an account was on each day; recorded leave. Days are numbers since 1970-01-01, local. The daily sums are made anew from the log.
 */
export const usageFacts: Migration = {
  id: "0002-usage-facts",
  up: [
    `ALTER TABLE mail_log ADD COLUMN owner_id TEXT`,
    `DROP TABLE usage_day`,
    `CREATE TABLE usage_day (account_id TEXT NOT NULL, day INTEGER NOT NULL, channel TEXT NOT NULL, agency_id TEXT NOT NULL,
    sign_ins INTEGER NOT NULL, opened INTEGER NOT NULL, replied INTEGER NOT NULL, forwarded INTEGER NOT NULL, ${LETTERS},
    PRIMARY KEY (account_id, day, channel, agency_id)) CLUSTERED`,
    `CREATE TABLE usage_person (account_id TEXT PRIMARY KEY, from_month INTEGER NOT NULL, acts BYTES NOT NULL, last_day INTEGER NOT NULL) CLUSTERED`,
    `CREATE TABLE usage_channel (account_id TEXT PRIMARY KEY, from_month INTEGER NOT NULL, ways BYTES NOT NULL) CLUSTERED`,
    // A month's totals are read by the year, its days seldom: apart, a year is few pages.
    `CREATE TABLE usage_month (month INTEGER NOT NULL, agency_id TEXT NOT NULL, totals BYTES NOT NULL, PRIMARY KEY (month, agency_id)) CLUSTERED`,
    `CREATE TABLE usage_month_days (month INTEGER NOT NULL, agency_id TEXT NOT NULL, days BYTES NOT NULL, PRIMARY KEY (month, agency_id))`,
    `CREATE TABLE usage_box_day (mailbox_id TEXT NOT NULL, day INTEGER NOT NULL, clerk_id TEXT NOT NULL, morning INTEGER NOT NULL,
    afternoon INTEGER NOT NULL, PRIMARY KEY (mailbox_id, day, clerk_id)) CLUSTERED`,
    `CREATE TABLE usage_box (mailbox_id TEXT PRIMARY KEY, from_month INTEGER NOT NULL, halves BYTES NOT NULL) CLUSTERED`,
    `CREATE TABLE usage_state (one INTEGER PRIMARY KEY, days_from INTEGER NOT NULL, log_from INTEGER NOT NULL, rebuilt_until BIGINT NOT NULL)`,
    `INSERT INTO usage_state (one, days_from, log_from, rebuilt_until) VALUES (1, 0, 0, 0)`,
    `UPDATE mail_log SET rolled = 0`,
    `CREATE TABLE account_span (account_id TEXT NOT NULL REFERENCES account (account_id), from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    agency_id TEXT NOT NULL, kind TEXT NOT NULL, is_leader INTEGER NOT NULL, status TEXT NOT NULL, PRIMARY KEY (account_id, from_day)) CLUSTERED`,
    `CREATE INDEX account_span_agency ON account_span (agency_id, account_id)`,
    `INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status)
    SELECT account_id, CAST((created_at + 25200000) / 86400000 AS INTEGER), 999999, agency_id, kind, is_leader, status FROM account
      WHERE status = 'active' OR (status_at + 25200000) / 86400000 <= (created_at + 25200000) / 86400000`,
    `INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status)
    SELECT account_id, CAST((created_at + 25200000) / 86400000 AS INTEGER), CAST((status_at + 25200000) / 86400000 - 1 AS INTEGER), agency_id, kind, is_leader, 'active'
      FROM account WHERE status <> 'active' AND (status_at + 25200000) / 86400000 > (created_at + 25200000) / 86400000`,
    `INSERT INTO account_span (account_id, from_day, to_day, agency_id, kind, is_leader, status)
    SELECT account_id, CAST((status_at + 25200000) / 86400000 AS INTEGER), 999999, agency_id, kind, is_leader, status
      FROM account WHERE status <> 'active' AND (status_at + 25200000) / 86400000 > (created_at + 25200000) / 86400000`,
    `CREATE TABLE agency_place (agency_id TEXT NOT NULL REFERENCES agency (agency_id), from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    parent_id TEXT, PRIMARY KEY (agency_id, from_day)) CLUSTERED`,
    `INSERT INTO agency_place (agency_id, from_day, to_day, parent_id) SELECT agency_id, 0, 999999, parent_id FROM agency`,
    `CREATE TABLE leave_record (leave_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL, kind TEXT NOT NULL, document TEXT NOT NULL, created_at BIGINT NOT NULL, created_by TEXT) CLUSTERED`,
    `CREATE INDEX leave_record_account ON leave_record (account_id, from_day)`,
    `CREATE INDEX leave_record_to ON leave_record (to_day, from_day)`,
  ],
};

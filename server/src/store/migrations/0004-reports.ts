import type { Migration } from "../migrations.ts";

/** Periods agencies report on, what they reported, whom we reminded, and reports frozen with their figures. */
export const reports: Migration = {
  id: "0004-reports",
  up: [
    `CREATE TABLE report_period (period_id TEXT PRIMARY KEY, schedule_id TEXT NOT NULL, name TEXT NOT NULL, from_day TEXT NOT NULL,
      to_day TEXT NOT NULL, due_day TEXT NOT NULL, opened_at BIGINT NOT NULL, opened_by TEXT, UNIQUE (schedule_id, from_day, to_day))`,
    `CREATE TABLE agency_return (period_id TEXT NOT NULL REFERENCES report_period (period_id), agency_id TEXT NOT NULL,
      on_day TEXT NOT NULL, staff INTEGER NOT NULL, leaders INTEGER NOT NULL, directory_reviewed INTEGER NOT NULL, problems TEXT NOT NULL,
      proposals TEXT NOT NULL, sent_at BIGINT NOT NULL, sent_by TEXT, PRIMARY KEY (period_id, agency_id)) CLUSTERED`,
    `CREATE TABLE report_reminder (period_id TEXT NOT NULL REFERENCES report_period (period_id), agency_id TEXT NOT NULL,
      day TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (period_id, agency_id, day)) CLUSTERED`,
    `CREATE TABLE frozen_report (report_id TEXT PRIMARY KEY, agency_id TEXT NOT NULL, period_id TEXT,
      from_day TEXT NOT NULL, to_day TEXT NOT NULL, frozen_at BIGINT NOT NULL, frozen_by TEXT, mailed_at BIGINT, is_open INTEGER NOT NULL,
      hash TEXT NOT NULL, content TEXT NOT NULL)`,
    `CREATE INDEX frozen_report_at ON frozen_report (frozen_at)`,
    `CREATE INDEX frozen_report_period ON frozen_report (period_id)`,
  ],
};

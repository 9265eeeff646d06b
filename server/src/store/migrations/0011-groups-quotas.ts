import type { Migration } from "../migrations.ts";

const GROUPS = [
  // A rule names whom the group reaches by where they work; null: the members were put in by hand.
  `ALTER TABLE mail_group ADD COLUMN rule TEXT`,
  `ALTER TABLE mail_group ADD COLUMN moderated INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE mail_group ADD COLUMN closed_at BIGINT`,
  // How many mailboxes it reached when that was counted last.
  `ALTER TABLE mail_group ADD COLUMN reach INTEGER NOT NULL DEFAULT 0`,
  `CREATE TABLE group_part (group_id TEXT NOT NULL REFERENCES mail_group (group_id), part_id TEXT NOT NULL REFERENCES mail_group (group_id),
    PRIMARY KEY (group_id, part_id)) CLUSTERED`,
  `CREATE TABLE group_keeper (group_id TEXT NOT NULL REFERENCES mail_group (group_id), account_id TEXT NOT NULL REFERENCES account (account_id),
    role TEXT NOT NULL, PRIMARY KEY (group_id, role, account_id)) CLUSTERED`,
  `CREATE INDEX group_keeper_account ON group_keeper (account_id, role)`,
  `CREATE TABLE held_letter (held_id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES mail_group (group_id), address TEXT NOT NULL, blob_id TEXT NOT NULL,
    mail_from TEXT NOT NULL, account_id TEXT, submission_id TEXT, received TEXT NOT NULL, trace_id TEXT NOT NULL, message_id TEXT NOT NULL,
    size_bytes BIGINT NOT NULL, channel TEXT NOT NULL, dsn_notify TEXT NOT NULL, dsn_orcpt TEXT NOT NULL, dsn_ret TEXT NOT NULL, dsn_envid TEXT NOT NULL,
    state TEXT NOT NULL, created_at BIGINT NOT NULL, told_at BIGINT, decided_at BIGINT, decided_by TEXT, reason TEXT NOT NULL DEFAULT '')`,
  `CREATE INDEX held_letter_group ON held_letter (group_id, created_at) WHERE state = 'held'`,
  `CREATE INDEX held_letter_told ON held_letter (created_at) WHERE state = 'held' AND told_at IS NULL`,
  `CREATE INDEX held_letter_due ON held_letter (created_at) WHERE state = 'held'`,
];

const QUOTAS = [
  // A pool is the room of an agency with all below it; `used_bytes` as the worker counted it last.
  `CREATE TABLE quota_pool (agency_id TEXT PRIMARY KEY REFERENCES agency (agency_id), pool_bytes BIGINT NOT NULL, used_bytes BIGINT NOT NULL,
    counted_at BIGINT NOT NULL, is_full INTEGER NOT NULL, warned_percent INTEGER NOT NULL)`,
  `CREATE INDEX quota_pool_full ON quota_pool (agency_id) WHERE is_full = 1`,
  `CREATE TABLE quota_warning (account_id TEXT PRIMARY KEY REFERENCES account (account_id), percent INTEGER NOT NULL, at BIGINT NOT NULL)`,
];

/** Groups by rule, their moderators, and room shared by agencies. */
export const groupsQuotas: Migration = { id: "0011-groups-quotas", up: [...GROUPS, ...QUOTAS] };

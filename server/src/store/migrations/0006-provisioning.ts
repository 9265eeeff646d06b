import type { Migration } from "../migrations.ts";

const LIFE = [
  // Each step of an account's life with the paper that asked for it.
  `CREATE TABLE account_step (account_id TEXT NOT NULL REFERENCES account (account_id), step_id TEXT NOT NULL, at BIGINT NOT NULL, act TEXT NOT NULL,
    from_state TEXT NOT NULL, to_state TEXT NOT NULL, reason TEXT NOT NULL, requested_by TEXT, document TEXT NOT NULL, document_day TEXT,
    note TEXT NOT NULL, due_day TEXT, actor_id TEXT, request_id TEXT, PRIMARY KEY (account_id, step_id)) CLUSTERED`,
  // What an account that left comes to, and when; a hold keeps its mail.
  `CREATE TABLE account_end (account_id TEXT PRIMARY KEY REFERENCES account (account_id), next_act TEXT, next_day TEXT, hold TEXT NOT NULL,
    exported_at BIGINT, purged_at BIGINT)`,
  `CREATE INDEX account_end_due ON account_end (next_day) WHERE next_act IS NOT NULL`,
  `CREATE TABLE account_request (request_id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES agency (agency_id),
    account_id TEXT, wanted TEXT NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL, document_day TEXT, note TEXT NOT NULL, requested_by TEXT,
    requested_at BIGINT NOT NULL, due_day TEXT NOT NULL, decided_by TEXT, decided_at BIGINT, settled_by TEXT, settled_at BIGINT, answer TEXT NOT NULL)`,
  `CREATE INDEX account_request_state ON account_request (state, request_id)`,
  `CREATE INDEX account_request_agency ON account_request (agency_id, request_id)`,
  `CREATE INDEX account_request_account ON account_request (account_id, request_id)`,
];

const AGENCIES = [
  // What an agency was called before, and the domains that lead to another one after a merger.
  `CREATE TABLE agency_name (agency_id TEXT NOT NULL REFERENCES agency (agency_id), valid_to TEXT NOT NULL, name TEXT NOT NULL, short_name TEXT NOT NULL,
    abbr TEXT NOT NULL, PRIMARY KEY (agency_id, valid_to)) CLUSTERED`,
  `CREATE INDEX agency_link_to ON agency_link (to_id, on_day)`,
  `ALTER TABLE domain ADD COLUMN alias_of TEXT`,
];

/** The life of accounts with its papers, and the history of agencies. */
export const provisioning: Migration = { id: "0006-provisioning", up: [...LIFE, ...AGENCIES] };

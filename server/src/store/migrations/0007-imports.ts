import type { Migration } from "../migrations.ts";

/** Lists of people that were handed in as files, row by row, with what became of each. */
export const imports: Migration = {
  id: "0007-imports",
  up: [
    `CREATE TABLE import_batch (batch_id TEXT PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES agency (agency_id), file_name TEXT NOT NULL, sheet TEXT NOT NULL,
      state TEXT NOT NULL, faults INTEGER NOT NULL, rows INTEGER NOT NULL, done INTEGER NOT NULL, document TEXT NOT NULL, document_day TEXT,
      created_by TEXT, created_at BIGINT NOT NULL, settled_at BIGINT, failure TEXT NOT NULL)`,
    `CREATE INDEX import_batch_agency ON import_batch (agency_id, batch_id)`,
    `CREATE INDEX import_batch_going ON import_batch (batch_id) WHERE state IN ('running', 'undoing')`,
    `CREATE TABLE import_row (batch_id TEXT NOT NULL REFERENCES import_batch (batch_id), row_no INTEGER NOT NULL, act TEXT NOT NULL, state TEXT NOT NULL,
      agency_id TEXT, account_id TEXT, address TEXT NOT NULL, cells TEXT NOT NULL, wanted TEXT NOT NULL, faults TEXT NOT NULL,
      PRIMARY KEY (batch_id, row_no)) CLUSTERED`,
    `CREATE INDEX import_row_state ON import_row (batch_id, state, row_no)`,
    `CREATE INDEX import_row_account ON import_row (account_id)`,
    // Who was warned of a lock for inactivity, and for which last day of use.
    `CREATE TABLE inactivity_warning (account_id TEXT NOT NULL REFERENCES account (account_id), days_left INTEGER NOT NULL, since_day TEXT NOT NULL,
      at BIGINT NOT NULL, PRIMARY KEY (account_id, days_left)) CLUSTERED`,
  ],
};

import type { Migration } from "../migrations.ts";

/** Small things of an account that only its own clients look into: rules, saved searches, cards, reminders, each as JSON. */
export const records: Migration = {
  id: "0012-records",
  up: [
    `CREATE TABLE record (account_id TEXT NOT NULL, kind TEXT NOT NULL, record_id TEXT NOT NULL, value TEXT NOT NULL, due_at BIGINT,
      modseq BIGINT NOT NULL, created_modseq BIGINT NOT NULL, PRIMARY KEY (account_id, kind, record_id)) CLUSTERED`,
    `CREATE INDEX record_change ON record (account_id, modseq, kind)`,
    `CREATE INDEX record_due ON record (due_at) WHERE due_at IS NOT NULL`,
  ],
};

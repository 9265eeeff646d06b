import type { Migration } from "../migrations.ts";

const QUEUE = [
  // Why a letter waits: when it was tried last, and how the line was protected then.
  `ALTER TABLE outbound ADD COLUMN last_at BIGINT`,
  `ALTER TABLE outbound ADD COLUMN last_tls TEXT NOT NULL DEFAULT ''`,
  `CREATE INDEX outbound_trace ON outbound (trace_id)`,
];

const TRACE = [
  // Nghệ An 99/2025 and TCVN 14423:2026 x.8: source, port and program stand beside time, addresses, size and result.
  `ALTER TABLE mail_log ADD COLUMN ip TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE mail_log ADD COLUMN port INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE mail_log ADD COLUMN agent TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE mail_log ADD COLUMN tls TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE mail_log ADD COLUMN place TEXT NOT NULL DEFAULT ''`,
  // Ids of the log grow with time, so each search is a short stretch of one of these.
  `CREATE INDEX mail_log_recipient ON mail_log (recipient, log_id) WHERE recipient <> ''`,
  `CREATE INDEX mail_log_sender ON mail_log (sender, log_id) WHERE sender <> ''`,
  `CREATE INDEX mail_log_message ON mail_log (message_id, log_id) WHERE message_id <> ''`,
  `CREATE INDEX mail_log_trace ON mail_log (trace_id, log_id) WHERE trace_id <> ''`,
];

/** The queue and the log as administrators read them. */
export const operations: Migration = { id: "0010-operations", up: [...QUEUE, ...TRACE] };

import type { Migration } from "../migrations.ts";

/** Where clients want to be told of changes while they are not connected. RFC 8620 §7.2 */
export const pushSubscriptions: Migration = {
  id: "0019-push-subscriptions",
  up: [
    `CREATE TABLE push_subscription (subscription_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (account_id), device_id TEXT NOT NULL,
      url TEXT NOT NULL, p256dh TEXT NOT NULL, auth TEXT NOT NULL, types TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, told_modseq BIGINT NOT NULL,
      failures BIGINT NOT NULL, next_at BIGINT NOT NULL, expires_at BIGINT NOT NULL) CLUSTERED`,
    `CREATE INDEX push_subscription_account ON push_subscription (account_id)`,
    `CREATE INDEX push_subscription_due ON push_subscription (state, next_at)`,
    `CREATE INDEX push_subscription_expiry ON push_subscription (expires_at)`,
  ],
};

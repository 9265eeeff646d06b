import type { Migration } from "../migrations.ts";

/** Documents that go with letters: how many a letter carries, and how many somebody sent and got on a day. */
export const documents: Migration = {
  id: "0025-documents",
  up: [
    `ALTER TABLE mail_log ADD COLUMN documents INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE usage_day ADD COLUMN sent_documents INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE usage_day ADD COLUMN received_documents INTEGER NOT NULL DEFAULT 0`,
  ],
};

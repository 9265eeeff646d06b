import type { Migration } from "../migrations.ts";

/** Who looked into agency mailboxes is found by the clerk, to be told or erased. */
export const usageClerks: Migration = {
  id: "0003-usage-clerks",
  up: [`CREATE INDEX usage_box_day_clerk ON usage_box_day (clerk_id, day)`],
};

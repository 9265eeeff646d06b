import { syncWhenDue } from "../core/provisioning/ldap/sync-directory.ts";
import type { Worker } from "./runner.ts";

/** Follows a directory of people kept elsewhere, as often as the settings say. */
export const directorySync: Worker = {
  name: "directory-sync",
  everyMs: 30_000,
  async run(app) {
    await syncWhenDue(app);
    return 0;
  },
};

import { localDay } from "@congthu/shared/dates";
import { lockInactive } from "../core/provisioning/lock-inactive.ts";
import type { Worker } from "./runner.ts";

let lookedOn = "";

/** Once a day: warns and locks people who do not use their mailbox. */
export const inactivity: Worker = {
  name: "inactivity",
  everyMs: 3_600_000,
  async run(app) {
    const today = localDay(app.clock.now());
    if (today === lookedOn) return 0;
    const did = await lockInactive(app);
    lookedOn = today;
    return did;
  },
};

import { localDay } from "@congthu/shared/dates";
import type { QualifyingAct, UsageDefinition } from "@congthu/shared/usage-definition";
import { calendarOf, type WorkCalendar } from "@congthu/shared/working-days";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { storeSettingIn } from "../settings/change-setting.ts";
import { readSetting } from "../settings/read-setting.ts";

/** The definition that reports made now use. */
export async function usageDefinition(r: Reader): Promise<UsageDefinition> {
  const { earlier: _, ...now } = await readSetting(r, "usage");
  return now;
}

/** The working days of this province, as the setting says. */
export async function workCalendar(r: Reader): Promise<WorkCalendar> {
  return calendarOf((await readSetting(r, "calendar")).days);
}

/**
 * Makes another definition the one in use from today; the one before stays on record under its version. Throws access.denied, invalid.
 */
export function changeUsageDefinition(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { acts: QualifyingAct[]; regularPercent: number },
): Promise<void> {
  requireWhole(principal, "settings.change");
  if (q.acts.length === 0 || q.regularPercent < 1 || q.regularPercent > 100) throw new MailError("invalid");
  return app.db.write(async (tx) => {
    const { earlier, ...now } = await readSetting(tx, "usage");
    const since = localDay(app.clock.now());
    await storeSettingIn(app, tx, principal, "usage", {
      version: now.version + 1,
      since,
      acts: [...new Set(q.acts)],
      regularPercent: q.regularPercent,
      earlier: [...earlier, now],
    });
  });
}

import { regularRule } from "@congthu/shared/api/usage-settings";
import { localDay } from "@congthu/shared/dates";
import {
  definitionOn,
  type QualifyingAct,
  type RegularRule,
  type UsageDefinition,
} from "@congthu/shared/usage-definition";
import { calendarOf, type WorkCalendar } from "@congthu/shared/working-days";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { storeSettingIn } from "../settings/change-setting.ts";
import { readSetting } from "../settings/read-setting.ts";

/** The definition by which a period that ends on a day (local) is reckoned. */
export async function usageDefinition(r: Reader, day: string): Promise<UsageDefinition> {
  const { earlier, ...newest } = await readSetting(r, "usage");
  return definitionOn([...earlier, newest], day);
}

/** The working days of this province, as the setting says. */
export async function workCalendar(r: Reader): Promise<WorkCalendar> {
  return calendarOf((await readSetting(r, "calendar")).days);
}

/**
 * Adds a version of the definition, valid from a day on (today unless told); those before stay on record. Periods that end on that day or later
 * are reckoned anew by it, reports that were frozen keep theirs. Throws access.denied, invalid.
 */
export function changeUsageDefinition(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { acts: QualifyingAct[]; rule: RegularRule; since?: string | undefined },
): Promise<void> {
  requireWhole(principal, "settings.change");
  if (q.acts.length === 0 || !regularRule.safeParse(q.rule).success) throw new MailError("invalid");
  return app.db.write(async (tx) => {
    const { earlier, ...newest } = await readSetting(tx, "usage");
    const versions = [...earlier, newest];
    await storeSettingIn(app, tx, principal, "usage", {
      version: Math.max(...versions.map((v) => v.version)) + 1,
      since: q.since ?? localDay(app.clock.now()),
      acts: [...new Set(q.acts)],
      rule: q.rule,
      earlier: versions,
    });
  });
}

import type { NoticesView } from "@congthu/shared/api/health";
import { localDay } from "@congthu/shared/dates";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { lookNotices } from "../reporting/look-notices.ts";
import { readSetting } from "../settings/read-setting.ts";

/** What a person is to know today: that the system is under maintenance, announcements, and who looked at statistics of the own agency by name. */
export function readNotices(
  app: Pick<App, "clock" | "db">,
  principal: Pick<Principal, "account">,
): Promise<NoticesView> {
  return app.db.read(async (r) => {
    const { isOn, message } = await readSetting(r, "maintenance");
    const { items } = await readSetting(r, "announcements");
    const today = localDay(app.clock.now());
    return {
      maintenance: isOn ? { message } : null,
      items: [
        ...items
          .filter((n) => n.fromDay <= today && today <= n.toDay)
          .map(({ id, text, textEn, level }) => ({ id, text, textEn, level })),
        ...(await lookNotices(r, principal, app.clock.now())),
      ],
    };
  });
}

/** Throws busy while the system is under maintenance: letters are asked to come again, nothing is refused for good. */
export async function requireOpen(r: Reader): Promise<void> {
  if ((await readSetting(r, "maintenance")).isOn) throw new MailError("busy", "maintenance");
}

import { localDay } from "@congthu/shared/dates";
import { dueEnds } from "../../store/account-life.ts";
import type { App } from "../app.ts";
import { readSetting } from "../settings/read-setting.ts";
import { purgeAccount } from "./purge-account.ts";
import { takeStepIn } from "./take-step.ts";

const PAGE = 50;

/** Revokes accounts whose owners left long enough ago and deletes the mail of revoked ones whose time has come; gives how many. */
export async function runDueEnds(app: Pick<App, "clock" | "db" | "signOuts">): Promise<number> {
  const day = localDay(app.clock.now());
  const due = await app.db.read(async (r) => {
    const { exportFirst } = await readSetting(r, "lifeCycle");
    return dueEnds(r, { day, exportFirst, limit: PAGE });
  });
  for (const end of due) {
    const accountId = end.account_id;
    if (end.next_act === "purge") await purgeAccount(app, accountId);
    else
      await app.db.write((tx) =>
        takeStepIn(app, tx, null, { accountId, act: "revoke", reason: "request", document: "", note: "" }),
      );
  }
  return due.length;
}

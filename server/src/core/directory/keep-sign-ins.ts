import { withDefaultPassword } from "../../store/passwords.ts";
import { deleteSessionsBefore } from "../../store/sessions.ts";
import { deleteSignInsBefore, deleteSourcesBefore } from "../../store/sign-ins.ts";
import { deleteTicketsBefore } from "../../store/tickets.ts";
import type { App } from "../app.ts";
import { BY_RULE, takeStepIn } from "../provisioning/take-step.ts";
import { readSetting } from "../settings/read-setting.ts";

const DAY_MS = 86_400_000;
const ROUND = 500;

/**
 * What time does to sign-ins: accounts whose given password nobody changed in the set days are locked (they still receive), sessions that ended,
 * networks that were forgiven and history beyond its term are removed. Gives how much it did.
 */
export function keepSignIns(app: Pick<App, "clock" | "db" | "signOuts">): Promise<number> {
  const nowMs = app.clock.now();
  return app.db.write(async (tx) => {
    const { defaultDays } = await readSetting(tx, "passwords");
    const { historyDays } = await readSetting(tx, "signIn");
    const late = defaultDays === 0 ? [] : await withDefaultPassword(tx, nowMs - defaultDays * DAY_MS, ROUND);
    for (const { account_id: accountId } of late)
      await takeStepIn(app, tx, null, { ...BY_RULE, accountId, reason: "defaultPassword" }, { days: defaultDays });
    const forgotten = await deleteSignInsBefore(tx, nowMs - historyDays * DAY_MS, ROUND);
    const ended = await deleteSessionsBefore(tx, nowMs);
    const tickets = await deleteTicketsBefore(tx, nowMs);
    const forgiven = await deleteSourcesBefore(tx, nowMs - DAY_MS);
    return late.length + forgotten + ended + tickets + forgiven;
  });
}

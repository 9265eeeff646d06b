import type { AccountLife } from "@congthu/shared/api/provisioning";
import type { AccountId } from "@congthu/shared/ids";
import { endOf, stepsOf } from "../../store/account-life.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { accountPower } from "../directory/account-power.ts";
import { lifeStateOf } from "./take-step.ts";

/** What an account is, what comes next of itself, and every step with its paper, the newest first. Throws account.notFound, access.denied. */
export function readAccountLife(
  app: Pick<App, "db">,
  principal: Principal,
  accountId: AccountId,
): Promise<AccountLife> {
  return app.db.read(async (r) => {
    const { account } = await accountPower(r, principal, accountId);
    const end = await endOf(r, accountId);
    const steps = await stepsOf(r, accountId);
    return {
      state: lifeStateOf(account, end),
      next: end?.next_act && end.next_day ? { act: end.next_act, day: end.next_day } : null,
      hold: end?.hold ?? "",
      steps: steps.map((s) => ({
        ...{ at: s.at, act: s.act, from: s.from_state, to: s.to_state, reason: s.reason, requestedBy: s.agency_name },
        ...{ document: s.document, documentDay: s.document_day, note: s.note, dueDay: s.due_day, actor: s.actor_name },
      })),
    };
  });
}

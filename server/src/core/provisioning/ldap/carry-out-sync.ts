import type { SyncFault } from "@congthu/shared/api/connections";
import type { Tx } from "../../../store/db.ts";
import { putLdapLink } from "../../../store/ldap-links.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { appendAuditIn } from "../../audit/append-audit.ts";
import { changeAccountIn } from "../../directory/change-account.ts";
import { createAccountsIn } from "../../directory/create-accounts.ts";
import { reservedAmong } from "../../directory/propose-addresses.ts";
import { MailError } from "../../errors.ts";
import { joinTransaction } from "../../join-transaction.ts";
import { readSetting } from "../../settings/read-setting.ts";
import { endAccountIn } from "../end-account.ts";
import { type StatusAct, takeStepIn } from "../take-step.ts";
import type { SyncPlan, SyncStep } from "./plan-sync.ts";

export type SyncDeps = Pick<App, "changes" | "clock" | "db" | "log" | "secrets" | "signOuts">;

const GROUNDS = { document: "", note: "LDAP" } as const;
/** Steps that share a commit, each with its own outcome. */
const AT_ONCE = 50;

/** Does what was planned, each step by itself; a step that is refused is told and leaves nothing behind. A run that was cut is taken up by the next. */
export async function carryOutSync(app: SyncDeps, principal: Principal, plan: SyncPlan): Promise<SyncFault[]> {
  const refused: SyncFault[] = [];
  for (let at = 0; at < plan.steps.length; at += AT_ONCE)
    await Promise.all(
      plan.steps.slice(at, at + AT_ONCE).map(async (step) => {
        try {
          await app.db.write((tx) => doIn(joinTransaction(app, tx), tx, principal, step));
        } catch (err) {
          if (!(err instanceof MailError)) throw err;
          const x = err.message === err.code ? err.code : `${err.code} (${err.message})`;
          refused.push({ whom: step.whom, fault: "account.refused", x });
        }
      }),
    );
  if (plan.quiet.length > 0)
    await app.db.write(async (tx) => {
      for (const link of plan.quiet) await putLdapLink(tx, link);
    });
  return refused;
}

async function doIn(app: SyncDeps, tx: Tx, principal: Principal, step: SyncStep): Promise<void> {
  if (step.act === "create") return createIn(app, tx, principal, step);
  const { accountId } = step;
  if (step.act === "change")
    await changeAccountIn(app, tx, principal, { accountId, change: step.change, grounds: GROUNDS });
  else if (step.act === "depart")
    await endAccountIn(app, tx, principal, { accountId, act: "depart", reason: "leftDirectory", ...GROUNDS });
  else if (step.act !== "keep") {
    const reason = step.act === "lock" ? "leftDirectory" : "received";
    await takeStepIn(app, tx, principal, { accountId, act: step.act satisfies StatusAct, reason, ...GROUNDS });
  }
  if (step.link) await putLdapLink(tx, step.link);
}

/** Without a password here: the other directory, or the provider of its sign-ins, says who it is. */
async function createIn(
  app: SyncDeps,
  tx: Tx,
  principal: Principal,
  step: SyncStep & { act: "create" },
): Promise<void> {
  const { person, agency, isLeader } = step;
  const { address, name, title, unit } = person;
  const [local = ""] = address.split("@");
  if ((await reservedAmong(tx, [local], "person")).size > 0) throw new MailError("address.invalid", "reserved");
  const { personBytes } = await readSetting(tx, "quotas");
  const [accountId] = await createAccountsIn(app, tx, [
    {
      ...{ kind: "person", agencyId: agency.agency_id, address, fullName: name, title, unit, isLeader },
      ...{ passwordHash: null, mustChange: false, quotaBytes: personBytes },
    },
  ]);
  if (!accountId || !step.link) throw new Error("no account made");
  await appendAuditIn(app, tx, principal, {
    ...{ action: "account.created", subjectKind: "account", subjectId: accountId, agencyId: agency.agency_id },
    detail: { kind: "person", name, address, title, unit, isLeader, note: GROUNDS.note },
  });
  await putLdapLink(tx, { ...step.link, account_id: accountId });
}

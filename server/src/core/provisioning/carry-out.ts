import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { RequestRow } from "../../store/account-requests.ts";
import type { AccountKind } from "../../store/accounts.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { requireOnAccount } from "../directory/account-power.ts";
import { changeAccountIn } from "../directory/change-account.ts";
import { createAccountIn } from "../directory/create-account.ts";
import { proposeAddressesIn } from "../directory/propose-addresses.ts";
import { resetPasswordIn } from "../directory/reset-password.ts";
import { MailError } from "../errors.ts";
import { endAccountIn, restoreAccountIn } from "./end-account.ts";
import { type Grounds, takeStepIn } from "./take-step.ts";

/** What a new mailbox shall be, or what of an account shall change; for a move `agencyId` is where to. */
export type RequestWish = {
  kind?: AccountKind | undefined;
  fullName?: string | undefined;
  title?: string | undefined;
  unit?: string | undefined;
  phone?: string | undefined;
  isLeader?: boolean | undefined;
  localPart?: string | undefined;
  agencyId?: AgencyId | undefined;
};

type Done = { accountId: AccountId; oneTimePassword: string | null };

/** Does what a request asks for, in the caller's transaction. Throws what the act throws. */
export async function carryOutIn(
  app: Pick<App, "clock" | "changes" | "db" | "signOuts">,
  tx: Tx,
  principal: Principal,
  q: { row: RequestRow; localPart: string | undefined },
): Promise<Done> {
  const { row } = q;
  const wish = JSON.parse(row.wanted) as RequestWish;
  const grounds: Grounds = {
    ...{ document: row.document, documentDay: row.document_day ?? undefined, note: row.note },
    requestedBy: row.agency_id,
  };
  if (row.kind === "create") return createIn(app, tx, principal, { row, wish, localPart: q.localPart });
  const accountId = row.account_id;
  if (accountId === null) throw new MailError("account.notFound");
  const step = { accountId, reason: row.reason, dueDay: row.due_day, requestId: row.request_id, ...grounds };
  const { dueDay, requestId } = step;
  switch (row.kind) {
    case "change": {
      const { fullName, title, unit, isLeader } = wish;
      const change = { fullName, title, unit, isLeader };
      await changeAccountIn(app, tx, principal, { accountId, change, grounds, dueDay, requestId });
      return { accountId, oneTimePassword: null };
    }
    case "move": {
      const { agencyId, title, unit, isLeader } = wish;
      const change = { agencyId, title, unit, isLeader };
      await changeAccountIn(app, tx, principal, { accountId, change, grounds, dueDay, requestId });
      return { accountId, oneTimePassword: null };
    }
    case "lock":
    case "unlock":
      await requireOnAccount(tx, principal, accountId, "account.lock");
      await takeStepIn(app, tx, principal, { ...step, act: row.kind });
      return { accountId, oneTimePassword: null };
    case "depart":
    case "revoke":
      await endAccountIn(app, tx, principal, { ...step, act: row.kind });
      return { accountId, oneTimePassword: null };
    case "restore":
      return { accountId, ...(await restoreAccountIn(app, tx, principal, { ...step, act: "restore" })) };
    case "reset":
      return { accountId, ...(await resetPasswordIn(app, tx, principal, accountId, grounds)) };
  }
}

/** The address as decided now, as asked for, or the first the province's templates propose. */
async function createIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  q: { row: RequestRow; wish: RequestWish; localPart: string | undefined },
): Promise<Done> {
  const { kind = "person", fullName = "", title = "", unit = "", isLeader = false } = q.wish;
  const agencyId = q.wish.agencyId ?? q.row.agency_id;
  const asked = q.localPart ?? q.wish.localPart;
  const localPart =
    asked || (await proposeAddressesIn(tx, principal, { agencyId, kind, fullName, unit })).localParts[0];
  if (!localPart) throw new MailError("address.invalid");
  return createAccountIn(app, tx, principal, { kind, agencyId, fullName, title, unit, isLeader, localPart });
}

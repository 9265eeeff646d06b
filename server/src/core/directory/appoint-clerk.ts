import type { AccountId } from "@congthu/shared/ids";
import type { Tx } from "../../store/db.ts";
import { delegationsTo, deleteDelegation, putDelegations } from "../../store/grants.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { noteShareIn } from "../records/share-notice.ts";
import { accountPower, requireOnAccount } from "./account-power.ts";

type Deps = Pick<App, "changes" | "clock" | "db">;

/**
 * Lets a person work in an agency's mailbox: `full` reads, writes and sends. Only mailboxes of agencies are shared, only with people the principal
 * may see, and nobody appoints themself. Throws account.notFound, access.denied, invalid.
 */
export function appointClerk(
  app: Deps,
  principal: Principal,
  q: { mailboxId: AccountId; clerkId: AccountId; rights: "full" | "read" },
): Promise<void> {
  return app.db.write((tx) => appointClerkIn(app, tx, principal, q));
}

/** The same within the caller's transaction. */
export async function appointClerkIn(
  app: Pick<App, "changes" | "clock">,
  tx: Tx,
  principal: Principal,
  q: { mailboxId: AccountId; clerkId: AccountId; rights: "full" | "read" },
): Promise<void> {
  const { account } = await requireOnAccount(tx, principal, q.mailboxId, "mailbox.clerks");
  const { account: clerk } = await accountPower(tx, principal, q.clerkId);
  if (clerk.account_id === principal.account.account_id) throw new MailError("access.denied", "yourself");
  if (clerk.kind !== "person" || clerk.status !== "active") throw new MailError("invalid", "clerk");
  const nowMs = app.clock.now();
  const before = await rightsBefore(tx, { ownerId: account.account_id, clerkId: clerk.account_id, nowMs });
  await putDelegations(tx, [
    { owner_id: account.account_id, delegate_id: clerk.account_id, rights: q.rights, since: nowMs, until: null },
  ]);
  const by = principal.account;
  await noteShareIn(app, tx, { by, owner: account, personId: clerk.account_id, before, now: q.rights });
  await note(app, tx, principal, "clerk.appointed", {
    account,
    detail: { clerkId: clerk.account_id, clerk: clerk.full_name, rights: q.rights },
  });
}

/** Ends somebody's work in an agency's mailbox. Throws account.notFound, access.denied, notFound (who was no clerk). */
export function dismissClerk(
  app: Deps,
  principal: Principal,
  q: { mailboxId: AccountId; clerkId: AccountId },
): Promise<void> {
  return app.db.write((tx) => dismissClerkIn(app, tx, principal, q));
}

/** The same within the caller's transaction. */
export async function dismissClerkIn(
  app: Pick<App, "changes" | "clock">,
  tx: Tx,
  principal: Principal,
  q: { mailboxId: AccountId; clerkId: AccountId },
): Promise<void> {
  const { account } = await requireOnAccount(tx, principal, q.mailboxId, "mailbox.clerks");
  const nowMs = app.clock.now();
  const before = await rightsBefore(tx, { ownerId: q.mailboxId, clerkId: q.clerkId, nowMs });
  if (!(await deleteDelegation(tx, q.mailboxId, q.clerkId))) throw new MailError("notFound");
  const by = principal.account;
  await noteShareIn(app, tx, { by, owner: account, personId: q.clerkId, before, now: null });
  await note(app, tx, principal, "clerk.dismissed", { account, detail: { clerkId: q.clerkId } });
}

async function rightsBefore(tx: Tx, q: { ownerId: AccountId; clerkId: AccountId; nowMs: number }) {
  const known = await delegationsTo(tx, q.clerkId, q.nowMs);
  return known.find((d) => d.owner_id === q.ownerId)?.rights ?? null;
}

function note(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  action: "clerk.appointed" | "clerk.dismissed",
  q: {
    account: { account_id: AccountId; agency_id: Principal["account"]["agency_id"] };
    detail: Record<string, string>;
  },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action,
    subjectKind: "account",
    subjectId: q.account.account_id,
    agencyId: q.account.agency_id,
    detail: q.detail,
  });
}

import { type AccountRow, accountById } from "../../store/accounts.ts";
import type { Reader } from "../../store/db.ts";
import { mailAccounts, type Principal } from "../access.ts";
import { resolveRecipient } from "../directory/resolve-recipient.ts";
import { MailError } from "../errors.ts";

type Actor = Pick<Principal, "account">;

/**
 * The account in whose name the person may send from this address: the own one, or one whose mailbox was delegated in full.
 * Aliases and `name+detail` count. Throws sender.notAllowed.
 */
export async function senderAccount(
  r: Reader,
  actor: Actor,
  q: { address: string; nowMs: number },
): Promise<AccountRow> {
  const found = await resolveRecipient(r, q.address);
  if (found.kind !== "account") throw new MailError("sender.notAllowed", q.address);
  if (found.accountId === actor.account.account_id) return actor.account;
  const open = (await mailAccounts(r, actor, q.nowMs)).find((a) => a.owner.account_id === found.accountId);
  if (open?.rights !== "full" || open.owner.status !== "active") throw new MailError("sender.notAllowed", q.address);
  return open.owner;
}

/** Throws sender.notAllowed unless the person may send from every one of these addresses. */
export async function requireSenders(
  r: Reader,
  actor: Actor,
  q: { addresses: readonly string[]; nowMs: number },
): Promise<void> {
  if (q.addresses.length === 0) throw new MailError("sender.notAllowed", "no From");
  for (const address of new Set(q.addresses)) await senderAccount(r, actor, { address, nowMs: q.nowMs });
}

/** Whether the account of that row may still send. */
export async function maySend(r: Reader, accountId: AccountRow["account_id"]): Promise<boolean> {
  return (await accountById(r, accountId))?.status === "active";
}

import type { AccountId } from "@congthu/shared/ids";
import { type AccountRow, updateAccount } from "../../store/accounts.ts";
import { addressRow, insertAddresses, setPrimaryAddress } from "../../store/addresses.ts";
import { agencyById } from "../../store/agencies.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { readdressIdentities } from "../../store/identities.ts";
import { deletePersonWords, insertPersonWords } from "../../store/people.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { type Actor, appendAuditIn } from "../audit/append-audit.ts";
import { requireOnAccount } from "../directory/account-power.ts";
import { isLocalPart } from "../directory/create-account.ts";
import { wordsOf } from "../directory/create-accounts.ts";
import { reservedAmong } from "../directory/propose-addresses.ts";
import { MailError } from "../errors.ts";

/**
 * Gives an account another address in the domain of its agency; the one before goes on as an alias. Throws account.notFound, access.denied,
 * address.invalid (also for a reserved one), address.taken (unless it is an alias of this very account).
 */
export function changeAddress(
  app: Pick<App, "changes" | "clock" | "db">,
  principal: Principal,
  accountId: AccountId,
  localPart: string,
): Promise<void> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "account.edit");
    const agency = await agencyById(tx, account.agency_id);
    if (!agency) throw new MailError("agency.notFound");
    if (!isLocalPart(localPart)) throw new MailError("address.invalid", localPart);
    const reserved = await reservedAmong(tx, [localPart], account.kind);
    if (reserved.size > 0) throw new MailError("address.invalid", "reserved");
    await changeAddressIn(app, tx, principal, { account, address: `${localPart}@${agency.domain}` });
  });
}

/** The same within the caller's transaction, for an address that is well-formed. Throws address.taken. */
export async function changeAddressIn(
  app: Pick<App, "changes" | "clock">,
  tx: Tx,
  actor: Actor,
  q: { account: AccountRow; address: string },
): Promise<void> {
  const { account, address } = q;
  const accountId = account.account_id;
  if (address === account.address) return;
  const there = await addressRow(tx, address);
  if (there && (there.account_id !== accountId || there.retired_at !== null))
    throw new MailError("address.taken", address);
  if (!there)
    await insertAddresses(tx, [
      { address, account_id: accountId, group_id: null, kind: "alias", created_at: app.clock.now(), retired_at: null },
    ]);
  await setPrimaryAddress(tx, accountId, address);
  await updateAccount(tx, accountId, { address });
  const modseq = await raiseModseq(tx, accountId);
  await readdressIdentities(tx, { accountId, from: account.address, to: address, modseq });
  tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
  await deletePersonWords(tx, accountId);
  await insertPersonWords(
    tx,
    [...wordsOf({ ...account, address }), ...wordsOf(account)].map((word) => ({ word, accountId })),
  );
  await appendAuditIn(app, tx, actor, {
    action: "account.readdressed",
    subjectKind: "account",
    subjectId: accountId,
    agencyId: account.agency_id,
    detail: { before: account.address, after: address },
  });
}

import type { AccountId } from "@congthu/shared/ids";
import { receivers } from "../../store/accounts.ts";
import type { Reader } from "../../store/db.ts";
import { MailError } from "../errors.ts";

export type AccountQuota = { usedBytes: number; limitBytes: number };

/** How much room an account's mail takes and may take, octets. Throws account.notFound. RFC 9208 §5.1, RFC 8621 §1.5 */
export async function accountQuota(r: Reader, accountId: AccountId): Promise<AccountQuota> {
  const account = (await receivers(r, [accountId])).get(accountId);
  if (!account) throw new MailError("account.notFound");
  return { usedBytes: account.used_bytes, limitBytes: account.quota_bytes };
}

import type { AccountId } from "@congthu/shared/ids";
import { modseqOf } from "../../store/changes.ts";
import type { Reader } from "../../store/db.ts";
import { kindsChanged } from "../../store/email-lists.ts";

/** Which JMAP data types of an account changed after `modseq`, and its state now. RFC 8620 §7.1, EmailDelivery: RFC 8621 §1.5 */
export async function changedTypes(
  r: Reader,
  accountId: AccountId,
  modseq: number,
): Promise<{ state: number; names: string[] }> {
  const state = await modseqOf(r, accountId);
  if (state <= modseq) return { state, names: [] };
  const kinds = await kindsChanged(r, accountId, modseq);
  const names = [
    ...(kinds.email ? ["Email", "Thread"] : []),
    ...(kinds.arrived ? ["EmailDelivery", "Quota"] : []),
    ...(kinds.mailbox ? ["Mailbox"] : []),
    ...(kinds.submission ? ["EmailSubmission"] : []),
    ...(kinds.identity ? ["Identity"] : []),
    ...(kinds.vacation ? ["VacationResponse"] : []),
    ...kinds.records,
  ];
  return { state, names };
}

import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Tx } from "../../store/db.ts";
import { forgetReplies, putVacation, type VacationRow, vacationOf } from "../../store/vacation.ts";

export type Vacation = Omit<VacationRow, "account_id" | "modseq" | "looked_modseq">;

const NONE: Vacation = { enabled: 0, from_at: null, to_at: null, subject: null, text_body: null, html_body: null };

/** What an account answers while its owner is away. RFC 8621 §8 */
export async function readVacation(r: Reader, accountId: AccountId): Promise<Vacation> {
  return (await vacationOf(r, accountId)) ?? NONE;
}

/** Changes it. Only mail that comes from now on is answered; turned on anew, everybody is told once more. */
export async function changeVacationIn(
  tx: Tx,
  q: { accountId: AccountId; change: Partial<Vacation>; modseq: number },
): Promise<void> {
  const before = await vacationOf(tx, q.accountId);
  const after = { ...(before ?? NONE), ...q.change };
  const begins = after.enabled === 1 && before?.enabled !== 1;
  if (begins) await forgetReplies(tx, q.accountId);
  const looked = begins ? q.modseq : (before?.looked_modseq ?? q.modseq);
  await putVacation(tx, { ...after, account_id: q.accountId, modseq: q.modseq, looked_modseq: looked });
}

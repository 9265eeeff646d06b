import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";
import type { Peer } from "./mail-log.ts";

/** Letters by where the other side is. */
type Letters = { [K in `${"sent" | "received"}_${Exclude<Peer, "">}`]: number };

/** The sums a day of usage has. Letters stand where the other side is; nothing of letters or correspondents themselves. */
export type UsageSums = Letters & {
  sign_ins: number;
  opened: number;
  replied: number;
  forwarded: number;
  sent_documents: number;
  received_documents: number;
};

/** In this order they lie in the sums of months: new ones go to the end. */
export const USAGE_SUMS = [
  "sign_ins",
  "opened",
  "replied",
  "forwarded",
  "sent_agency",
  "sent_province",
  "sent_gov",
  "sent_public",
  "sent_other",
  "received_agency",
  "received_province",
  "received_gov",
  "received_public",
  "received_other",
  "sent_documents",
  "received_documents",
] as const satisfies readonly (keyof UsageSums)[];

/**
 * What one account did by one channel and got on one local day (a number) while it was of one agency: the sums of `mail_log`. What it
 * got has channel "". Rows of erased persons are added to those of account "", so that sums of agencies stay.
 */
export type UsageDayRow = UsageSums & { account_id: AccountId | ""; day: number; channel: string; agency_id: AgencyId };

/** Adds to the daily sums; one row per account, day, channel and agency. */
export async function addUsageDays(tx: Tx, rows: readonly UsageDayRow[]): Promise<void> {
  const sums = USAGE_SUMS.join(", ");
  const add = USAGE_SUMS.map((name) => `${name} = usage_day.${name} + excluded.${name}`).join(", ");
  for (const part of chunks(rows, 250)) {
    await tx.run(
      `INSERT INTO usage_day (account_id, day, channel, agency_id, ${sums}) VALUES ${holes(4 + USAGE_SUMS.length, part.length)}
        ON CONFLICT (account_id, day, channel, agency_id) DO UPDATE SET ${add}`,
      ...part.flatMap((u) => [u.account_id, u.day, u.channel, u.agency_id, ...USAGE_SUMS.map((name) => u[name])]),
    );
  }
}

/** The daily sums of one account, in order. */
export function usageDaysOf(r: Reader, accountId: AccountId): Promise<UsageDayRow[]> {
  return r.all<UsageDayRow & Row>(`SELECT * FROM usage_day WHERE account_id = ? ORDER BY day, channel`, accountId);
}

/** Letters written by each account of these between two days, both included. */
export async function lettersOf(
  r: Reader,
  q: { accountIds: readonly AccountId[]; from: number; to: number },
): Promise<Map<AccountId, number>> {
  const out = new Map<AccountId, number>();
  for (const part of chunks(q.accountIds, 500)) {
    const rows = await r.all<{ account_id: AccountId; n: number }>(
      `SELECT account_id, CAST(SUM(sent_agency + sent_province + sent_gov + sent_public + sent_other) AS BIGINT) AS n FROM usage_day
        WHERE account_id IN ${holes(part.length)} AND day >= ? AND day <= ? GROUP BY account_id`,
      ...part,
      q.from,
      q.to,
    );
    for (const row of rows) out.set(row.account_id, row.n);
  }
  return out;
}

import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";
import { addUsageDays, usageDaysOf } from "./usage.ts";
import type { BoxDayRow } from "./usage-tracks.ts";

/** The last id of the next so many rows of the log; undefined at its end. */
export async function logPageEnd(r: Reader, after: string, limit: number): Promise<string | undefined> {
  const row = await r.get<{ end: string | null }>(
    `SELECT MAX(p.log_id) AS end FROM (SELECT log_id FROM mail_log WHERE log_id > ? ORDER BY log_id LIMIT ?) p`,
    after,
    limit,
  );
  return row?.end ?? undefined;
}

/** Takes the link to a person off a stretch of the log. */
export async function forgetLogOf(tx: Tx, q: { accountId: AccountId; after: string; to: string }): Promise<void> {
  await tx.run(
    `UPDATE mail_log SET account_id = NULL WHERE log_id > ? AND log_id <= ? AND account_id = ?`,
    q.after,
    q.to,
    q.accountId,
  );
}

/** Adds the daily sums of a person to those of nobody, and forgets the tracks and whose eyes looked into agency mailboxes. */
export async function forgetUsageOf(tx: Tx, accountId: AccountId): Promise<void> {
  const rows = await usageDaysOf(tx, accountId);
  await addUsageDays(
    tx,
    rows.map((u) => ({ ...u, account_id: "" })),
  );
  await tx.run(`DELETE FROM usage_day WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM usage_person WHERE account_id = ?`, accountId);
  await tx.run(`DELETE FROM usage_channel WHERE account_id = ?`, accountId);
  await tx.run(
    `INSERT INTO usage_box_day (mailbox_id, day, clerk_id, morning, afternoon)
      SELECT mailbox_id, day, '', morning, afternoon FROM usage_box_day WHERE clerk_id = ?
      ON CONFLICT (mailbox_id, day, clerk_id) DO UPDATE SET morning = usage_box_day.morning + excluded.morning,
        afternoon = usage_box_day.afternoon + excluded.afternoon`,
    accountId,
  );
  await tx.run(`DELETE FROM usage_box_day WHERE clerk_id = ?`, accountId);
}

/** Looks of a person into agency mailboxes. */
export function looksBy(r: Reader, accountId: AccountId): Promise<BoxDayRow[]> {
  return r.all<BoxDayRow & Row>(`SELECT * FROM usage_box_day WHERE clerk_id = ? ORDER BY day, mailbox_id`, accountId);
}

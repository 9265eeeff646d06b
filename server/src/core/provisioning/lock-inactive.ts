import { addDays, dayOfNumber, formatDay, localDay, localDayNumber } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { agencyMailboxes } from "../../store/accounts.ts";
import { noteWarning, type QuietRow, quietPersons } from "../../store/inactivity.ts";
import { leavesOf } from "../../store/leaves.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { postSystemLetterIn, writeSystemLetter } from "../operations/system-letter.ts";
import { readSetting } from "../settings/read-setting.ts";
import { BY_RULE, takeStepIn } from "./take-step.ts";

type Deps = Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "signOuts" | "site" | "wakeups">;
/** Somebody quiet, and since which day it counts: the last act, the opening, the last unlocking or the end of leave. */
type Quiet = QuietRow & { since: number };

const PAGE = 500;

/**
 * Warns people who have not used their mailbox by the days of the setting, and locks (it still receives) whoever let them pass (vietnam.md §2.1: 45 days,
 * 3 or 6 months). Recorded leave does not count. Agencies get the list of their locked ones. Idempotent; gives how many were warned or locked.
 */
export async function lockInactive(app: Deps): Promise<number> {
  const rule = await app.db.read((r) => readSetting(r, "inactivity"));
  if (rule.lockAfterDays === 0) return 0;
  const today = localDayNumber(app.clock.now());
  const earliest = Math.max(0, ...rule.warnDays);
  const locked = new Map<AgencyId, Quiet[]>();
  let did = 0;
  let after = "";
  for (let more = true; more; ) {
    const page = await app.db.read((r) =>
      quietPersons(r, { lastDay: today - rule.lockAfterDays + earliest, after, limit: PAGE }),
    );
    for (const row of page) {
      const since = await countsSince(app, row, today);
      if (since === null) continue;
      const left = rule.lockAfterDays - (today - since);
      const person = { ...row, since };
      if (left <= 0) {
        if (!(await lock(app, person, rule.lockAfterDays))) continue;
        locked.set(row.agency_id, [...(locked.get(row.agency_id) ?? []), person]);
        did++;
      } else if (await warn(app, person, { left, warnDays: rule.warnDays })) did++;
    }
    after = page.at(-1)?.account_id ?? after;
    more = page.length === PAGE;
  }
  for (const [agencyId, people] of locked) await tellAgency(app, agencyId, people);
  return did;
}

/** Null while somebody is on leave. */
async function countsSince(app: Pick<App, "db">, row: QuietRow, today: number): Promise<number | null> {
  const leaves = await app.db.read((r) => leavesOf(r, row.account_id));
  if (leaves.some((l) => l.from_day <= today && l.to_day >= today)) return null;
  const ended = leaves.filter((l) => l.to_day < today).map((l) => l.to_day);
  const opened = [row.created_at, row.status_at].map(localDayNumber);
  return Math.max(row.last_day ?? 0, ...opened, ...ended);
}

async function lock(app: Deps, person: Quiet, days: number): Promise<boolean> {
  try {
    const step = { ...BY_RULE, accountId: person.account_id, reason: "inactive" as const };
    await app.db.write((tx) => takeStepIn(app, tx, null, step, { days, since: dayOfNumber(person.since) }));
    return true;
  } catch (err) {
    // Somebody else did something with the account meanwhile.
    if (err instanceof MailError) return false;
    throw err;
  }
}

/** Once for each of the set days before the lock. */
async function warn(app: Deps, person: Quiet, q: { left: number; warnDays: readonly number[] }): Promise<boolean> {
  const step = Math.min(...q.warnDays.filter((days) => days >= q.left));
  if (!Number.isFinite(step)) return false;
  const nowMs = app.clock.now();
  const day = formatDay(addDays(localDay(nowMs), q.left));
  const letter = await writeSystemLetter(app, {
    to: [person.address],
    subject: `Hộp thư của bạn sẽ bị tạm khóa ngày ${day} · Your mailbox will be locked`,
    text:
      `Kính gửi ${person.full_name},\n\nHộp thư ${person.address} không được sử dụng từ ngày ${formatDay(dayOfNumber(person.since))}. ` +
      `Nếu bạn không đăng nhập và đọc thư, hộp thư sẽ bị tạm khóa ngày ${day}; thư đến vẫn được nhận.\n\n` +
      "Nếu bạn đang nghỉ theo chế độ hoặc đi học, hãy báo cơ quan ghi nhận.\n\n" +
      `Your mailbox has not been used since ${formatDay(dayOfNumber(person.since))} and will be locked on ${day} unless you sign in and read your mail.\n`,
  });
  const note = { accountId: person.account_id, daysLeft: step, sinceDay: dayOfNumber(person.since), at: nowMs };
  return app.db.write(async (tx) => {
    if (!(await noteWarning(tx, note))) return false;
    await postSystemLetterIn(app, tx, letter);
    return true;
  });
}

/** To the agency's own mailbox; one without any has none to tell. */
async function tellAgency(app: Deps, agencyId: AgencyId, people: readonly Quiet[]): Promise<void> {
  const boxes = await app.db.read((r) => agencyMailboxes(r, agencyId));
  if (boxes.length === 0) return;
  const lines = people.map(
    (p, i) =>
      `${i + 1}. ${p.full_name}${p.title ? `, ${p.title}` : ""} – ${p.address} – ${formatDay(dayOfNumber(p.since))}`,
  );
  const letter = await writeSystemLetter(app, {
    to: boxes.map((box) => box.address),
    subject: `Danh sách ${people.length} hộp thư bị tạm khóa do không sử dụng · Mailboxes locked for inactivity`,
    text:
      "Các hộp thư sau bị tạm khóa vì không được sử dụng (họ tên, chức vụ – địa chỉ – dùng lần cuối). Thư đến vẫn được nhận. " +
      `Đề nghị cơ quan rà soát và gửi đề nghị mở khóa hoặc thu hồi.\n\n${lines.join("\n")}\n`,
  });
  await app.db.write((tx) => postSystemLetterIn(app, tx, letter));
}

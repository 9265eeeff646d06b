import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type Principal, principalOf } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { fileReturn } from "../core/reporting/agency-returns.ts";
import { freezeReport } from "../core/reporting/freeze-report.ts";
import { openReportPeriod } from "../core/reporting/report-periods.ts";
import type { DemoAgency } from "./province.ts";
import type { Post } from "./seats.ts";

const HOUR_MS = 3_600_000;

/** What agencies write in their part of a report; most have nothing to say. */
const WORDS: readonly (readonly [problems: string, proposals: string])[] = [
  ["", ""],
  ["Đường truyền tại xã chưa ổn định vào giờ cao điểm.", "Đề nghị nâng cấp đường truyền số liệu chuyên dùng."],
  ["", ""],
  ["Một số công chức lớn tuổi còn quen dùng giấy.", "Đề nghị mở lớp tập huấn ngắn tại đơn vị."],
  ["Hộp thư một số người sắp đầy.", ""],
];

/**
 * Two months of reports: the one before last, to which all agencies filled in their part and which is frozen, and the last one, still open, to which two
 * of three did.
 */
export async function seedReports(app: App, post: Post, today: string): Promise<void> {
  const filers = post.province.agencies.flatMap((agency) => filerOf(post, agency) ?? []);
  const [latest, before] = [monthBefore(today, 1), monthBefore(today, 2)];
  const reviewer = post.province.people.find((p) => p.roles.includes("usageReviewer"));
  if (!reviewer || filers.length === 0) return;
  const due = addDays(before.to, 10);
  const frozenAt = at(app, addDays(due, 2), 9);
  const first = await open(app, post, reviewer.key, { month: before, on: addDays(before.to, 1), due });
  for (const [i, filer] of filers.entries())
    await file(at(app, addDays(before.to, 2 + (i % 7)), 10 + (i % 6)), filer, { periodId: first, month: before, i });
  const principal = await principalAt(frozenAt, seatOf(post, reviewer.key));
  await freezeReport(frozenAt, principal, { from: before.from, to: before.to, periodId: first });
  const second = await open(app, post, reviewer.key, {
    month: latest,
    on: addDays(latest.to, 1),
    due: addDays(today, 3),
  });
  for (const [i, filer] of filers.entries())
    if (i % 3 !== 2)
      await file(at(app, addDays(today, -1), 9 + (i % 6)), filer, { periodId: second, month: latest, i: i + 1 });
}

type Month = { from: string; to: string; name: string };
type Filer = { agency: DemoAgency; agencyId: AgencyId; accountId: AccountId };

/** Who fills in an agency's part: its administrator. */
function filerOf(post: Post, agency: DemoAgency): Filer | undefined {
  const own = post.province.people.find((p) => p.agencyKey === agency.key && p.roles.includes("agencyAdministrator"));
  const agencyId = post.directory.agencies.get(agency.key);
  if (!own || agencyId === undefined || agency.headcount === 0) return undefined;
  return { agency, agencyId, accountId: seatOf(post, own.key) };
}

type Opening = { month: Month; on: string; due: string };

async function open(app: App, post: Post, reviewer: string, { month, on, due }: Opening) {
  const then = at(app, on, 8);
  const principal = await principalAt(then, seatOf(post, reviewer));
  return (
    await openReportPeriod(then, principal, { name: `Báo cáo ${month.name}`, from: month.from, to: month.to, due })
  ).id;
}

type Filing = { periodId: Awaited<ReturnType<typeof open>>; month: Month; i: number };

async function file(then: App, { agency, agencyId, accountId }: Filer, { periodId, month, i }: Filing): Promise<void> {
  const [problems, proposals] = WORDS[i % WORDS.length] ?? ["", ""];
  await fileReturn(then, await principalAt(then, accountId), {
    ...{ periodId, agencyId, onDay: month.to, staff: agency.headcount, leaders: agency.leaders },
    ...{ directoryReviewed: i % 4 !== 3, problems, proposals },
  });
}

/** The whole month that lies so many before that of a day. */
function monthBefore(day: string, back: number): Month {
  let first = `${day.slice(0, 7)}-01`;
  let to = first;
  for (let i = 0; i < back; i++) {
    to = addDays(first, -1);
    first = `${to.slice(0, 7)}-01`;
  }
  return { from: first, to, name: `tháng ${Number(to.slice(5, 7))} năm ${to.slice(0, 4)}` };
}

function seatOf({ directory }: Post, key: string): AccountId {
  const seat = directory.persons.get(key);
  if (!seat) throw new Error(`nobody is ${key}`);
  return seat.accountId;
}

function principalAt(app: App, accountId: AccountId): Promise<Principal> {
  return app.db.read((r) => principalOf(r, { accountId, channel: "web", ip: "" }));
}

function at(app: App, day: string, hour: number): App {
  return { ...app, clock: { now: () => startOfLocalDay(day) + hour * HOUR_MS } };
}

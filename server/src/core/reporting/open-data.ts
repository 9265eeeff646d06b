import { createHash } from "node:crypto";
import type { OpenFigures, OpenReport } from "@congthu/shared/api/open-data";
import type { UsageFigures } from "@congthu/shared/api/reports";
import type { FrozenReportId } from "@congthu/shared/ids";
import { agenciesById } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { frozenReport, frozenReports } from "../../store/reports.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import type { ReportFile } from "./export-usage.ts";
import { frozenContent } from "./freeze-report.ts";
import { renderOpenCsv } from "./render-open-csv.ts";

type Deps = Pick<App, "clock" | "db">;
/** Who reads open data: somebody signed in, or whoever shows a key or nothing. */
export type OpenReader = { isSignedIn: boolean; key: string | undefined };

/** So many are looked through for the list; a province freezes some twenty a year. */
const LISTED = 200;

/** The reports that are open data. Throws auth.required where the setting `openData` asks for a sign-in or a key. */
export function listOpenReports(app: Deps, reader: OpenReader) {
  return app.db.read(async (r) => {
    await requireOpenData(r, reader);
    const rows = (await frozenReports(r, { beforeMs: app.clock.now() + 1, limit: LISTED })).filter(
      (f) => f.is_open === 1,
    );
    const agencies = await agenciesById(
      r,
      rows.map((f) => f.agency_id),
    );
    const names = new Map(agencies.map((a) => [a.agency_id, a.name]));
    return rows.map((f) => ({
      id: f.report_id,
      agencyName: names.get(f.agency_id) ?? "",
      from: f.from_day,
      to: f.to_day,
      frozenAt: f.frozen_at,
      hash: f.hash,
    }));
  });
}

/**
 * The figures of a report that is open data, those of few people kept back: what less than `smallest` persons stand behind, and where that is one
 * agency of a tier alone, of the next smallest too, since the tier's sum would tell it. Throws auth.required, notFound.
 */
export function readOpenReport(app: Deps, reader: OpenReader, id: FrozenReportId): Promise<OpenReport> {
  return app.db.read(async (r) => {
    await requireOpenData(r, reader);
    const row = await frozenReport(r, id);
    if (row?.is_open !== 1) throw new MailError("notFound", "report");
    const { smallest } = await readSetting(r, "openData");
    const { report } = frozenContent(row);
    const few = {
      people: keptBack(report.rows, smallest, (f) => f.mailboxes),
      leaders: keptBack(report.rows, smallest, (f) => f.leaderMailboxes),
    };
    const rows = report.rows.map((f, i) => ({
      agencyId: f.agencyId,
      name: f.name,
      tier: f.tier,
      ...openFigures(f, { people: few.people.has(i), leaders: few.leaders.has(i) }),
    }));
    const sum = (f: UsageFigures) =>
      openFigures(f, { people: isFew(f.mailboxes, smallest), leaders: isFew(f.leaderMailboxes, smallest) });
    return {
      id,
      period: report.period,
      workingDays: report.workingDays,
      definition: report.definition,
      suppression: { smallest, ...suppressionText(smallest) },
      tiers: report.tiers.map((t) => ({ tier: t.tier, label: t.label, labelEn: t.labelEn, ...sum(t.sum) })),
      rows,
      total: sum(report.total),
      frozenAt: row.frozen_at,
      hash: row.hash,
    };
  });
}

/** The same as CSV. Throws auth.required, notFound. */
export async function readOpenCsv(app: Deps, reader: OpenReader, id: FrozenReportId): Promise<ReportFile> {
  return renderOpenCsv(await readOpenReport(app, reader, id));
}

async function requireOpenData(r: Reader, { isSignedIn, key }: OpenReader): Promise<void> {
  if (isSignedIn) return;
  const { access, keys } = await readSetting(r, "openData");
  if (access === "public") return;
  const hash = key === undefined ? undefined : createHash("sha256").update(key).digest("hex");
  if (access === "key" && keys.some((k) => k.hash === hash)) return;
  throw new MailError("auth.required");
}

const isFew = (n: number, smallest: number) => n > 0 && n < smallest;

type Row = UsageFigures & { tier: string };

/** The rows, by index, whose figures are kept back. */
function keptBack(rows: readonly Row[], smallest: number, peopleOf: (f: Row) => number): Set<number> {
  const out = new Set<number>();
  for (const own of Map.groupBy(rows.keys(), (i) => rows[i]?.tier).values()) {
    const sized = own.map((i) => ({ i, n: peopleOf(rows[i] as Row) })).filter(({ n }) => n > 0);
    const few = sized.filter(({ n }) => n < smallest);
    for (const { i } of few) out.add(i);
    const next = sized.filter(({ n }) => n >= smallest).sort((a, b) => a.n - b.n)[0];
    if (few.length === 1 && next) out.add(next.i);
  }
  return out;
}

function openFigures(f: UsageFigures, few: { people: boolean; leaders: boolean }): OpenFigures {
  return {
    staff: f.staff,
    leaders: f.leaders,
    mailboxes: f.mailboxes,
    active: few.people ? null : f.active,
    regular: few.people ? null : f.regular,
    leaderMailboxes: f.leaderMailboxes,
    leaderActive: few.leaders ? null : f.leaderActive,
    leaderRegular: few.leaders ? null : f.leaderRegular,
    letters: f.letters,
    received: f.received,
    sentPublic: f.sentPublic,
    receivedPublic: f.receivedPublic,
    sentDocuments: f.sentDocuments,
    receivedDocuments: f.receivedDocuments,
    boxDays: f.boxDays,
    boxDaysChecked: f.boxDaysChecked,
    suppressed: [...(few.people ? ["people" as const] : []), ...(few.leaders ? ["leaders" as const] : [])],
  };
}

function suppressionText(smallest: number): { vi: string; en: string } {
  return {
    vi: `Số người sử dụng của nhóm dưới ${smallest} người không công bố; khi cả cấp chỉ có một cơ quan như vậy thì cơ quan nhỏ kế tiếp cũng không công bố.`,
    en: `How many use their mailbox is not told of fewer than ${smallest} people; where a tier has only one such agency, not of the next smallest either.`,
  };
}

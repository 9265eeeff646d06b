import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { timeMark } from "../../lib/ids.ts";
import { type TableFormat, tableFile } from "../../lib/table-file.ts";
import { agenciesById, agencyIdsBelow } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { addressesByAccount } from "../../store/people.ts";
import { logRows, type TraceRow } from "../../store/trace.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { type TraceScope, traceScope } from "./trace-scope.ts";

/** Rows of one file: what a spreadsheet opens at ease. Longer times go in several files, or by the command line. */
const MOST_ROWS = 100_000;
const PAGE = 5_000;

export type LogQuery = { fromDay: string; toDay: string; agencyId?: AgencyId | undefined };

const COLUMNS: readonly [key: string, vi: string][] = [
  ["time", "Thời điểm"],
  ["event", "Sự kiện"],
  ["sender", "Người gửi"],
  ["recipient", "Người nhận"],
  ["account", "Tài khoản"],
  ["agency", "Cơ quan"],
  ["channel", "Kênh"],
  ["ip", "Địa chỉ IP"],
  ["port", "Cổng nguồn"],
  ["agent", "Phần mềm, máy khách"],
  ["tls", "Mã hóa"],
  ["size", "Dung lượng (byte)"],
  ["host", "Máy chủ nhận"],
  ["result", "Kết quả"],
  ["messageId", "Mã thư"],
  ["trace", "Mã tra cứu"],
];

/**
 * The log of those local days as a file: time, sender, recipient, address and port of the client, size, result (vietnam.md §1.6). That it
 * was taken is in the audit. Throws access.denied, agency.notFound, invalid (more rows than one file holds).
 */
export async function exportLog(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: LogQuery & { format: TableFormat },
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  const rows: (string | number)[][] = [];
  for await (const page of logPages(app, principal, q)) {
    rows.push(...page);
    if (rows.length > MOST_ROWS) throw new MailError("invalid", "too many rows: choose fewer days");
  }
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      action: "trace.exported",
      subjectKind: "report",
      subjectId: "mail-log",
      agencyId: q.agencyId ?? null,
      detail: { from: q.fromDay, to: q.toDay, format: q.format, rows: rows.length },
    }),
  );
  const table = {
    name: `nhat-ky-thu_${q.fromDay}_${q.toDay}`,
    title: "Nhật ký thư",
    keys: COLUMNS.map(([key]) => key),
    headings: COLUMNS.map(([, vi]) => vi),
    rows,
  };
  return tableFile(table, { format: q.format, nowMs: app.clock.now() });
}

/** The names of the log's fields, in the order of `logPages`. */
export const LOG_FIELDS = COLUMNS.map(([key]) => key);

/** The rows of the log of those days, a page at a time, oldest first. Throws access.denied, agency.notFound. */
export async function* logPages(
  app: Pick<App, "db">,
  principal: Principal,
  q: LogQuery,
): AsyncGenerator<(string | number)[][]> {
  const scope = await app.db.read((r) => scopeOf(r, principal, q.agencyId));
  const before = timeMark("l", startOfLocalDay(addDays(q.toDay, 1)));
  let after = timeMark("l", startOfLocalDay(q.fromDay));
  for (;;) {
    const { last, rows } = await app.db.read(async (r) => {
      const all = await logRows(r, { after, before, limit: PAGE });
      const own = scope === null ? all : all.filter((row) => row.agency_id !== null && scope.has(row.agency_id));
      return { last: all.at(-1)?.log_id, rows: await named(r, own) };
    });
    if (last === undefined) return;
    yield rows;
    after = last;
  }
}

async function scopeOf(r: Reader, principal: Principal, agencyId: AgencyId | undefined): Promise<TraceScope> {
  const scope = await traceScope(r, principal);
  if (agencyId === undefined) return scope;
  const agency = await visibleAgency(r, await powersOf(r, principal), agencyId);
  if (scope !== null && !scope.has(agency.agency_id)) throw new MailError("access.denied", "trace.view");
  return new Set(await agencyIdsBelow(r, [agency.path]));
}

async function named(r: Reader, rows: readonly TraceRow[]): Promise<(string | number)[][]> {
  const agencies = new Map(
    (await agenciesById(r, [...new Set(rows.flatMap((row) => row.agency_id ?? []))])).map((a) => [a.agency_id, a.name]),
  );
  const accounts = await addressesByAccount(r, [...new Set(rows.flatMap((row) => row.account_id ?? []))]);
  return rows.map((row) => [
    new Date(row.at).toISOString(),
    row.kind,
    row.sender,
    row.recipient,
    (row.account_id && accounts.get(row.account_id as AccountId)) || "",
    (row.agency_id && agencies.get(row.agency_id)) || "",
    row.channel,
    row.ip,
    row.port,
    row.agent,
    row.tls,
    row.size_bytes,
    row.remote,
    row.reply,
    row.message_id,
    row.trace_id,
  ]);
}

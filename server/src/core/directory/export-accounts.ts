import type { AccountEntry } from "@congthu/shared/api/accounts";
import { formatDay } from "@congthu/shared/dates";
import { writeCsv } from "../../lib/csv.ts";
import type { FileReply } from "../../lib/file-reply.ts";
import { writeSpreadsheet } from "../../lib/spreadsheet.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { KIND_WORDS, STATUS_WORDS } from "./account-words.ts";
import { type AccountQuery, listAccounts } from "./list-accounts.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PAGE = 200;

const COLUMNS: readonly [string, (a: AccountEntry, i: number) => string][] = [
  ["STT", (_, i) => String(i + 1)],
  ["Họ và tên", (a) => a.name],
  ["Chức vụ", (a) => a.title],
  ["Phòng, bộ phận", (a) => a.unit],
  ["Cơ quan", (a) => a.agencyName],
  ["Địa chỉ thư", (a) => a.address],
  ["Loại tài khoản", (a) => KIND_WORDS[a.kind]],
  ["Lãnh đạo", (a) => (a.isLeader ? "x" : "")],
  ["Trạng thái", (a) => STATUS_WORDS[a.status]],
  ["Dung lượng (GB)", (a) => (a.quotaBytes / 1024 ** 3).toFixed(1)],
  ["Dùng gần nhất", (a) => (a.lastUsed ? formatDay(a.lastUsed) : "")],
  ["Ngày cấp", (a) => formatDay(a.createdAt)],
];

/**
 * The accounts a list shows, all pages of it, as a workbook or CSV with headings the import understands; the half-yearly review of accounts is made from
 * it (TCVN 14423:2026 x.6.2.1). Audited. Throws agency.notFound, access.denied.
 */
export async function exportAccounts(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: Omit<AccountQuery, "after" | "limit"> & { format: "xlsx" | "csv" },
): Promise<FileReply> {
  const rows: string[][] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await listAccounts(app, principal, { ...q, after, limit: PAGE });
    for (const a of page.items) rows.push(COLUMNS.map(([, of]) => of(a, rows.length)));
    after = page.next ?? undefined;
    more = page.next !== null;
  }
  await app.db.write((tx) =>
    appendAuditIn(app, tx, principal, {
      ...{ action: "accounts.exported", subjectKind: "agency", subjectId: q.agencyId ?? "" },
      ...{ agencyId: q.agencyId ?? principal.scopes[0]?.agencyId ?? null, detail: { rows: rows.length } },
    }),
  );
  const heading = COLUMNS.map(([label]) => label);
  if (q.format === "csv")
    return { file: { name: "tai-khoan.csv", type: "text/csv; charset=utf-8", bytes: writeCsv([heading, ...rows]) } };
  const cells = rows.map((row) => row.map((value) => ({ value, border: true as const })));
  const head = heading.map((value) => ({ value, bold: true as const, border: true as const, fill: "E7E6E6" }));
  const sheet = { name: "Tài khoản", rows: [head, ...cells], heading: { first: 1, last: 1 }, landscape: true as const };
  const widths = [6, 26, 24, 22, 30, 32, 16, 10, 16, 10, 14, 14];
  const bytes = await writeSpreadsheet([{ ...sheet, widths }], app.clock.now());
  return { file: { name: "tai-khoan.xlsx", type: XLSX, bytes } };
}

import { faultText, type ImportFault, type ImportField, isError } from "@congthu/shared/import-words";
import type { FileReply } from "../../../lib/file-reply.ts";
import { type Cell, type Sheet, writeSpreadsheet } from "../../../lib/spreadsheet.ts";
import { type ImportRowRow, importById, importRows } from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { MailError } from "../../errors.ts";
import { requireBatch } from "./check-import.ts";
import type { ListColumn } from "./read-list.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const RED = "F8CBAD";
const YELLOW = "FFF2CC";
const GREY = "E7E6E6";

const STATE_WORDS: Record<ImportRowRow["state"], string> = {
  ready: "Sẽ thực hiện",
  faulty: "Có lỗi",
  skipped: "Bỏ qua, đã có",
  done: "Đã thực hiện",
  undone: "Đã hoàn tác",
  kept: "Không hoàn tác được",
};

/** The list as it was handed in, with result, address and what is wrong in front; faulty cells are red, converted ones yellow. Throws notFound, access.denied. */
export async function importFile(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  batchId: string,
): Promise<FileReply> {
  const { batch, rows } = await app.db.read(async (r) => {
    const found = await importById(r, batchId);
    if (!found) throw new MailError("notFound");
    await requireBatch(r, principal, found);
    return { batch: found, rows: await importRows(r, { batchId, after: 0, limit: 100_000 }) };
  });
  const { columns } = JSON.parse(batch.sheet) as { columns: ListColumn[] };
  const heading = ["Dòng", "Kết quả", "Địa chỉ thư được cấp", "Lỗi, ghi chú", ...columns.map((c) => c.heading)];
  const sheet: Sheet = {
    name: "Kết quả",
    rows: [heading.map((value) => ({ value, bold: true, border: true, fill: GREY })), ...rows.map(rowCells)],
    widths: [7, 16, 32, 48, ...columns.map(() => 22)],
    heading: { first: 1, last: 1 },
    landscape: true,
  };
  const bytes = await writeSpreadsheet([sheet], app.clock.now());
  return { file: { name: `ket-qua-${batchId}.xlsx`, type: XLSX, bytes } };
}

function rowCells(row: ImportRowRow): Cell[] {
  const faults = JSON.parse(row.faults) as ImportFault[];
  const cells = JSON.parse(row.cells) as string[];
  const says = faults.map((fault) => faultText(fault, "vi")).join("\n");
  return [
    { value: row.row_no, border: true },
    { value: STATE_WORDS[row.state], border: true, ...(row.state === "faulty" ? { fill: RED } : {}) },
    { value: row.address, border: true },
    { value: says, border: true },
    ...cells.map((value, i): Cell => {
      const here = faults.filter((fault) => fault.column === i);
      const fill = here.some(isError) ? RED : here.length > 0 ? YELLOW : undefined;
      return { value, border: true, ...(fill ? { fill } : {}) };
    }),
  ];
}

const FORM: readonly [ImportField, string, string][] = [
  ["no", "STT", "1"],
  ["fullName", "Họ và tên", "Nguyễn Văn Long"],
  ["title", "Chức vụ", "Chuyên viên"],
  ["unit", "Phòng, bộ phận", "Phòng Kinh tế"],
  ["agency", "Cơ quan", "UBND xã Suối Giàng"],
  ["agencyCode", "Mã định danh cơ quan", ""],
  ["phone", "Số điện thoại", "0912345678"],
  ["action", "Nội dung đề nghị", "cấp mới"],
  ["address", "Địa chỉ thư", ""],
  ["born", "Ngày sinh", ""],
  ["cccd", "Số CCCD", ""],
  ["leader", "Lãnh đạo", ""],
  ["kind", "Loại tài khoản", "cá nhân"],
  ["quotaGb", "Dung lượng (GB)", ""],
  ["reason", "Lý do", ""],
  ["note", "Ghi chú", ""],
];

/** An empty list with every column we know and one example row to write over. */
export async function importForm(app: Pick<App, "clock">): Promise<FileReply> {
  const sheet: Sheet = {
    name: "Danh sách",
    rows: [
      [
        {
          value: "DANH SÁCH ĐỀ NGHỊ CẤP, THAY ĐỔI HỘP THƯ ĐIỆN TỬ CÔNG VỤ",
          bold: true,
          align: "center",
          across: FORM.length,
        },
      ],
      FORM.map(([, value]) => ({ value, bold: true, border: true, fill: GREY })),
      FORM.map(([, , value]) => ({ value, border: true, italic: true })),
    ],
    widths: FORM.map(([, label]) => Math.max(10, label.length + 6)),
    heading: { first: 1, last: 2 },
    landscape: true,
  };
  const bytes = await writeSpreadsheet([sheet], app.clock.now());
  return { file: { name: "mau-danh-sach.xlsx", type: XLSX, bytes } };
}

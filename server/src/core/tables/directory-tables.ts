import type { GroupEntry } from "@congthu/shared/api/groups";
import type { RequestEntry } from "@congthu/shared/api/provisioning";
import { formatDay } from "@congthu/shared/dates";
import type { AgencyKind } from "@congthu/shared/directory-words";
import {
  type AgencyRow,
  accountCounts,
  agenciesByPath,
  agencySubtree,
  allTiers,
  codesBelow,
} from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import { powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { listGroups } from "../groups/read-groups.ts";
import { requestPage } from "../provisioning/list-requests.ts";
import { allPages, type Table } from "./table.ts";

type AgencyLine = AgencyRow & { parent: string; tierLabel: string; qd20: string; qcvn102: string; accounts: number };

const KIND_WORDS: Record<AgencyKind, string> = {
  province: "Ủy ban nhân dân tỉnh",
  department: "Sở, ban, ngành",
  district: "Cấp huyện (đã bỏ)",
  commune: "Xã, phường, đặc khu",
  unit: "Đơn vị sự nghiệp",
  party: "Cơ quan Đảng, đoàn thể",
  division: "Phòng, ban trực thuộc",
  group: "Nhóm cơ quan",
};

/** Agencies in the order of the tree, with both codes as they are now. */
export const AGENCIES_TABLE: Table<AgencyLine> = {
  name: "co-quan",
  title: "Cơ quan",
  columns: [
    ["name", "Tên cơ quan", (a) => a.name],
    ["shortName", "Tên ngắn", (a) => a.short_name],
    ["parent", "Cơ quan cấp trên", (a) => a.parent],
    ["kind", "Loại", (a) => KIND_WORDS[a.kind as AgencyKind] ?? a.kind],
    ["tier", "Cấp", (a) => a.tierLabel],
    ["qd20", "Mã định danh (QĐ 20/2020)", (a) => a.qd20],
    ["qcvn102", "Mã (QCVN 102:2016)", (a) => a.qcvn102],
    ["abbr", "Viết tắt trong địa chỉ", (a) => a.abbr],
    ["domain", "Tên miền", (a) => a.domain],
    ["accounts", "Số tài khoản", (a) => a.accounts],
    ["closedOn", "Giải thể ngày", (a) => (a.closed_on === null ? "" : formatDay(a.closed_on))],
  ],
  items: (app, principal, q) => app.db.read((r) => agencyLines(r, principal, q.agencyId)),
};

async function agencyLines(r: Reader, principal: Principal, agencyId: AgencyRow["agency_id"] | undefined) {
  const powers = await powersOf(r, principal);
  const tops =
    agencyId === undefined
      ? await agenciesByPath(r, powers.paths("agency.view"))
      : [await visibleAgency(r, powers, agencyId)];
  const tiers = new Map((await allTiers(r)).map((t) => [t.tier, t.label]));
  const lines: AgencyLine[] = [];
  for (const top of tops) {
    const rows = await agencySubtree(r, top.path);
    const codes = (await codesBelow(r, top.path)).filter((c) => c.valid_to === null);
    const codeAt = new Map(codes.map((c) => [`${c.agency_id} ${c.scheme}`, c.code]));
    const codeOf = (row: AgencyRow, scheme: string) => codeAt.get(`${row.agency_id} ${scheme}`) ?? "";
    const accounts = await accountCounts(
      r,
      rows.map((row) => row.agency_id),
    );
    const names = new Map(rows.map((row) => [row.agency_id, row.name]));
    for (const row of rows)
      lines.push({
        ...row,
        parent: (row.parent_id && names.get(row.parent_id)) || "",
        tierLabel: tiers.get(row.tier) ?? row.tier,
        qd20: codeOf(row, "QD20"),
        qcvn102: codeOf(row, "QCVN102"),
        accounts: accounts.get(row.agency_id) ?? 0,
      });
  }
  return lines;
}

const POSTING_WORDS: Record<GroupEntry["posting"], string> = {
  open: "Bất kỳ ai",
  internal: "Người trong hệ thống",
  members: "Thành viên của nhóm",
  writers: "Những người được chọn",
};

/** Groups with whom they reach. */
export const GROUPS_TABLE: Table<GroupEntry> = {
  name: "nhom-thu",
  title: "Nhóm thư",
  columns: [
    ["name", "Tên nhóm", (g) => g.name],
    ["address", "Địa chỉ", (g) => g.address],
    ["agency", "Cơ quan", (g) => g.agencyName],
    ["posting", "Ai được gửi", (g) => POSTING_WORDS[g.posting]],
    ["moderated", "Duyệt trước", (g) => (g.moderated ? "x" : "")],
    ["byRule", "Theo quy tắc", (g) => (g.byRule ? "x" : "")],
    ["reach", "Số hộp thư", (g) => g.reach],
  ],
  items: (app, principal, q) => listGroups(app, principal, q),
};

const REQUEST_WORDS: Record<RequestEntry["kind"], string> = {
  create: "Cấp mới",
  change: "Thay đổi thông tin",
  move: "Chuyển cơ quan",
  lock: "Tạm khóa",
  unlock: "Mở khóa",
  reset: "Cấp lại mật khẩu",
  depart: "Khóa gửi nhận",
  restore: "Khôi phục",
  revoke: "Thu hồi",
};

/** Requests in one state, with the paper and the day they are due. */
export const REQUESTS_TABLE: Table<RequestEntry> = {
  name: "de-nghi",
  title: "Đề nghị của cơ quan",
  columns: [
    ["kind", "Nội dung đề nghị", (x) => REQUEST_WORDS[x.kind]],
    ["agency", "Cơ quan đề nghị", (x) => x.agency.name],
    ["name", "Họ và tên", (x) => x.account?.name ?? x.wish.fullName ?? ""],
    ["address", "Địa chỉ thư", (x) => x.account?.address ?? ""],
    ["document", "Số văn bản", (x) => x.document],
    ["documentDay", "Ngày văn bản", (x) => (x.documentDay === null ? "" : formatDay(x.documentDay))],
    ["requester", "Người đề nghị", (x) => x.requester ?? ""],
    ["requestedAt", "Ngày gửi", (x) => formatDay(x.requestedAt)],
    ["dueDay", "Hạn xử lý", (x) => formatDay(x.dueDay)],
    ["overdue", "Quá hạn", (x) => (x.overdue ? "x" : "")],
    ["settledAt", "Ngày xử lý", (x) => (x.settledAt === null ? "" : formatDay(x.settledAt))],
    ["settler", "Người xử lý", (x) => x.settler ?? ""],
    ["answer", "Trả lời", (x) => x.answer],
  ],
  items: (app, principal, { agencyId, state }) =>
    allPages((before: string | undefined) => requestPage(app, principal, { agencyId, state, before, limit: 200 })),
};

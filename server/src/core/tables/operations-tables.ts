import type { AuditEntryView } from "@congthu/shared/api/audit";
import type { WaitingLetter } from "@congthu/shared/api/queue";
import type { RoomEntry } from "@congthu/shared/api/storage";
import { AUDIT_WORDS } from "@congthu/shared/audit-words";
import { formatTime } from "@congthu/shared/dates";
import { listAudit } from "../audit/list-audit.ts";
import { listQueue } from "../outbound/list-queue.ts";
import { readStorage } from "../quotas/read-storage.ts";
import { allPages, type Table } from "./table.ts";

const PAGE = 1_000;
const MIB = 1024 ** 2;
const mebibytes = (bytes: number) => Math.round(bytes / MIB);

/** Who did what to whom, newest first, with the number and the hash by which an entry is found in the chain. */
export const AUDIT_TABLE: Table<AuditEntryView> = {
  name: "nhat-ky-quan-tri",
  title: "Nhật ký quản trị",
  columns: [
    ["seq", "Số", (e) => e.seq],
    ["at", "Thời điểm", (e) => formatTime(e.at)],
    ["actor", "Người thực hiện", (e) => e.actor?.name ?? "Hệ thống"],
    ["actorAddress", "Địa chỉ người thực hiện", (e) => e.actor?.address ?? ""],
    ["channel", "Kênh", (e) => e.channel],
    ["ip", "Địa chỉ IP", (e) => e.ip],
    ["action", "Thao tác", (e) => AUDIT_WORDS[e.action]],
    ["subject", "Đối tượng", (e) => e.subject.name || e.subject.id],
    ["agency", "Cơ quan", (e) => e.agencyName ?? ""],
    ["detail", "Chi tiết", (e) => JSON.stringify(e.detail)],
    ["hash", "Mã băm", (e) => e.hash],
  ],
  items: (app, principal, q) => {
    const { agencyId, actorId, subjectId, action, fromDay, toDay } = q;
    return allPages((before: number | undefined) =>
      listAudit(app, principal, { agencyId, actorId, subjectId, action, fromDay, toDay, before, limit: PAGE }),
    );
  },
};

/** What waits to be sent, and why. */
export const QUEUE_TABLE: Table<WaitingLetter> = {
  name: "hang-doi",
  title: "Thư đang chờ gửi",
  columns: [
    ["createdAt", "Nhận lúc", (l) => formatTime(l.createdAt)],
    ["from", "Người gửi", (l) => l.from],
    ["to", "Người nhận", (l) => l.to],
    ["domain", "Tên miền", (l) => l.domain],
    ["agency", "Cơ quan", (l) => l.agencyName ?? ""],
    ["size", "Dung lượng (byte)", (l) => l.sizeBytes],
    ["attempts", "Số lần thử", (l) => l.attempts],
    ["nextAt", "Thử lại lúc", (l) => formatTime(l.nextAt)],
    ["expiresAt", "Hết hạn lúc", (l) => formatTime(l.expiresAt)],
    ["host", "Máy chủ nhận", (l) => l.host],
    ["why", "Lý do", (l) => l.why.vi],
    ["reply", "Trả lời của máy chủ", (l) => l.reply],
    ["trace", "Mã tra cứu", (l) => l.traceId],
  ],
  items: (app, principal, { agencyId, domain }) =>
    allPages((after: string | undefined) => listQueue(app, principal, { agencyId, domain, after, limit: PAGE })),
};

/** Room used and given: the agency, then those right below it. */
export const STORAGE_TABLE: Table<RoomEntry> = {
  name: "dung-luong",
  title: "Dung lượng",
  columns: [
    ["agency", "Cơ quan", (room) => room.name],
    ["mailboxes", "Số hộp thư", (room) => room.mailboxes],
    ["usedMiB", "Đã dùng (MB)", (room) => mebibytes(room.usedBytes)],
    ["quotaMiB", "Được cấp (MB)", (room) => mebibytes(room.quotaBytes)],
    ["poolMiB", "Dùng chung (MB)", (room) => (room.poolBytes === null ? null : mebibytes(room.poolBytes))],
    ["isFull", "Đã đầy", (room) => (room.isFull ? "x" : "")],
  ],
  async items(app, principal, { agencyId }) {
    const view = await readStorage(app, principal, { agencyId });
    return [view.whole, ...view.below];
  },
};

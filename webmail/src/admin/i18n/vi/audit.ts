import { AUDIT_ACTIONS, type AuditAction } from "@congthu/shared/audit-actions";
import { AUDIT_WORDS } from "@congthu/shared/audit-words";

/** What each entry is called, under `audit.ACTION`; the files the server writes use the same words. */
const ofActions = Object.fromEntries(AUDIT_ACTIONS.map((action) => [`audit.${action}`, AUDIT_WORDS[action]])) as {
  readonly [A in AuditAction as `audit.${A}`]: string;
};

/** Words of the audit. */
export const audit = {
  "audit.title": "Nhật ký quản trị",
  "audit.action": "Thao tác",
  "audit.anyAction": "Mọi thao tác",
  "audit.when": "Thời điểm",
  "audit.who": "Người thực hiện",
  "audit.what": "Thao tác",
  "audit.whom": "Đối tượng",
  "audit.detail": "Chi tiết",
  "audit.system": "Hệ thống",
  "audit.ip": "từ {ip}",
  "audit.older": "Xem cũ hơn",
  "audit.none": "Không có ghi nhận nào phù hợp.",
  "audit.verify": "Kiểm tra tính toàn vẹn",
  "audit.holds": "Nhật ký nguyên vẹn: {n} ghi nhận, mỗi ghi nhận khớp với ghi nhận trước nó.",
  "audit.broken": "Nhật ký đã bị sửa đổi: ghi nhận số {n} không khớp.",
  ...ofActions,
} as const;

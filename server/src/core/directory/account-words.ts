import type { AccountEntry } from "@congthu/shared/api/accounts";

/** The states of an account, as files for people name them. */
export const STATUS_WORDS: Record<AccountEntry["status"], string> = {
  active: "Đang dùng",
  locked: "Tạm khóa",
  departed: "Đã nghỉ, chuyển đi",
  revoked: "Đã thu hồi",
};

/** The kinds of account, as files for people name them. */
export const KIND_WORDS: Record<AccountEntry["kind"], string> = {
  person: "Cá nhân",
  agency: "Hộp thư cơ quan",
  technical: "Kỹ thuật",
};

import type { AccountId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import type { MailboxRole, NewMailbox } from "../../store/mailboxes.ts";

// RFC 6154 §2 roles with the labels of Vietnamese webmail; INBOX keeps the name RFC 9051 §5.1 gives it.
const STANDARD: readonly { name: string; role: MailboxRole }[] = [
  { name: "INBOX", role: "inbox" },
  { name: "Thư nháp", role: "drafts" },
  { name: "Thư đã gửi", role: "sent" },
  { name: "Lưu trữ", role: "archive" },
  { name: "Thư rác", role: "junk" },
  { name: "Thùng rác", role: "trash" },
];

/** The mailboxes every account starts with. */
export function standardMailboxes(accountId: AccountId, nowMs: number): NewMailbox[] {
  return STANDARD.map(({ name, role }, i) => ({
    account_id: accountId,
    mailbox_id: randomId("m"),
    parent_id: "",
    name,
    role,
    sort_order: i + 1,
    subscribed: 1,
    uid_validity: uidValidity(nowMs),
  }));
}

/** A value that grows with time, so that a mailbox made again under an old name differs. RFC 9051 §2.3.1.1 */
export function uidValidity(nowMs: number): number {
  return Math.floor(nowMs / 1000) % 0xffffffff;
}

import type { ErrorCode } from "../errors.ts";

/** Replies that stand for what happened here, where no other server said anything. RFC 5321 §4.2, RFC 3463 §3 */
export const OWN_REPLY = {
  queued: "250 2.0.0 Queued",
  delivered: "250 2.1.5 Delivered",
  takenBack: "550 5.7.0 Taken back by its sender",
  senderLocked: "550 5.7.1 The sender's account was locked before the time of sending",
} as const;

const REFUSALS: Partial<Record<ErrorCode, string>> = {
  "quota.exceeded": "452 4.2.2 Mailbox full",
  "recipient.unknown": "550 5.1.1 No such recipient here",
  "recipient.closed": "550 5.7.2 This group takes no mail from this sender",
};

/** The reply that stands for a recipient's refusal in reports and delivery states. */
export function refusalReply(code: ErrorCode | undefined): string {
  return (code && REFUSALS[code]) ?? "451 4.3.0 Try again later";
}

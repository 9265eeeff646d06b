import type { ErrorCode } from "../errors.ts";

/** Replies that stand for what happened here, where no other server said anything. RFC 5321 §4.2, RFC 3463 §3 */
export const OWN_REPLY = {
  queued: "250 2.0.0 Queued",
  delivered: "250 2.1.5 Delivered",
  dropped: "550 5.7.0 Taken out of the queue by the administrator of the sending server",
  notApproved: (reason: string) => `550 5.7.2 A moderator of the group did not let it go: ${reason}`,
  notDecided: "550 5.7.2 No moderator of the group decided in time",
  takenBack: "550 5.7.0 Taken back by its sender",
  senderLocked: "550 5.7.1 The sender's account was locked before the time of sending",
  noDomain: "550 5.1.2 The domain does not exist",
  noHost: "550 5.4.4 The domain has no mail host that can be found",
  /** RFC 7505 §4.2. */
  nullMx: "556 5.1.10 The domain says that it takes no mail",
  loopsToUs: "554 5.4.6 The domain's mail goes to this server, which does not serve it",
  dnsSilent: "451 4.4.3 The domain could not be looked up",
  lost: "421 4.4.2 The connection was lost",
  unreachable: (why: string) => `451 4.4.1 No answer from the mail host: ${why}`,
  /** RFC 6531 §3.5. */
  needsUtf8: "553 5.6.7 The mail host takes no addresses beyond ASCII",
  /** RFC 6152 §3. */
  needsEightBit: "554 5.6.3 The mail host takes no 8-bit text",
  tooLarge: "552 5.3.4 The message is larger than the mail host takes",
  noContent: "554 5.3.0 The message is no longer in the store",
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

/** What a reply means for a queue row: 2xx is done, 5xx is final, all else is tried again. RFC 5321 §4.2.1 */
export function verdictOf(reply: string): "relayed" | "failed" | "deferred" {
  if (/^2\d\d/.test(reply)) return "relayed";
  return /^5\d\d/.test(reply) ? "failed" : "deferred";
}

/** The enhanced status of a reply, or one that its class allows. RFC 3463 §2 */
export function statusOf(reply: string): string {
  const [, code] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply) ?? [];
  return code ?? `${/^[245]/.exec(reply)?.[0] ?? "4"}.0.0`;
}

/** A reply of several lines on one, without the codes repeated in each (RFC 8621 §7), short enough to keep. */
export function oneLine(reply: string): string {
  const [first = "", ...others] = reply.split(/\r?\n/).map((line) => line.replace(/^(\d{3})-/, "$1 "));
  const prefix = /^\d{3} (?:[245]\.\d{1,3}\.\d{1,3} )?/.exec(first)?.[0] ?? "";
  const code = prefix.slice(0, 4);
  const texts = others.map((line) =>
    line.slice(line.startsWith(prefix) ? prefix.length : line.startsWith(code) ? 4 : 0),
  );
  return [first, ...texts].join(" ").replace(/\s+/g, " ").trim().slice(0, 500);
}

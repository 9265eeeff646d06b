import { createHash, randomInt } from "node:crypto";
import type { SendSms } from "../../lib/sms.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";

/** How long a code of a text message holds. */
export const SMS_CODE_MS = 5 * 60_000;

export type SmsCode = { hash: string; until: number };

/** Sends a one-time code; gives what to keep of it. Throws sms.failed. */
export async function sendCode(app: Pick<App, "clock" | "log">, sms: SendSms | null, phone: string): Promise<SmsCode> {
  if (!sms) throw new MailError("sms.failed", "no gateway is configured");
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  // Without marks: with them a message holds 70 characters instead of 160, and some telephones show none.
  const text = `Ma xac thuc Cong Thu: ${code}. Hieu luc 5 phut. Khong cung cap ma nay cho bat ky ai.`;
  await sms({ to: phone, text }).catch((cause: unknown) => {
    app.log("warn", "sms.failed", { reason: cause instanceof Error ? cause.message : String(cause) });
    throw new MailError("sms.failed", "gateway", { cause });
  });
  return { hash: smsHash(code), until: app.clock.now() + SMS_CODE_MS };
}

/** Whether a code is the one that was sent, and still holds. */
export function isCode(kept: SmsCode | null, code: string, nowMs: number): boolean {
  return kept !== null && nowMs <= kept.until && kept.hash === smsHash(code);
}

/** The telephone as it is shown to somebody who may be another: its last digits. */
export function maskedPhone(phone: string): string {
  return `••• ${phone.slice(-3)}`;
}

function smsHash(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

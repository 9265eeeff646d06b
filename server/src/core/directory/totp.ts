import type { AccountId } from "@congthu/shared/ids";
import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
/** Clocks of telephones are up to a step off. RFC 6238 §5.2 */
const WINDOW = 1;

/** For what the secret of somebody's authenticator app is sealed: in another account's row it opens nothing. */
export function totpPurpose(accountId: AccountId): string {
  return `totp ${accountId}`;
}

/** A new shared secret, 160 random bits in base32. RFC 4226 §4 */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator app reads from the QR code. */
export function totpUri(q: { secret: string; address: string; issuer: string }): string {
  return totp(q.secret, q).toString();
}

/** The time step a code stands for, or null when it is wrong. Each step is taken once: the caller compares with the last. RFC 6238 §5.2 */
export function totpStep(secret: string, code: string, nowMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret).validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_S) + delta;
}

function totp(secret: string, q: { address: string; issuer: string } = { address: "", issuer: "" }): TOTP {
  return new TOTP({
    issuer: q.issuer,
    label: q.address,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });
}

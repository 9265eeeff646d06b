import type { AppChannel, NewFactor, SecurityReply, SignInEntry } from "@congthu/shared/api/security";
import { callApi } from "../data/api-client.ts";

const BASE = "/api/auth/security";
type Passkey = Record<string, unknown>;
type Added = { recoveryCodes: string[] | null };

/** Everything by which the person comes in. Each of these throws ApiError when refused. */
export const readSecurity = (signal?: AbortSignal) =>
  callApi<SecurityReply>("GET", BASE, signal === undefined ? {} : { signal });

export const confirmPassword = (password: string) => callApi<null>("POST", `${BASE}/confirm`, { body: { password } });

export const beginTotp = () => callApi<{ ticket: string; secret: string; uri: string }>("POST", `${BASE}/totp`);
export const beginSms = (phone: string) => callApi<{ ticket: string }>("POST", `${BASE}/sms`, { body: { phone } });
export const addFactor = (body: NewFactor) => callApi<Added>("POST", `${BASE}/factors`, { body });
export const removeFactor = (id: string) => callApi<null>("DELETE", `${BASE}/factors/${id}`);
export const renewRecoveryCodes = () => callApi<{ recoveryCodes: string[] }>("POST", `${BASE}/recovery-codes`);

/** Makes a passkey on this device. Rejects with the browser's own error when the person leaves it. */
export async function addPasskey(label: string): Promise<Added> {
  const begun = await callApi<{ ticket: string; passkey: Passkey }>("POST", `${BASE}/passkey`);
  const { startRegistration } = await import("@simplewebauthn/browser");
  type Options = Parameters<typeof startRegistration>[0]["optionsJSON"];
  const passkey = await startRegistration({ optionsJSON: begun.passkey as unknown as Options });
  return addFactor({ kind: "passkey", ticket: begun.ticket, label, passkey: { ...passkey } });
}

export const createAppPassword = (body: { label: string; channels: AppChannel[]; days: number }) =>
  callApi<{ id: string; password: string; expiresAt: number }>("POST", `${BASE}/app-passwords`, { body });
export const revokeAppPassword = (id: string) => callApi<null>("DELETE", `${BASE}/app-passwords/${id}`);

/** Ends one session; all others, and mail programs, without an id. */
export const endSessions = (sessionId?: string) =>
  callApi<null>("POST", `${BASE}/sign-outs`, { body: sessionId === undefined ? {} : { sessionId } });

export const listSignIns = (before?: string) =>
  callApi<{ items: SignInEntry[]; next: string | null }>(
    "GET",
    `${BASE}/sign-ins?limit=20${before === undefined ? "" : `&before=${encodeURIComponent(before)}`}`,
  );

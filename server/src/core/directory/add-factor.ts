import type { NewFactor } from "@congthu/shared/api/security";
import { randomId } from "../../lib/ids.ts";
import type { SendSms } from "../../lib/sms.ts";
import type { Tx } from "../../store/db.ts";
import { type FactorRow, factorsOf, insertFactor, recoveryCodesLeft } from "../../store/second-factors.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { type Place, passkeyCreation, readNewPasskey } from "./passkeys.ts";
import { newRecoveryCodesIn } from "./second-factors.ts";
import { isCode, type SmsCode, sendCode } from "./sms-code.ts";
import { keepTicketIn, openTicket, readTicket, spendTicketIn, type Ticket } from "./tickets.ts";
import { newTotpSecret, totpPurpose, totpStep, totpUri } from "./totp.ts";

type Deps = Pick<App, "clock" | "db" | "log" | "secrets" | "signOuts">;
type Fresh = Pick<FactorRow, "kind" | "secret" | "credential_id" | "counter">;

const ISSUER = "Công Thư";
const MOST = 10;

/** Begins with an authenticator app: the secret as text and as the URI of a QR code. It counts once a code of it was shown. */
export async function beginTotp(app: Deps, principal: Principal) {
  const { account_id: accountId, address } = principal.account;
  const secret = newTotpSecret();
  const ticket = await openTicket(app, {
    kind: "totp",
    accountId,
    state: { secret: app.secrets.seal(totpPurpose(accountId), secret) },
  });
  return { ticket, secret, uri: totpUri({ secret, address, issuer: ISSUER }) };
}

/** Begins with a passkey: what the browser needs to make one. */
export async function beginPasskey(app: Deps, principal: Principal, place: Place) {
  const { account_id: accountId, address, full_name: name } = principal.account;
  const factors = await app.db.read((r) => factorsOf(r, accountId));
  const known = factors.flatMap((f) => (f.credential_id === null ? [] : [f.credential_id]));
  const passkey = await passkeyCreation({ place, account: { id: accountId, address, name }, known });
  const ticket = await openTicket(app, { kind: "passkey", accountId, state: { challenge: passkey.challenge } });
  return { ticket, passkey: { ...passkey } };
}

/** Begins with a telephone: a code goes to it. Throws sms.failed. */
export async function beginSms(app: Deps, principal: Principal, q: { sms: SendSms | null; phone: string }) {
  const code = await sendCode(app, q.sms, q.phone);
  const state = { phone: q.phone, code };
  return { ticket: await openTicket(app, { kind: "sms", accountId: principal.account.account_id, state }) };
}

/**
 * Adds the factor that was begun once the person has shown that it works; the first one brings recovery codes. Throws ticket.expired,
 * auth.factorFailed, invalid (too many).
 */
export async function addFactor(
  app: Deps,
  principal: Principal,
  q: NewFactor & { place: Place },
): Promise<{ recoveryCodes: string[] | null }> {
  const nowMs = app.clock.now();
  const accountId = principal.account.account_id;
  const ticket = await app.db.read((r) => readTicket<unknown>(r, { kind: q.kind, token: q.ticket, nowMs }));
  if (ticket.accountId !== accountId) throw new MailError("ticket.expired");
  const fresh = await shown(app, principal, { given: q, ticket, nowMs }).catch(async (err: unknown) => {
    await app.db.write((tx) => keepTicketIn(tx, ticket, true));
    throw err;
  });
  const recoveryCodes = await app.db.write(async (tx) => {
    await spendTicketIn(tx, ticket);
    if ((await factorsOf(tx, accountId)).length >= MOST) throw new MailError("invalid", "too many");
    await insertFactor(tx, {
      ...fresh,
      factor_id: randomId("f"),
      account_id: accountId,
      label: q.label,
      created_at: nowMs,
      used_at: null,
    });
    await noteIn(app, tx, principal, "account.factorAdded", { kind: q.kind, label: q.label });
    return (await recoveryCodesLeft(tx, accountId)) > 0 ? null : newRecoveryCodesIn(tx, accountId);
  });
  // Mail programs that came in by the password alone must now come by an app password.
  app.signOuts.publish({ accountId, programs: true });
  return { recoveryCodes };
}

async function shown(
  app: Pick<App, "secrets">,
  principal: Principal,
  { given: q, ticket, nowMs }: { given: NewFactor & { place: Place }; ticket: Ticket<unknown>; nowMs: number },
): Promise<Fresh> {
  if (q.kind === "passkey") {
    const { challenge } = ticket.state as { challenge: string };
    const made = await readNewPasskey({ place: q.place, challenge, answer: q.passkey });
    const { credentialId, counter, stored } = made;
    return { kind: "passkey", secret: JSON.stringify(stored), credential_id: credentialId, counter };
  }
  if (q.kind === "totp") {
    const { secret } = ticket.state as { secret: string };
    const open = app.secrets.open(totpPurpose(principal.account.account_id), secret);
    const step = totpStep(open, q.code.replace(/\s/g, ""), nowMs);
    if (step === null) throw new MailError("auth.factorFailed");
    return { kind: "totp", secret, credential_id: null, counter: step };
  }
  const { phone, code } = ticket.state as { phone: string; code: SmsCode };
  if (!isCode(code, q.code.trim(), nowMs)) throw new MailError("auth.factorFailed");
  return { kind: "sms", secret: phone, credential_id: null, counter: 0 };
}

/** Writes into the audit what somebody did with their own factors. */
export function noteIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  action: "account.factorAdded" | "account.factorRemoved",
  detail: { kind: string; label: string },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action,
    subjectKind: "account",
    subjectId: principal.account.account_id,
    agencyId: principal.account.agency_id,
    detail,
  });
}

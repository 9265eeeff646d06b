import type { FactorAnswer, FactorQuestion } from "@congthu/shared/api/auth";
import type { AccountId } from "@congthu/shared/ids";
import type { SendSms } from "../../lib/sms.ts";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import {
  type FactorRow,
  factorsOf,
  passkeyByCredential,
  recoveryCodesLeft,
  spendRecoveryCode,
  useFactor,
} from "../../store/second-factors.ts";
import type { SessionMeans } from "../../store/sessions.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { checkPasskey, type PasskeyAnswer, type Place, passkeyRequest, type StoredPasskey } from "./passkeys.ts";
import { recoveryHash } from "./second-factors.ts";
import { finishSignIn, noteFailure, type SignIn } from "./sign-in.ts";
import { requireNoWait } from "./sign-in-waits.ts";
import { isCode, maskedPhone, type SmsCode, sendCode } from "./sms-code.ts";
import { keepTicketIn, openTicket, readTicket, spendTicketIn, type Ticket } from "./tickets.ts";
import { totpPurpose, totpStep } from "./totp.ts";

type Deps = Pick<App, "clock" | "db" | "log" | "metrics" | "secrets" | "signOuts" | "site">;
/** Who is at the browser, as far as it says. */
export type Client = Pick<SignIn, "ip" | "agent" | "device" | "channel"> & { place: Place };
type State = { challenge: string; sms: SmsCode | null; means: "password" | "oidc" };

/** Asks for a second factor of somebody whose password was right (or whom the provider vouched for). */
export async function askFactor(
  app: Deps,
  q: { accountId: AccountId; factors: readonly FactorRow[]; place: Place; means: "password" | "oidc" },
): Promise<FactorQuestion> {
  const keys = q.factors.filter((f) => f.kind === "passkey");
  const phone = q.factors.find((f) => f.kind === "sms")?.secret;
  const known = keys.map((f) => f.credential_id ?? "");
  const passkey = known.length > 0 ? await passkeyRequest({ place: q.place, known }) : null;
  const left = await app.db.read((r) => recoveryCodesLeft(r, q.accountId));
  const state: State = { challenge: passkey?.challenge ?? "", sms: null, means: q.means };
  const kinds = (["totp", "passkey", "sms"] as const).filter((kind) => q.factors.some((f) => f.kind === kind));
  return {
    ticket: await openTicket(app, { kind: "signIn", accountId: q.accountId, state }),
    methods: [...kinds, ...(left > 0 ? (["recovery"] as const) : [])],
    passkey: passkey && { ...passkey },
    smsTo: phone === undefined ? null : maskedPhone(phone),
  };
}

/** Begins a sign-in by passkey alone, for whomever the device knows. */
export async function askPasskey(
  app: Deps,
  place: Place,
): Promise<{ ticket: string; passkey: Record<string, unknown> }> {
  const passkey = await passkeyRequest({ place, known: [] });
  const ticket = await openTicket(app, {
    kind: "passkeySignIn",
    accountId: null,
    state: { challenge: passkey.challenge },
  });
  return { ticket, passkey: { ...passkey } };
}

/** Sends the code of a sign-in that waits for it. Throws ticket.expired, sms.failed; rate.limited before a minute is over. */
export async function sendSignInCode(app: Deps, sms: SendSms | null, token: string): Promise<void> {
  const nowMs = app.clock.now();
  const { ticket, phone } = await app.db.read(async (r) => {
    const found = await readTicket<State>(r, { kind: "signIn", token, nowMs });
    const factors = found.accountId ? await factorsOf(r, found.accountId) : [];
    return { ticket: found, phone: factors.find((f) => f.kind === "sms")?.secret };
  });
  if (phone === undefined) throw new MailError("notFound");
  if (ticket.state.sms && nowMs < ticket.state.sms.until - 4 * 60_000) throw new MailError("rate.limited");
  const code = await sendCode(app, sms, phone);
  await app.db.write((tx) => keepTicketIn(tx, { ...ticket, state: { ...ticket.state, sms: code } }, false));
}

/**
 * Ends a sign-in of several steps. Throws ticket.expired, auth.factorFailed (counted like a wrong password), auth.locked, rate.limited.
 */
export async function answerFactor(
  app: Deps,
  q: FactorAnswer & { client: Client },
): Promise<{ account: AccountRow; means: SessionMeans }> {
  return "passkey" in q ? byPasskey(app, q.ticket, q.passkey, q.client) : byCode(app, q.ticket, q.code, q.client);
}

async function byCode(app: Deps, token: string, code: string, client: Client) {
  const nowMs = app.clock.now();
  const { ticket, account, factors } = await app.db.read(async (r) => {
    const found = await readTicket<State>(r, { kind: "signIn", token, nowMs });
    if (!found.accountId) throw new MailError("ticket.expired");
    return {
      ticket: found,
      account: await activeAccount(r, found.accountId, client, nowMs),
      factors: await factorsOf(r, found.accountId),
    };
  });
  const means = await codeMeans(app, { ticket, factors, code: code.trim(), nowMs });
  if (!means) return refuse(app, { ticket, account, client });
  await finishSignIn(app, account, client);
  return { account, means };
}

/** Which of the person's codes this is, used up with the ticket in one commit; undefined when it is none of them. */
function codeMeans(
  app: Deps,
  q: { ticket: Ticket<State>; factors: readonly FactorRow[]; code: string; nowMs: number },
): Promise<SessionMeans | undefined> {
  const { ticket, factors, nowMs } = q;
  const accountId = ticket.accountId as AccountId;
  const code = q.code.replace(/\s/g, "");
  return app.db.write(async (tx) => {
    for (const factor of factors) {
      const secret = factor.kind === "totp" ? app.secrets.open(totpPurpose(accountId), factor.secret) : null;
      const step = secret === null ? null : totpStep(secret, code, nowMs);
      const use = { factorId: factor.factor_id, at: nowMs };
      if (step !== null && (await useFactor(tx, { ...use, counter: step, strictly: true }))) {
        await spendTicketIn(tx, ticket);
        return "totp";
      }
      if (factor.kind === "sms" && isCode(ticket.state.sms, code, nowMs)) {
        await useFactor(tx, { ...use, counter: 0, strictly: false });
        await spendTicketIn(tx, ticket);
        return "sms";
      }
    }
    if (!(await spendRecoveryCode(tx, accountId, recoveryHash(code)))) return undefined;
    await spendTicketIn(tx, ticket);
    return "recovery";
  });
}

async function byPasskey(app: Deps, token: string, answer: PasskeyAnswer, client: Client) {
  const nowMs = app.clock.now();
  const credentialId = String(answer.id ?? "");
  const { ticket, key, account } = await app.db.read(async (r) => {
    const found = await eitherTicket(r, token, nowMs);
    const factor = await passkeyByCredential(r, credentialId);
    const owner = found.accountId ?? factor?.account_id;
    if (!owner) throw new MailError("auth.factorFailed");
    return { ticket: found, key: factor, account: await activeAccount(r, owner, client, nowMs) };
  });
  if (key?.account_id !== account.account_id) return refuse(app, { ticket, account, client });
  const stored = JSON.parse(key.secret) as StoredPasskey;
  const passkey = { ...stored, credentialId, counter: key.counter };
  const challenge = ticket.state.challenge;
  const counter = await checkPasskey({ place: client.place, challenge, answer, passkey }).catch((err: unknown) =>
    err instanceof MailError ? undefined : Promise.reject(err),
  );
  if (counter === undefined) return refuse(app, { ticket, account, client });
  await app.db.write(async (tx) => {
    await spendTicketIn(tx, ticket);
    await useFactor(tx, { factorId: key.factor_id, counter, strictly: false, at: nowMs });
  });
  await finishSignIn(app, account, client);
  return { account, means: "passkey" as const };
}

type AnyState = Pick<State, "challenge">;

async function eitherTicket(
  r: Parameters<typeof readTicket>[0],
  token: string,
  nowMs: number,
): Promise<Ticket<AnyState>> {
  return readTicket<AnyState>(r, { kind: "signIn", token, nowMs }).catch((err: unknown) => {
    if (err instanceof MailError) return readTicket<AnyState>(r, { kind: "passkeySignIn", token, nowMs });
    throw err;
  });
}

async function activeAccount(
  r: Parameters<typeof accountById>[0],
  accountId: AccountId,
  client: Client,
  nowMs: number,
): Promise<AccountRow> {
  const account = await accountById(r, accountId);
  if (account?.status !== "active") throw new MailError("auth.locked");
  const rule = await readSetting(r, "signIn");
  await requireNoWait(r, { account, ip: client.ip, rule, nowMs });
  return account;
}

async function refuse(app: Deps, q: { ticket: Ticket<AnyState>; account: AccountRow; client: Client }): Promise<never> {
  const rule = await app.db.read((r) => readSetting(r, "signIn"));
  await app.db.write((tx) => keepTicketIn(tx, q.ticket, true));
  const tried: SignIn = { login: q.account.address, password: "", ...q.client };
  await noteFailure(app, { account: q.account, tried, rule, result: "factor" });
  throw new MailError("auth.factorFailed");
}

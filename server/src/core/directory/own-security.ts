import type { SecurityReply, SignInEntry } from "@congthu/shared/api/security";
import type { AccountId, SessionId } from "@congthu/shared/ids";
import { appPasswordsOf } from "../../store/app-passwords.ts";
import { deleteFactor, deleteFactorsOf, recoveryCodesLeft } from "../../store/second-factors.ts";
import { confirmSession, sessionById, sessionsOf } from "../../store/sessions.ts";
import { signInsOf } from "../../store/sign-ins.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { noteIn } from "./add-factor.ts";
import { endAccessIn, endSessionIn } from "./end-access.ts";
import { factorState, newRecoveryCodesIn } from "./second-factors.ts";
import type { Session } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

type Deps = Pick<App, "clock" | "db" | "log" | "metrics" | "signOuts" | "site">;

/** For how long after showing who one is the ways to come in may be changed. */
const CONFIRMED_MS = 15 * 60_000;

/** Everything by which a person comes in. `hasSms`: a gateway is configured. */
export function readSecurity(
  app: Deps,
  principal: Principal,
  q: { current: SessionId | ""; hasSms: boolean },
): Promise<SecurityReply> {
  const { account, ip } = principal;
  return app.db.read(async (r) => {
    const state = await factorState(app, r, { account, ip });
    const { appPasswordDays } = await readSetting(r, "secondFactor");
    return {
      factors: state.factors.map((f) => ({
        id: f.factor_id,
        kind: f.kind,
        label: f.label,
        createdAt: f.created_at,
        usedAt: f.used_at,
      })),
      required: state.required,
      recoveryCodesLeft: await recoveryCodesLeft(r, account.account_id),
      appPasswords: (await appPasswordsOf(r, account.account_id)).map((a) => ({
        id: a.app_password_id,
        label: a.label,
        channels: a.channels.split(" ") as SecurityReply["appPasswords"][number]["channels"],
        createdAt: a.created_at,
        expiresAt: a.expires_at,
        usedAt: a.used_at,
        usedIp: a.used_ip,
      })),
      appPasswordsNeeded: state.appPasswords,
      appPasswordDays,
      hasSms: q.hasSms,
      sessions: await sessionEntries(r, account.account_id, q.current),
    };
  });
}

/** The sessions of an account, the newest first. */
export async function sessionEntries(
  r: Parameters<typeof sessionsOf>[0],
  accountId: AccountId,
  current: SessionId | "",
): Promise<SecurityReply["sessions"]> {
  return (await sessionsOf(r, accountId)).map((s) => ({
    id: s.session_id,
    isCurrent: s.session_id === current,
    means: s.means,
    createdAt: s.created_at,
    seenAt: s.seen_at,
    ip: s.ip,
    agent: s.agent,
  }));
}

/** A page of the sign-ins of an account, the newest first. */
export async function listSignIns(
  app: Pick<App, "db">,
  accountId: AccountId,
  q: { before?: string | undefined; limit: number },
): Promise<{ items: SignInEntry[]; next: string | null }> {
  const rows = await app.db.read((r) => signInsOf(r, { accountId, before: q.before ?? "~", limit: q.limit + 1 }));
  const items = rows.slice(0, q.limit).map((s) => ({
    id: s.sign_in_id,
    at: s.at,
    channel: s.channel as SignInEntry["channel"],
    ip: s.ip,
    agent: s.agent,
    result: s.result,
  }));
  return { items, next: rows.length > q.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Throws auth.confirm unless the person of this session has lately shown who they are. */
export function requireConfirmed(app: Pick<App, "clock">, session: Session | undefined): void {
  if (!session || app.clock.now() - session.confirmed_at > CONFIRMED_MS) throw new MailError("auth.confirm");
}

/** Shows the password again. Throws what sign-in throws. */
export async function confirmPassword(
  app: Deps,
  principal: Principal,
  q: { password: string; session: Session | undefined; agent: string },
): Promise<void> {
  const { session } = q;
  if (!session) throw new MailError("auth.required");
  const { account, ip } = principal;
  await signIn(app, { login: account.address, password: q.password, channel: "web", ip, agent: q.agent });
  await app.db.write((tx) => confirmSession(tx, session.session_id, app.clock.now()));
}

/** Takes a factor away. Throws notFound, factor.last (it is the last, and the account must have one). */
export function removeFactor(app: Deps, principal: Principal, factorId: string): Promise<void> {
  const { account, ip } = principal;
  return app.db.write(async (tx) => {
    const { factors, required } = await factorState(app, tx, { account, ip });
    const found = factors.find((f) => f.factor_id === factorId);
    if (!found) throw new MailError("notFound");
    if (required && factors.length === 1) throw new MailError("factor.last");
    await deleteFactor(tx, account.account_id, factorId);
    if (factors.length === 1) await deleteFactorsOf(tx, account.account_id);
    await noteIn(app, tx, principal, "account.factorRemoved", { kind: found.kind, label: found.label });
  });
}

/** New recovery codes, shown this once; the old ones are worth nothing. Throws notFound without a factor. */
export function renewRecoveryCodes(app: Deps, principal: Principal): Promise<{ recoveryCodes: string[] }> {
  const { account, ip } = principal;
  return app.db.write(async (tx) => {
    if ((await factorState(app, tx, { account, ip })).factors.length === 0) throw new MailError("notFound");
    return { recoveryCodes: await newRecoveryCodesIn(tx, account.account_id) };
  });
}

/** Ends one of the person's sessions, or all but the one that asks and the connections of mail programs. Throws notFound. */
export function endOwnSessions(
  app: Pick<App, "db" | "signOuts">,
  principal: Principal,
  q: { sessionId?: string | undefined; keep: SessionId | "" },
): Promise<void> {
  const accountId = principal.account.account_id;
  return app.db.write(async (tx) => {
    if (q.sessionId === undefined) {
      await endAccessIn(app, tx, { accountId, keep: q.keep });
      return;
    }
    const session = await sessionById(tx, q.sessionId as SessionId);
    if (session?.account_id !== accountId) throw new MailError("notFound");
    await endSessionIn(app, tx, { accountId, sessionId: session.session_id });
  });
}

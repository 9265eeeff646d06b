import { createHash, timingSafeEqual } from "node:crypto";
import { addressKey } from "@congthu/shared/address";
import type { SettingValue } from "@congthu/shared/api/setting-values";
import { localDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { secretToken, timeId } from "../../lib/ids.ts";
import { createKeyedMutex } from "../../lib/mutex.ts";
import { type AccountRow, accountById, updateAccount } from "../../store/accounts.ts";
import { addressRow } from "../../store/addresses.ts";
import type { AppPasswordRow } from "../../store/app-passwords.ts";
import type { Reader } from "../../store/db.ts";
import { allDomains } from "../../store/domains.ts";
import { type Channel, insertMailLog } from "../../store/mail-log.ts";
import type { FactorRow } from "../../store/second-factors.ts";
import type { SignInResult } from "../../store/sign-ins.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { appPasswordFor, looksLikeAppPassword } from "./app-passwords.ts";
import { directoryTakes } from "./ldap-password.ts";
import { passwordDue } from "./password-due.ts";
import { verifyPassword } from "./passwords.ts";
import { factorState } from "./second-factors.ts";
import { networkOf, noteFailureIn, noteSignInIn, requireNoWait } from "./sign-in-waits.ts";
import { isWebChannel } from "./web-channel.ts";

export type SignIn = {
  login: string;
  password: string;
  channel: Channel;
  ip: string;
  /** What the client calls itself. */
  agent?: string;
  /** The mark the browser got at an earlier sign-in. */
  device?: string;
};
export type SignedIn = {
  account: AccountRow;
  mustChangePassword: boolean;
  /** By web, what must be shown beside the password before `finishSignIn`; empty when nothing. */
  factors: FactorRow[];
  by: "password" | "appPassword";
};

type Deps = Pick<App, "clock" | "db" | "log" | "metrics" | "signOuts" | "site">;

/** How long a password that was just verified is known again without argon2; IMAP clients sign in by the dozen. */
const REMEMBER_MS = 5 * 60_000;

/** Tries at one account are taken one after another: a hundred at once are as many guesses as a hundred in a row. */
const inTurn = createKeyedMutex();

/**
 * Checks a login (address, or local part within the first domain) and password; of mail programs an app password, which they must use where the person
 * has or needs a second factor. Throws auth.failed, auth.locked, auth.appPassword, rate.limited (too many wrong tries of the account or its network;
 * the wait doubles). A success is a usage fact of the channel; every try at a known account is in its history.
 */
export function signIn(app: Deps, q: SignIn): Promise<SignedIn> {
  return inTurn(addressKey(q.login), () => signInNow(app, q));
}

async function signInNow(app: Deps, q: SignIn): Promise<SignedIn> {
  const nowMs = app.clock.now();
  const { account, rule } = await app.db.read(async (r) => {
    const found = { account: await accountForLogin(r, q.login), rule: await readSetting(r, "signIn") };
    await requireNoWait(r, { ...found, ip: q.ip, nowMs });
    return found;
  });
  const byApp = account && (await appPasswordOf(app, account, q));
  if (!byApp && !(await passwordFits(app, { account, password: q.password, nowMs }))) {
    await noteFailure(app, { account, tried: q, rule, result: "password" });
    throw new MailError("auth.failed");
  }
  if (!account || account.kind === "agency") throw new MailError("auth.failed");
  if (account.status !== "active") throw new MailError("auth.locked");
  if (byApp) {
    await finishSignIn(app, account, { ...q, device: byApp.app_password_id });
    return { account, mustChangePassword: false, factors: [], by: "appPassword" };
  }
  const { due, state } = await app.db.read(async (r) => ({
    due: await passwordDue(r, account, nowMs),
    state: await factorState(app, r, { account, ip: q.ip }),
  }));
  if (!isWebChannel(q.channel) && state.appPasswords) throw new MailError("auth.appPassword");
  const factors = isWebChannel(q.channel) && state.asked ? state.factors : [];
  if (factors.length === 0) await finishSignIn(app, account, q);
  return { account, mustChangePassword: due !== null, factors, by: "password" };
}

/** The app password given, where there is one: a program that has one is asked for nothing else. */
async function appPasswordOf(app: Deps, account: AccountRow, q: SignIn): Promise<AppPasswordRow | undefined> {
  if (isWebChannel(q.channel) || !looksLikeAppPassword(q.password)) return undefined;
  return appPasswordFor(app, { account, password: q.password, channel: q.channel, ip: q.ip });
}

/** Counts a wrong password or code, of a known account or not. */
export async function noteFailure(
  app: Deps,
  q: { account: AccountRow | undefined; tried: SignIn; rule: SettingValue<"signIn">; result: SignInResult },
): Promise<void> {
  const { channel, ip } = q.tried;
  app.metrics.count("congthu_sign_ins_total", { channel, result: "failed" });
  app.log("warn", "signIn.failed", { channel, ip, known: q.account !== undefined, result: q.result });
  await app.db.write((tx) => noteFailureIn(app, tx, q));
}

/** Notes that somebody is in: wrong tries are forgiven, history and usage facts written. */
export async function finishSignIn(
  app: Deps,
  account: AccountRow,
  q: Omit<SignIn, "login" | "password">,
): Promise<void> {
  const nowMs = app.clock.now();
  app.metrics.count("congthu_sign_ins_total", { channel: q.channel, result: "ok" });
  const key = `${account.account_id} ${q.channel}`;
  const isWeb = isWebChannel(q.channel);
  const isFact = isWeb || isFirstToday(key, nowMs);
  const isNews = isWeb || isFirstToday(`${key} ${networkOf(q.ip)}`, nowMs);
  if (account.failed_count === 0 && !isFact && !isNews) return;
  await app.db.write(async (tx) => {
    if (account.failed_count > 0) await updateAccount(tx, account.account_id, { failed_count: 0, failed_at: 0 });
    if (isNews) await noteSignInIn(tx, { account, tried: q, at: nowMs, result: "ok" });
    if (isFact) await insertMailLog(tx, [signedInFact(account, q.channel, nowMs)]);
  });
}

/** The account a login names, whatever its status; undefined when there is none. */
export async function accountForLogin(r: Reader, login: string): Promise<AccountRow | undefined> {
  const key = addressKey(login);
  const row = await addressRow(r, key.includes("@") ? key : await withFirstDomain(r, key));
  if (!row?.account_id || row.retired_at !== null) return undefined;
  return accountById(r, row.account_id);
}

async function withFirstDomain(r: Reader, local: string): Promise<string> {
  const [first] = await allDomains(r);
  return `${local}@${first?.domain ?? ""}`;
}

const notedDays = new Map<string, string>();

/**
 * Whether a sign-in by a mail program is worth writing down: by web each is a person's, mail programs come back every few minutes, so that of
 * them only the first of a day counts (and of a process; from a new network it is in the history again).
 */
function isFirstToday(key: string, nowMs: number): boolean {
  const day = localDay(nowMs);
  if (notedDays.get(key) === day) return false;
  if (notedDays.size > 500_000) notedDays.clear();
  notedDays.set(key, day);
  return true;
}

type Remembered = { digest: Buffer; hash: string; until: number };
const remembered = new Map<AccountId, Remembered>();
const pepper = secretToken();

/**
 * argon2 once (or the directory the account came from), then for a short while a keyed digest that lives in this process alone and dies with the stored
 * hash.
 */
async function passwordFits(
  app: Pick<App, "db" | "log">,
  { account, password, nowMs }: { account: AccountRow | undefined; password: string; nowMs: number },
): Promise<boolean> {
  const hash = account?.password_hash ?? "";
  const digest = createHash("sha256").update(pepper).update(password.normalize("NFC")).digest();
  const known = account && remembered.get(account.account_id);
  if (known && known.hash === hash && known.until > nowMs && timingSafeEqual(known.digest, digest)) return true;
  const byDirectory = account !== undefined && hash === "" && (await directoryTakes(app, account, password));
  if (!byDirectory && !(await verifyPassword(account?.password_hash ?? null, password))) return false;
  if (account) {
    if (remembered.size > 20_000) remembered.clear();
    remembered.set(account.account_id, { digest, hash, until: nowMs + REMEMBER_MS });
  }
  return true;
}

function signedInFact(account: AccountRow, channel: Channel, nowMs: number) {
  return {
    log_id: timeId("l", nowMs),
    at: nowMs,
    kind: "signedIn" as const,
    account_id: account.account_id,
    agency_id: account.agency_id,
    channel,
    peer: "" as const,
    trace_id: "",
    sender: "",
    recipient: "",
    message_id: "",
    size_bytes: 0,
    remote: "",
    reply: "",
  };
}

import { createHash, timingSafeEqual } from "node:crypto";
import { addressKey } from "@congthu/shared/address";
import { localDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { secretToken, timeId } from "../../lib/ids.ts";
import { type AccountRow, accountById, updateAccount } from "../../store/accounts.ts";
import { addressRow } from "../../store/addresses.ts";
import type { Reader } from "../../store/db.ts";
import { allDomains } from "../../store/domains.ts";
import { type Channel, insertMailLog } from "../../store/mail-log.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { verifyPassword } from "./passwords.ts";

export type SignIn = { login: string; password: string; channel: Channel; ip: string };
export type SignedIn = { account: AccountRow; mustChangePassword: boolean };

type Deps = Pick<App, "clock" | "db" | "log" | "metrics">;

/** After this many wrong passwords in a row the account waits before the next try (TCVN 14423 suggests 5). */
const FREE_TRIES = 5;
const LONGEST_WAIT_MS = 15 * 60_000;
/** How long a password that was just verified is known again without argon2; IMAP clients sign in by the dozen. */
const REMEMBER_MS = 5 * 60_000;

/**
 * Checks a login (address, or local part within the first domain) and password. Throws auth.failed, auth.locked,
 * rate.limited (too many wrong tries; the wait doubles). A success is a usage fact of the channel.
 */
export async function signIn(app: Deps, q: SignIn): Promise<SignedIn> {
  const account = await app.db.read((r) => accountForLogin(r, q.login));
  const nowMs = app.clock.now();
  if (account && nowMs < waitUntil(account)) throw new MailError("rate.limited");
  if (!(await passwordFits(account, q.password, nowMs))) {
    await noteFailure(app, account, q);
    throw new MailError("auth.failed");
  }
  if (!account || account.kind === "agency") throw new MailError("auth.failed");
  if (account.status !== "active") throw new MailError("auth.locked");
  const isNews = isFirstToday(account.account_id, q.channel, nowMs);
  if (account.failed_count > 0 || isNews)
    await app.db.write(async (tx) => {
      if (account.failed_count > 0) await updateAccount(tx, account.account_id, { failed_count: 0, failed_at: 0 });
      if (isNews) await insertMailLog(tx, [signedInFact(account, q.channel, nowMs)]);
    });
  app.metrics.count("congthu_sign_ins_total", { channel: q.channel, result: "ok" });
  return { account, mustChangePassword: account.must_change === 1 };
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

function waitUntil(a: AccountRow): number {
  const over = a.failed_count - FREE_TRIES;
  return over < 0 ? 0 : a.failed_at + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** over);
}

async function noteFailure(app: Deps, account: AccountRow | undefined, q: SignIn): Promise<void> {
  app.metrics.count("congthu_sign_ins_total", { channel: q.channel, result: "failed" });
  app.log("warn", "signIn.failed", { channel: q.channel, ip: q.ip, known: account !== undefined });
  if (!account) return;
  const failed_at = app.clock.now();
  await app.db.write((tx) =>
    updateAccount(tx, account.account_id, { failed_count: account.failed_count + 1, failed_at }),
  );
}

const notedDays = new Map<string, string>();

/**
 * Whether a sign-in is worth a fact: by web each is a person's; mail programs come back every few minutes, so that of them
 * only the first of a day (and of a process) is.
 */
function isFirstToday(accountId: AccountId, channel: Channel, nowMs: number): boolean {
  if (channel === "web") return true;
  const key = `${accountId} ${channel}`;
  const day = localDay(nowMs);
  if (notedDays.get(key) === day) return false;
  if (notedDays.size > 500_000) notedDays.clear();
  notedDays.set(key, day);
  return true;
}

type Remembered = { digest: Buffer; hash: string; until: number };
const remembered = new Map<AccountId, Remembered>();
const pepper = secretToken();

/** argon2 once, then for a short while a keyed digest that lives in this process alone and dies with the stored hash. */
async function passwordFits(account: AccountRow | undefined, password: string, nowMs: number): Promise<boolean> {
  const hash = account?.password_hash ?? null;
  const digest = createHash("sha256").update(pepper).update(password.normalize("NFC")).digest();
  const known = account && remembered.get(account.account_id);
  if (known && known.hash === hash && known.until > nowMs && timingSafeEqual(known.digest, digest)) return true;
  if (!(await verifyPassword(hash, password))) return false;
  if (account && hash !== null) {
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

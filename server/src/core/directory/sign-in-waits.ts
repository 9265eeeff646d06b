import { isIPv6 } from "node:net";
import type { SettingValue } from "@congthu/shared/api/setting-values";
import type { AccountId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import type { AccountRow } from "../../store/accounts.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  countAccountFailure,
  countSourceFailure,
  hasSignedIn,
  hasSignedInFrom,
  hasSignedInWith,
  insertSignIn,
  insertSignInAlert,
  type SignInResult,
  sourceOf,
} from "../../store/sign-ins.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { BY_RULE, takeStepIn } from "../provisioning/take-step.ts";
import type { SignIn } from "./sign-in.ts";
import { isWebChannel } from "./web-channel.ts";

type Rule = SettingValue<"signIn">;

const LONGEST_WAIT_MS = 15 * 60_000;
/** What a network did wrong is forgiven after so long without another. */
const FORGIVE_MS = 3_600_000;

/** The network of an address, whose tries are counted together: all of IPv4, the /64 that one household or machine has of IPv6. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const groups = [...left, ...(plain.includes("::") ? zeros : []), ...right].slice(0, 4);
  return `${groups.map((g) => Number.parseInt(g, 16).toString(16)).join(":")}::/64`;
}

/** How long to wait after so many wrong tries: nothing at first, then a second, doubling to a quarter of an hour. */
export function waitMs(failed: number, free: number): number {
  return failed < free ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failed - free));
}

/**
 * Throws rate.limited while the account, or the network it is asked from, waits after wrong tries. Whoever has signed in from a network
 * before does not wait for what others guess from it: an agency is often one address.
 */
export async function requireNoWait(
  r: Reader,
  q: { account: AccountRow | undefined; ip: string; rule: Rule; nowMs: number },
): Promise<void> {
  const { account, rule, nowMs } = q;
  if (account && nowMs < account.failed_at + waitMs(account.failed_count, rule.throttleAfter))
    throw new MailError("rate.limited");
  const network = networkOf(q.ip);
  const source = await sourceOf(r, network);
  if (!source || nowMs >= source.failed_at + waitMs(source.failed_count, rule.networkThrottleAfter)) return;
  if (account && (await hasSignedInFrom(r, account.account_id, network))) return;
  throw new MailError("rate.limited");
}

/** Counts a wrong try against account and network; locks the account after as many as the setting says. Audited when it locks. */
export async function noteFailureIn(
  app: Pick<App, "clock" | "signOuts">,
  tx: Tx,
  q: { account: AccountRow | undefined; tried: SignIn; rule: Rule; result: SignInResult },
): Promise<void> {
  const { account, tried, rule } = q;
  const at = app.clock.now();
  const login = tried.login.trim().toLowerCase().slice(0, 320);
  await countSourceFailure(tx, { network: networkOf(tried.ip), login, at, since: at - FORGIVE_MS });
  if (!account) return;
  await noteSignInIn(tx, { account, tried, at, result: q.result });
  const failures = await countAccountFailure(tx, account.account_id, at);
  if (rule.lockAfter === 0 || failures < rule.lockAfter || account.status !== "active") return;
  const detail = { failures, channel: tried.channel, network: networkOf(tried.ip) };
  const step = { ...BY_RULE, accountId: account.account_id, reason: "wrongPasswords" as const };
  await takeStepIn(app, tx, null, step, detail);
}

/**
 * Whether the owner should hear of a sign-in: by a browser that was never used before, or by a mail program from a network from which nobody has
 * come. The very first sign-in is nobody else's.
 */
async function isStrange(
  r: Reader,
  accountId: AccountId,
  tried: Pick<SignIn, "channel" | "ip" | "device">,
): Promise<boolean> {
  if (!(await hasSignedIn(r, accountId))) return false;
  return isWebChannel(tried.channel)
    ? !(await hasSignedInWith(r, accountId, tried.device ?? ""))
    : !(await hasSignedInFrom(r, accountId, networkOf(tried.ip)));
}

/** Writes a try into the history of sign-ins. */
export async function noteSignInIn(
  tx: Tx,
  q: { account: AccountRow; tried: Omit<SignIn, "login" | "password">; at: number; result: SignInResult },
): Promise<void> {
  const { account, tried, at, result } = q;
  const signInId = timeId("s", at);
  if (result === "ok" && (await isStrange(tx, account.account_id, tried)))
    await insertSignInAlert(tx, account.account_id, signInId);
  await insertSignIn(tx, {
    account_id: account.account_id,
    sign_in_id: signInId,
    at,
    channel: tried.channel,
    ip: tried.ip,
    network: networkOf(tried.ip),
    agent: (tried.agent ?? "").slice(0, 300),
    device: tried.device ?? "",
    result,
  });
}

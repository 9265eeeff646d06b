import { createHash, randomInt } from "node:crypto";
import { BlockList, isIP } from "node:net";
import { localDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import type { AccountRow } from "../../store/accounts.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { grantsOf } from "../../store/grants.ts";
import { type FactorRow, factorsOf, putRecoveryCodes } from "../../store/second-factors.ts";
import type { App } from "../app.ts";
import { readSetting } from "../settings/read-setting.ts";

/** What an account has beside its password, and what it needs where it is now. */
export type FactorState = {
  factors: FactorRow[];
  /** It may do nothing before it has one. */
  required: boolean;
  /** One is asked for at this sign-in. */
  asked: boolean;
  /** Mail programs, which cannot be asked, need an app password. */
  appPasswords: boolean;
};

type Owner = Pick<AccountRow, "account_id" | "kind">;

/**
 * What the policy says: whoever holds a role needs a second factor (TCVN 14423:2026 x.6.2.4) from the day the setting names, others as the setting says: nobody, everybody, or
 * whoever comes from outside the networks named. Accounts of programs without a role have none.
 */
export async function factorState(
  app: Pick<App, "clock" | "site">,
  r: Reader,
  q: { account: Owner; ip: string },
): Promise<FactorState> {
  const { people, administratorsFrom, insideNetworks } = await readSetting(r, "secondFactor");
  const factors = await factorsOf(r, q.account.account_id);
  const isAdministrator = (await grantsOf(r, q.account.account_id)).length > 0;
  const relaxed = people === "outside" && isInside(q.ip, insideNetworks) && !isAdministrator;
  const byRole = isAdministrator && !app.site.isTrial && localDay(app.clock.now()) >= administratorsFrom;
  const bySetting = q.account.kind === "person" && (people === "everyone" || (people === "outside" && !relaxed));
  const required = byRole || bySetting;
  const asked = factors.length > 0 && !relaxed;
  return { factors, required, asked, appPasswords: asked || required };
}

/** Whether an account must set up a second factor before anything else. */
export async function isFactorDue(
  app: Pick<App, "clock" | "site">,
  r: Reader,
  q: { account: Owner; ip: string },
): Promise<boolean> {
  const { required, factors } = await factorState(app, r, q);
  return required && factors.length === 0;
}

/** Whether an address is in one of the networks (10.0.0.0/8, 2001:db8::/32, or a single address). */
export function isInside(ip: string, networks: readonly string[]): boolean {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const kind = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, bits === undefined ? (kind === "ipv6" ? 128 : 32) : Number(bits), kind);
  }
  return list.check(plain, family === 6 ? "ipv6" : "ipv4");
}

const CODES = 10;
// Without letters and digits that people take for each other on paper.
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Gives an account new recovery codes, shown this once; those from before are worth nothing. Some 49 bits each. */
export async function newRecoveryCodesIn(tx: Tx, accountId: AccountId): Promise<string[]> {
  const code = () => Array.from({ length: 10 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join("");
  const codes = Array.from({ length: CODES }, code);
  await putRecoveryCodes(tx, accountId, codes.map(recoveryHash));
  return codes.map((text) => `${text.slice(0, 5)}-${text.slice(5)}`);
}

/** The form in which a recovery code is kept; spaces, dashes and case do not matter. */
export function recoveryHash(code: string): string {
  return createHash("sha256")
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .digest("hex");
}

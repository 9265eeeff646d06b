import { createHash } from "node:crypto";
import type { AccountId } from "@congthu/shared/ids";
import { secretToken } from "../../lib/ids.ts";
import { accountById } from "../../store/accounts.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { type SignIn, signIn } from "./sign-in.ts";

type Known = { accountId: AccountId; passwordHash: string | null; until: number };

/** One sign-in fact per client and five minutes, not one per request. */
const REMEMBER_MS = 5 * 60_000;
const MOST_REMEMBERED = 20_000;

/**
 * Sign-in for clients that send login and password with each request (HTTP Basic): the first is checked and counted, the next ones
 * are known for five minutes or until the password changes. Throws what signIn throws, and auth.passwordExpired.
 */
export function createSignInEachTime(app: Pick<App, "clock" | "db" | "log" | "metrics" | "signOuts" | "site">) {
  const known = new Map<string, Known>();
  const pepper = secretToken();
  app.signOuts.subscribe(({ accountId }) => {
    for (const [key, entry] of known) if (entry.accountId === accountId) known.delete(key);
  });
  return async function signInAgain(q: SignIn): Promise<AccountId> {
    const key = createHash("sha256")
      .update(`${pepper}\n${q.login}\n${q.password.normalize("NFC")}`)
      .digest("base64");
    const nowMs = app.clock.now();
    const seen = known.get(key);
    if (seen && seen.until > nowMs) {
      const account = await app.db.read((r) => accountById(r, seen.accountId));
      if (account?.status === "active" && account.password_hash === seen.passwordHash) return seen.accountId;
      known.delete(key);
    }
    const { account, mustChangePassword, by } = await signIn(app, q);
    if (mustChangePassword) throw new MailError("auth.passwordExpired");
    // Checking an app password costs nothing, and it may be taken back.
    if (by === "appPassword") return account.account_id;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, {
      accountId: account.account_id,
      passwordHash: account.password_hash,
      until: nowMs + REMEMBER_MS,
    });
    return account.account_id;
  };
}

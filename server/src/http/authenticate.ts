import { timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { type Principal, principalOf } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { type PasswordDue, passwordDue } from "../core/directory/password-due.ts";
import { isFactorDue } from "../core/directory/second-factors.ts";
import { type Session, sessionOfToken } from "../core/directory/sessions.ts";
import { createSignInEachTime } from "../core/directory/sign-in-each-time.ts";
import { isWebChannel } from "../core/directory/web-channel.ts";
import { MailError } from "../core/errors.ts";

export const COOKIE = "congthu";

/** Who asks, and how it was shown. */
export type Caller = {
  principal: Principal;
  /** Absent with HTTP Basic. */
  session?: Session;
  /** The browser sent the session by itself, so a change must show that our page asked for it. */
  byCookie: boolean;
  /** Nothing but changing the password is allowed while this is not null. */
  passwordDue: PasswordDue;
  /** Nothing but setting up a second factor is allowed while this is true. */
  factorDue: boolean;
};

export type Authenticate = (req: Request) => Promise<Caller>;

/**
 * Finds out who asks: HTTP Basic (RFC 7617 §2), a session token as Bearer (RFC 6750 §2.1), or the session cookie of our own pages.
 * Throws auth.required, and what sign-in throws.
 */
export function createAuthenticate(
  app: Pick<App, "clock" | "db" | "log" | "metrics" | "signOuts" | "site">,
): Authenticate {
  const signInAgain = createSignInEachTime(app);
  return async (req) => {
    const [scheme = "", credentials = ""] = (req.headers.authorization ?? "").split(" ");
    const ip = req.ip ?? "";
    if (scheme.toLowerCase() === "basic") {
      const accountId = await signInAgain({ ...readBasic(credentials), channel: "api", ip });
      return callerOf(app, { accountId, channel: "api", ip });
    }
    const bearer = scheme.toLowerCase() === "bearer";
    const token = bearer ? credentials : cookieOf(req);
    const session = token === undefined ? undefined : await sessionOfToken(app, token);
    if (!session) throw new MailError("auth.required");
    const { account_id: accountId, channel, means } = session;
    const caller = await callerOf(app, { accountId, channel, ip, means });
    return { ...caller, session, byCookie: !bearer };
  };
}

/** Throws what a person must do first: a password of their own, a second factor. */
export function requireNothingDue(caller: Caller): void {
  if (caller.passwordDue !== null) throw new MailError("auth.passwordExpired");
  if (caller.factorDue) throw new MailError("auth.factorNeeded");
}

/** Who an account is at this moment, and what it still owes. */
export async function callerOf(
  app: Pick<App, "clock" | "db" | "site">,
  q: Parameters<typeof principalOf>[1] & { means?: Session["means"] },
): Promise<Caller> {
  return app.db.read(async (r) => {
    const principal = await principalOf(r, q);
    // Whom a provider vouched for has shown no password of ours, and perhaps a second factor of its own.
    const byProvider = q.means === "oidc" || q.means === "oidcFactor";
    const due = byProvider ? null : await passwordDue(r, principal.account, app.clock.now());
    // Whoever came by a program has shown an app password or needs none.
    const factorDue = isWebChannel(q.channel) && q.means !== "oidcFactor" && (await isFactorDue(app, r, principal));
    return { principal, byCookie: false, passwordDue: due, factorDue };
  });
}

/**
 * Throws access.denied when a request that changes something was not sent by our own page: the session's token must come in a header,
 * which no foreign page can set, and the browser must not say that another site asked (Fetch Metadata).
 */
export function requireOwnPage(req: Request, caller: Caller): void {
  if (!caller.byCookie || req.method === "GET" || req.method === "HEAD") return;
  requireSameSite(req);
  const given = Buffer.from(String(req.headers["x-csrf-token"] ?? ""));
  const wanted = Buffer.from(caller.session?.csrf ?? "");
  const same = given.length === wanted.length && wanted.length > 0 && timingSafeEqual(given, wanted);
  if (!same) throw new MailError("access.denied", "csrf token");
}

/** Throws access.denied when the browser says that another site made it send this. */
export function requireSameSite(req: Request): void {
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") throw new MailError("access.denied", "cross-site request");
  const { origin, host } = req.headers;
  if (origin !== undefined && origin !== "null" && !sameHost(origin, host))
    throw new MailError("access.denied", "foreign origin");
  if (origin === "null") throw new MailError("access.denied", "opaque origin");
}

/** The cookie counts only where our own page, or a person at the address bar, made the browser send it. */
export function cookieOf(req: Request): string | undefined {
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return undefined;
  const found = (req.headers.cookie ?? "").split(";").find((pair) => pair.trim().startsWith(`${COOKIE}=`));
  return found?.trim().slice(COOKIE.length + 1);
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase().replace(/:(80|443)$/, "");
}

function readBasic(credentials: string): { login: string; password: string } {
  const text = Buffer.from(credentials, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1) throw new MailError("auth.failed");
  return { login: text.slice(0, colon), password: text.slice(colon + 1) };
}

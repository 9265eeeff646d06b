import { changeOwnPassword, currentSession, login, logout, type SessionReply } from "@congthu/shared/api/auth";
import type { CookieOptions, Express, Request, RequestHandler, Response } from "express";
import type { App } from "../core/app.ts";
import { changePassword } from "../core/directory/change-password.ts";
import { passwordRule } from "../core/directory/password-policy.ts";
import { endSession, openSession, type Session, sessionOfToken } from "../core/directory/sessions.ts";
import { signIn } from "../core/directory/sign-in.ts";
import { readSetting } from "../core/settings/read-setting.ts";
import { LIMITS } from "../lib/limits.ts";
import {
  type Authenticate,
  type Caller,
  COOKIE,
  callerOf,
  cookieOf,
  requireOwnPage,
  requireSameSite,
} from "./authenticate.ts";

/** Signing in and out, the session, the own password: the routes that handle the cookie themselves. */
export function mountAuth(
  server: Express,
  app: App,
  q: { authenticate: Authenticate; parseJson: RequestHandler },
): void {
  server.post(login.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    const { login: name, password } = login.body.parse(req.body);
    const ip = req.ip ?? "";
    const agent = req.headers["user-agent"] ?? "";
    const channel = webChannel(agent);
    const { account } = await signIn(app, { login: name, password, channel, ip, agent });
    await endCookieSession(app, req);
    const opened = await openSession(app, { accountId: account.account_id, channel, ip, agent });
    const caller = await callerOf(app, { accountId: account.account_id, channel, ip });
    res.cookie(COOKIE, opened.token, { ...cookieRules(req), maxAge: LIMITS.sessionLifeMs });
    sendJson(res, await describe(app, caller, opened.session));
  });

  server.get(currentSession.path, async (req, res) => {
    const caller = await q.authenticate(req);
    sendJson(res, await describe(app, caller, caller.session));
  });

  server.post(logout.path, q.parseJson, async (req, res) => {
    const caller = await q.authenticate(req);
    requireOwnPage(req, caller);
    if (caller.session) await endSession(app, caller.session);
    res.clearCookie(COOKIE, cookieRules(req));
    sendJson(res, null);
  });

  server.post(changeOwnPassword.path, q.parseJson, async (req, res) => {
    const caller = await q.authenticate(req);
    requireOwnPage(req, caller);
    const { current, next } = changeOwnPassword.body.parse(req.body);
    const accountId = caller.principal.account.account_id;
    const { channel, ip } = caller.principal;
    await changePassword(app, { accountId, current, next, keep: caller.session?.session_id ?? "", channel, ip });
    sendJson(res, null);
  });
}

async function describe(app: App, caller: Caller, session: Session | undefined): Promise<SessionReply> {
  const setting = await app.db.read((r) => readSetting(r, "passwords"));
  const { account, scopes } = caller.principal;
  return {
    account: { id: account.account_id, name: account.full_name, address: account.address },
    mustChangePassword: caller.passwordDue !== null,
    passwordDue: caller.passwordDue,
    roles: scopes.map(({ role, agencyId, agencyName }) => ({ role, agencyId, agencyName })),
    csrfToken: session?.csrf ?? "",
    passwordRule: passwordRule(setting, false),
  };
}

/** A session that the browser still had is over once somebody signs in anew on it. */
async function endCookieSession(app: App, req: Request): Promise<void> {
  const token = cookieOf(req);
  const before = token === undefined ? undefined : await sessionOfToken(app, token);
  if (before) await endSession(app, before);
}

function cookieRules(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: "strict", secure: req.secure, path: "/" };
}

function sendJson(res: Response, reply: SessionReply | null): void {
  res.setHeader("Cache-Control", "no-store");
  res.json(reply);
}

/** The page on a phone or tablet says so in its User-Agent ("Mobi", Android), RFC 9110 §10.1.5; everything else is a computer. */
function webChannel(agent: string): "web" | "mobile" {
  return /Mobi|Android|iPhone|iPad/i.test(agent) ? "mobile" : "web";
}

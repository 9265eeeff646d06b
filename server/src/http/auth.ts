import { changeOwnPassword, currentSession, login, logout, type SessionReply } from "@congthu/shared/api/auth";
import type { CookieOptions, Express, Request, RequestHandler, Response } from "express";
import { principalOf } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { changePassword } from "../core/directory/change-password.ts";
import { endSession, openSession, type Session, sessionOfToken } from "../core/directory/sessions.ts";
import { signIn } from "../core/directory/sign-in.ts";
import { readSetting } from "../core/settings/read-setting.ts";
import { LIMITS } from "../lib/limits.ts";
import { type Authenticate, type Caller, COOKIE, cookieOf, requireOwnPage, requireSameSite } from "./authenticate.ts";
import type { LiveCalls } from "./live-calls.ts";

/** Signing in and out, the session, the own password: the routes that handle the cookie themselves. */
export function mountAuth(
  server: Express,
  app: App,
  q: { authenticate: Authenticate; parseJson: RequestHandler; live: LiveCalls },
): void {
  server.post(login.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    const { login: name, password } = login.body.parse(req.body);
    const ip = req.ip ?? "";
    const { account } = await signIn(app, { login: name, password, channel: "web", ip });
    await endCookieSession(app, req, q.live);
    const agent = req.headers["user-agent"] ?? "";
    const opened = await openSession(app, { accountId: account.account_id, channel: "web", ip, agent });
    const principal = await app.db.read((r) => principalOf(r, { accountId: account.account_id, channel: "web", ip }));
    res.cookie(COOKIE, opened.token, { ...cookieRules(req), maxAge: LIMITS.sessionLifeMs });
    sendJson(
      res,
      await describe(app, { principal, byCookie: true, mustChangePassword: account.must_change === 1 }, opened.session),
    );
  });

  server.get(currentSession.path, async (req, res) => {
    const caller = await q.authenticate(req);
    sendJson(res, await describe(app, caller, caller.session));
  });

  server.post(logout.path, q.parseJson, async (req, res) => {
    const caller = await q.authenticate(req);
    requireOwnPage(req, caller);
    if (caller.session) {
      await endSession(app, caller.session.session_id);
      q.live.end(caller.session.session_id);
    }
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
    q.live.endAccount(accountId, caller.session?.session_id ?? "");
    sendJson(res, null);
  });
}

async function describe(app: App, caller: Caller, session: Session | undefined): Promise<SessionReply> {
  const { minLength, classes } = await app.db.read((r) => readSetting(r, "passwords"));
  const { account, scopes } = caller.principal;
  return {
    account: { id: account.account_id, name: account.full_name, address: account.address },
    mustChangePassword: caller.mustChangePassword,
    roles: scopes.map(({ role, agencyId, agencyName }) => ({ role, agencyId, agencyName })),
    csrfToken: session?.csrf ?? "",
    passwordRule: { minLength, classes },
  };
}

/** A session that the browser still had is over once somebody signs in anew on it. */
async function endCookieSession(app: App, req: Request, live: LiveCalls): Promise<void> {
  const token = cookieOf(req);
  const before = token === undefined ? undefined : await sessionOfToken(app, token);
  if (!before) return;
  await endSession(app, before.session_id);
  live.end(before.session_id);
}

function cookieRules(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: "strict", secure: req.secure, path: "/" };
}

function sendJson(res: Response, reply: SessionReply | null): void {
  res.setHeader("Cache-Control", "no-store");
  res.json(reply);
}

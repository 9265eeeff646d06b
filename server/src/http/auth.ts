import * as routes from "@congthu/shared/api/auth";
import type { Express, Request, RequestHandler, Response } from "express";
import type { App } from "../core/app.ts";
import { changePassword } from "../core/directory/change-password.ts";
import { oidcEnd } from "../core/directory/oidc-sign-in.ts";
import { passwordRule } from "../core/directory/password-policy.ts";
import { factorState } from "../core/directory/second-factors.ts";
import { endSession, type Session } from "../core/directory/sessions.ts";
import { signIn } from "../core/directory/sign-in.ts";
import { answerFactor, askFactor, askPasskey, sendSignInCode } from "../core/directory/sign-in-steps.ts";
import { readSetting } from "../core/settings/read-setting.ts";
import type { SendSms } from "../lib/sms.ts";
import { type Authenticate, type Caller, callerOf, requireOwnPage, requireSameSite } from "./authenticate.ts";
import { clearSessionCookie, clientOf, type Opening, openCookieSession, placeOf } from "./cookies.ts";
import { mountOidc } from "./oidc.ts";

/** Signing in and out, the session, the own password: the routes that handle the cookie themselves. */
export function mountAuth(
  server: Express,
  app: App,
  q: { authenticate: Authenticate; parseJson: RequestHandler; sms: SendSms | null },
): void {
  const enter = async (req: Request, res: Response, opening: Opening) => {
    const session = await openCookieSession(app, req, res, opening);
    const caller = await callerOf(app, {
      accountId: opening.accountId,
      channel: opening.client.channel,
      ip: req.ip ?? "",
      means: opening.means,
    });
    sendJson(res, await describe(app, caller, session));
  };
  mountOidc(server, app, { parseJson: q.parseJson, enter });

  server.post(routes.login.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    const given = routes.login.body.parse(req.body);
    const client = clientOf(req);
    const { account, factors } = await signIn(app, { ...given, ...client });
    const accountId = account.account_id;
    if (factors.length === 0) return enter(req, res, { accountId, means: "password", client });
    sendJson(res, await askFactor(app, { accountId, factors, place: client.place, means: "password" }));
  });

  server.post(routes.answerFactor.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    const answer = routes.answerFactor.body.parse(req.body);
    const client = clientOf(req);
    const { account, means } = await answerFactor(app, { ...answer, client });
    await enter(req, res, { accountId: account.account_id, means, client });
  });

  server.post(routes.sendSmsCode.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    await sendSignInCode(app, q.sms, routes.sendSmsCode.body.parse(req.body).ticket);
    sendJson(res, null);
  });

  server.post(routes.beginPasskeySignIn.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    sendJson(res, await askPasskey(app, placeOf(req)));
  });

  server.get(routes.currentSession.path, async (req, res) => {
    const caller = await q.authenticate(req);
    sendJson(res, await describe(app, caller, caller.session));
  });

  server.post(routes.logout.path, q.parseJson, async (req, res) => {
    const caller = await q.authenticate(req);
    requireOwnPage(req, caller);
    const { session } = caller;
    if (session) await endSession(app, session);
    clearSessionCookie(req, res);
    const continueAt = session
      ? await oidcEnd(app, { means: session.means, returnTo: `${placeOf(req).origin}/` })
      : null;
    sendJson(res, { continueAt });
  });

  server.post(routes.changeOwnPassword.path, q.parseJson, async (req, res) => {
    const caller = await q.authenticate(req);
    requireOwnPage(req, caller);
    const { current, next } = routes.changeOwnPassword.body.parse(req.body);
    const accountId = caller.principal.account.account_id;
    const { channel, ip } = caller.principal;
    await changePassword(app, { accountId, current, next, keep: caller.session?.session_id ?? "", channel, ip });
    sendJson(res, null);
  });
}

async function describe(app: App, caller: Caller, session: Session | undefined): Promise<routes.SessionReply> {
  const { account, scopes } = caller.principal;
  const { setting, state } = await app.db.read(async (r) => ({
    setting: await readSetting(r, "passwords"),
    state: await factorState(app, r, caller.principal),
  }));
  return {
    account: { id: account.account_id, name: account.full_name, address: account.address },
    mustChangePassword: caller.passwordDue !== null,
    passwordDue: caller.passwordDue,
    factorDue: caller.factorDue,
    roles: scopes.map(({ role, agencyId, agencyName }) => ({ role, agencyId, agencyName })),
    csrfToken: session?.csrf ?? "",
    passwordRule: passwordRule(setting, state.factors.length > 0),
  };
}

function sendJson(res: Response, reply: unknown): void {
  res.setHeader("Cache-Control", "no-store");
  res.json(reply);
}

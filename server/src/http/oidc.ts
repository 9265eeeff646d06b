import * as routes from "@congthu/shared/api/auth";
import type { CookieOptions, Express, Request, RequestHandler, Response } from "express";
import type { App } from "../core/app.ts";
import { beginOidcSignIn, enterByOidc, oidcLabel, takeOidcReturn } from "../core/directory/oidc-sign-in.ts";
import { MailError } from "../core/errors.ts";
import { requireSameSite } from "./authenticate.ts";
import { clientOf, namedCookie, type Opening, placeOf } from "./cookies.ts";

/** The ticket of a sign-in by the provider. Lax: the browser brings it along when the provider sends it back. */
const COOKIE = "congthu-oidc";
const LIFE_MS = 10 * 60_000;
const BACK = `${routes.enterByProvider.path}/callback`;

/** Sign-in by a provider (OpenID Connect): away to it, back from it, and in. */
export function mountOidc(
  server: Express,
  app: App,
  q: { parseJson: RequestHandler; enter: (req: Request, res: Response, opening: Opening) => Promise<void> },
): void {
  server.get(routes.signInOptions.path, async (_req, res) => {
    res.setHeader("Cache-Control", "no-store");
    res.json({ provider: await oidcLabel(app) });
  });

  server.get(routes.enterByProvider.path, async (req, res) => {
    const page = req.query.page === "admin" ? "/admin" : "/";
    try {
      const redirectUri = placeOf(req).origin + BACK;
      const { url, ticket } = await beginOidcSignIn(app, { redirectUri, again: req.query.again === "1" });
      res.cookie(COOKIE, `${page === "/" ? "m" : "a"}${ticket}`, cookieRules(req));
      away(res, url);
    } catch (err) {
      refused(res, page, err);
    }
  });

  server.get(BACK, async (req, res) => {
    const { page, ticket } = cookieOf(req);
    try {
      const returned = placeOf(req).origin + req.originalUrl;
      const taken = await takeOidcReturn(app, { ticket, returned });
      res.cookie(COOKIE, `${page === "/" ? "m" : "a"}${taken.ticket}`, cookieRules(req));
      away(res, `${page}?signin=provider`);
    } catch (err) {
      refused(res, page, err);
    }
  });

  server.post(routes.enterByProvider.path, q.parseJson, async (req, res) => {
    requireSameSite(req);
    const { ticket } = cookieOf(req);
    const { maxAge: _, ...rules } = cookieRules(req);
    res.clearCookie(COOKIE, rules);
    const client = clientOf(req);
    const entered = await enterByOidc(app, { ticket, client });
    if (!("question" in entered)) return q.enter(req, res, { ...entered, client });
    res.setHeader("Cache-Control", "no-store");
    res.json(entered.question);
  });
}

function cookieRules(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: "lax", secure: req.secure, path: routes.enterByProvider.path, maxAge: LIFE_MS };
}

function cookieOf(req: Request): { page: "/" | "/admin"; ticket: string } {
  const value = namedCookie(req, COOKIE) ?? "";
  return { page: value.startsWith("a") ? "/admin" : "/", ticket: value.slice(1) };
}

function away(res: Response, url: string): void {
  res.setHeader("Cache-Control", "no-store");
  res.redirect(303, url);
}

/** Back to the sign-in page, which words the code; our own faults go the way of all. */
function refused(res: Response, page: string, err: unknown): void {
  if (!(err instanceof MailError)) throw err;
  away(res, `${page}?signin=refused&why=${encodeURIComponent(err.code)}`);
}

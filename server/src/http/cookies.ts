import type { CookieOptions, Request, Response } from "express";
import type { App } from "../core/app.ts";
import { endSession, openSession, type Session, sessionOfToken } from "../core/directory/sessions.ts";
import type { Client } from "../core/directory/sign-in-steps.ts";
import { secretToken } from "../lib/ids.ts";
import { LIMITS } from "../lib/limits.ts";
import { COOKIE, cookieOf } from "./authenticate.ts";

/** By which a browser is known again at the next sign-in; it opens nothing. */
const DEVICE_COOKIE = "congthu-device";
const DEVICE_MS = 400 * 86_400_000;

/** Who comes in, how they showed who they are, and by which browser. */
export type Opening = Pick<Parameters<typeof openSession>[1], "accountId" | "means"> & { client: Client };

/** What is known of the browser that asks; one that has no mark yet gets one with its session. */
export function clientOf(req: Request): Client {
  const agent = req.headers["user-agent"] ?? "";
  const given = namedCookie(req, DEVICE_COOKIE);
  const device = given !== undefined && /^[0-9a-f]{32}$/.test(given) ? given : secretToken().slice(0, 32);
  return { ip: req.ip ?? "", agent, device, channel: webChannel(agent), place: placeOf(req) };
}

/** Where the browser is: passkeys are bound to it. */
export function placeOf(req: Request): Client["place"] {
  return { origin: `${req.protocol}://${req.headers.host ?? ""}`, host: req.hostname };
}

/** Opens a session and gives its cookie; one that the browser still had is over. */
export async function openCookieSession(app: App, req: Request, res: Response, q: Opening): Promise<Session> {
  await endCookieSession(app, req);
  const { ip, agent = "", device = "", channel } = q.client;
  const opened = await openSession(app, { accountId: q.accountId, means: q.means, channel, ip, agent });
  res.cookie(COOKIE, opened.token, { ...cookieRules(req), maxAge: LIMITS.sessionLifeMs });
  res.cookie(DEVICE_COOKIE, device, { ...cookieRules(req), maxAge: DEVICE_MS });
  return opened.session;
}

/** Takes the session's cookie back. */
export function clearSessionCookie(req: Request, res: Response): void {
  res.clearCookie(COOKIE, cookieRules(req));
}

async function endCookieSession(app: App, req: Request): Promise<void> {
  const token = cookieOf(req);
  const before = token === undefined ? undefined : await sessionOfToken(app, token);
  if (before) await endSession(app, before);
}

function cookieRules(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: "strict", secure: req.secure, path: "/" };
}

/** A cookie the browser sent, by its name. */
export function namedCookie(req: Request, name: string): string | undefined {
  const found = (req.headers.cookie ?? "").split(";").find((pair) => pair.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

/** The page on a phone or tablet says so in its User-Agent ("Mobi", Android), RFC 9110 §10.1.5; everything else is a computer. */
function webChannel(agent: string): "web" | "mobile" {
  return /Mobi|Android|iPhone|iPad/i.test(agent) ? "mobile" : "web";
}

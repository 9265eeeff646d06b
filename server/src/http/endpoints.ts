import type { Express, Request, Response } from "express";
import type { Principal } from "../core/access.ts";
import { MailError } from "../core/errors.ts";
import type { Endpoint, HttpReply } from "../lib/http-call.ts";
import { type Authenticate, requireNothingDue, requireOwnPage } from "./authenticate.ts";
import type { LiveCalls } from "./live-calls.ts";

/**
 * Mounts endpoints that other clients use as well: they sign in with Basic or Bearer, from any origin (CORS without credentials, so
 * that a browser's cookie never counts for a foreign page).
 */
export function mountEndpoints(
  server: Express,
  q: { endpoints: readonly Endpoint<Principal>[]; authenticate: Authenticate; live: LiveCalls },
): void {
  for (const path of new Set(q.endpoints.map((e) => e.path))) server.options(path, preflight);
  for (const endpoint of q.endpoints) {
    const method = endpoint.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    server[method](endpoint.path, async (req: Request, res: Response) => {
      res.setHeader("Access-Control-Allow-Origin", "*");
      const caller = await q.authenticate(req).catch((err: unknown) => {
        if (err instanceof MailError) res.setHeader("WWW-Authenticate", challenge(req));
        throw err;
      });
      requireOwnPage(req, caller);
      requireNothingDue(caller);
      const accountId = caller.principal.account.account_id;
      const { abort, done } = q.live.begin({ accountId, sessionId: caller.session?.session_id ?? "" });
      res.once("close", () => {
        abort.abort();
        done();
      });
      const reply = await endpoint.run({
        principal: caller.principal,
        params: req.params as Record<string, string>,
        query: new URL(req.originalUrl, "http://x").searchParams,
        headers: req.headers,
        body: req,
        signal: abort.signal,
        again: () => authenticateAgain(q.authenticate, req),
      });
      await send(res, reply, abort.signal);
    });
  }
}

/** RFC 9110 §11.6.1. A page's own script is not told of Basic, or the browser would put its own sign-in box over it. */
function challenge(req: Request): string {
  return req.headers["sec-fetch-site"] === undefined ? 'Basic realm="Cong Thu", charset="UTF-8"' : "Bearer";
}

async function authenticateAgain(authenticate: Authenticate, req: Request): Promise<Principal | undefined> {
  try {
    return (await authenticate(req)).principal;
  } catch (err) {
    if (err instanceof MailError) return undefined;
    throw err;
  }
}

function preflight(_req: Request, res: Response): void {
  res.setHeader("Access-Control-Allow-Origin", "*");
  res.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
  res.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID, Range");
  res.setHeader("Access-Control-Max-Age", "86400");
  res.status(204).end();
}

/** Sends a reply; pieces go out as they come, no faster than the client takes them. */
export async function send(res: Response, reply: HttpReply, signal: AbortSignal): Promise<void> {
  res.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
  const { body } = reply;
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) {
    res.end(body);
    return;
  }
  for await (const piece of body) {
    if (signal.aborted) break;
    if (!res.write(piece)) await drained(res);
  }
  res.end();
}

/** Until the client has taken what was written, or has gone. Leaves no listener behind: a large file waits here thousands of times. */
function drained(res: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off("drain", done);
      res.off("close", done);
      resolve();
    };
    res.on("drain", done);
    res.on("close", done);
  });
}

import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import type { Endpoint, SocketEndpoint } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import type { SendSms } from "../lib/sms.ts";
import { mountAcmeChallenge } from "./acme-challenge.ts";
import { mountAuth } from "./auth.ts";
import { createAuthenticate } from "./authenticate.ts";
import { mountEndpoints } from "./endpoints.ts";
import { mountFrames } from "./frames.ts";
import { commonHeaders } from "./headers.ts";
import { mountHealth } from "./health.ts";
import { createImageProxy, type FetchImage } from "./image-proxy.ts";
import { mountLinks } from "./links.ts";
import { type Listening, listen } from "./listen.ts";
import { createLiveCalls } from "./live-calls.ts";
import { mountOpenData } from "./open-data.ts";
import { mountOpenApi } from "./openapi.ts";
import { peopleHandlers } from "./people.ts";
import { sendFailure } from "./replies.ts";
import { mountRest, type RestHandler } from "./rest.ts";
import { mountSecurity } from "./security.ts";
import { mountSockets } from "./sockets.ts";
import { mountStatic } from "./static.ts";

export type HttpOptions = {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** PEM; plain HTTP without. */
  tls?: { key: string | Buffer; cert: string | Buffer; minVersion?: "TLSv1.2" | "TLSv1.3" };
  /** Addresses or ranges of proxies that may say for whom they ask; those on this machine always may. */
  trustedProxies?: readonly string[];
  /** Where the built webmail lies. */
  webmailDist: string;
  /** REST routes of the other edges. */
  routes: readonly RestHandler[];
  /** Endpoints of the other edges that answer more than JSON. */
  endpoints: readonly Endpoint<Principal>[];
  /** What the other edges speak over WebSockets. */
  sockets?: readonly SocketEndpoint<Principal>[];
  /** How pictures from the net are fetched; our proxy when absent. */
  fetchImage?: FetchImage;
  /** Sends one-time codes to telephones. */
  sms?: SendSms;
  /** Answers plain requests with a redirect to this port over TLS; health checks aside. */
  redirectToHttpsPort?: number;
};

/** An open port, and how to show another certificate from the next connection on. */
type StartedHttp = Listening & { renewTls(tls: { cert: string; key: string }): void };

/** Serves pages, REST routes and endpoints over HTTP. */
export async function startHttp(app: App, o: HttpOptions): Promise<StartedHttp> {
  const live = createLiveCalls();
  const deaf = app.signOuts.subscribe(live.signOut);
  const server = createExpress(app, o, live);
  const tuned = { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: LIMITS.linkedFileMs };
  const secure = o.tls && createSecureServer({ ...tuned, minVersion: "TLSv1.2", ...o.tls }, server);
  const http = secure ?? createServer(tuned, server);
  mountSockets(http, server, app, { endpoints: o.sockets ?? [], authenticate: createAuthenticate(app), live });
  const listening = await listen(http, o);
  const minVersion = o.tls?.minVersion ?? "TLSv1.2";
  return {
    port: listening.port,
    renewTls: ({ cert, key }) => secure?.setSecureContext({ cert, key, minVersion }),
    close() {
      deaf();
      live.endAll();
      return listening.close();
    },
  };
}

function createExpress(app: App, o: HttpOptions, live: ReturnType<typeof createLiveCalls>): Express {
  const server = express();
  server.disable("x-powered-by");
  server.disable("etag");
  server.set("trust proxy", ["loopback", ...(o.trustedProxies ?? [])]);
  server.use(commonHeaders);
  server.use(limitBodyTime);
  mountHealth(server, app);
  mountAcmeChallenge(server, app);
  if (o.redirectToHttpsPort !== undefined) server.use(redirectTo(o.redirectToHttpsPort));
  server.use(measure(app));
  server.use(compression({ threshold: 1_400 }));
  const authenticate = createAuthenticate(app);
  const parseJson = express.json({ limit: LIMITS.restBodyBytes, strict: false });
  const sms = o.sms ?? null;
  mountAuth(server, app, { authenticate, parseJson, sms });
  mountSecurity(server, app, { authenticate, parseJson, sms });
  mountFrames(server, app, { authenticate, parseJson, fetchImage: o.fetchImage ?? createImageProxy() });
  mountEndpoints(server, { endpoints: o.endpoints, authenticate, live });
  const handlers = [...peopleHandlers, ...o.routes];
  mountRest(server, app, { handlers, authenticate, parseJson });
  mountOpenApi(server, handlers);
  mountOpenData(server, app, authenticate);
  mountLinks(server, app);
  mountStatic(server, o.webmailDist);
  server.use((err: unknown, _req: Request, res: Response, _next: NextFunction) => sendFailure(app, res, err));
  return server;
}

/** Sends people who came without TLS to the listener with it. */
function redirectTo(port: number) {
  return (req: Request, res: Response, next: NextFunction) => {
    if (req.secure) return next();
    const host = (req.hostname ?? "").replace(/[^A-Za-z0-9.:[\]-]/g, "");
    res.redirect(308, `https://${host}${port === 443 ? "" : `:${port}`}${req.originalUrl}`);
  };
}

/** A body that does not come is not waited for; files that are sent as links may take longer. RFC 9110 §15.5.9 */
function limitBodyTime(req: Request, _res: Response, next: NextFunction): void {
  if (!req.path.startsWith("/jmap/link/")) {
    const timer = setTimeout(() => req.complete || req.socket.destroy(), LIMITS.httpBodyMs);
    req.once("close", () => clearTimeout(timer));
  }
  next();
}

function measure(app: Pick<App, "metrics" | "clock">) {
  return (req: Request, res: Response, next: NextFunction) => {
    const begin = performance.now();
    res.once("finish", () => {
      const kind = /^\/(api|jmap|m|tep|assets)\b/.exec(req.path)?.[1] ?? "page";
      const status = `${Math.floor(res.statusCode / 100)}xx`;
      app.metrics.count("congthu_http_requests_total", { kind, status });
      if (res.getHeader("Content-Type") !== "text/event-stream")
        app.metrics.observe("congthu_http_seconds", (performance.now() - begin) / 1000, { kind });
    });
    next();
  };
}

import type { Route } from "@congthu/shared/api/route";
import type { Express, Request, RequestHandler, Response } from "express";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { type FileReply, isFileReply } from "../lib/file-reply.ts";
import { type Authenticate, type Caller, requireNothingDue, requireOwnPage } from "./authenticate.ts";

/** A contract entry with what answers it; arguments come parsed. */
export type RestHandler = {
  route: Route<unknown, unknown, unknown, unknown>;
  run(call: { app: App; principal: Principal; params: unknown; query: unknown; body: unknown }): Promise<unknown>;
};

/** Mounts a table of REST routes: who calls is checked against the audience, what comes in against the schemas. */
export function mountRest(
  server: Express,
  app: App,
  q: { handlers: readonly RestHandler[]; authenticate: Authenticate; parseJson: RequestHandler },
): void {
  for (const handler of q.handlers) {
    const method = handler.route.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    server[method](handler.route.path, q.parseJson, async (req: Request, res: Response) => {
      const caller = await q.authenticate(req);
      requireAudience(req, caller, handler.route.audience);
      const reply = await handler.run({
        app,
        principal: caller.principal,
        params: handler.route.params.parse(req.params),
        query: handler.route.query.parse(req.query),
        body: handler.route.body.parse(req.body),
      });
      res.setHeader("Cache-Control", "no-store");
      if (isFileReply(reply)) sendFile(res, reply);
      else res.json(reply ?? null);
    });
  }
}

/** A download. The name comes from us and is ASCII, so it needs no encoding (RFC 6266 §4.3). */
export function sendFile(res: Response, { file }: FileReply): void {
  res.setHeader("Content-Type", file.type);
  res.setHeader("Content-Disposition", `attachment; filename="${file.name.replace(/[^\w.-]/g, "_")}"`);
  res.end(file.bytes);
}

/** Throws access.denied or auth.passwordExpired unless the caller may use a route for this audience. */
export function requireAudience(req: Request, caller: Caller, audience: RestHandler["route"]["audience"]): void {
  requireOwnPage(req, caller);
  requireNothingDue(caller);
  if (audience === "anyone" || audience === "person") return;
  if (!caller.principal.scopes.some((s) => audience.includes(s.role))) throw new MailError("access.denied");
}

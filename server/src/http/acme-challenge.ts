import type { Express } from "express";
import type { App } from "../core/app.ts";
import { challengeAnswer } from "../core/operations/renew-certificate.ts";

/** Answers an authority that wants to know whether this name is ours (http-01); it asks without TLS, so this goes before the redirect. */
export function mountAcmeChallenge(server: Express, app: Pick<App, "clock" | "db">): void {
  server.get("/.well-known/acme-challenge/:token", async (req, res) => {
    const { token } = req.params;
    const answer = /^[\w-]{1,200}$/.test(token) ? await challengeAnswer(app, token) : undefined;
    if (answer === undefined) res.status(404).end();
    else res.type("application/octet-stream").send(answer);
  });
}

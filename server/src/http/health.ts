import { createServer } from "node:http";
import type { Express } from "express";
import type { App } from "../core/app.ts";
import { type Listening, listen } from "./listen.ts";

/** `/healthz`: the process answers. `/readyz`: it reads its database, so a balancer may send people here. */
export function mountHealth(server: Express, app: Pick<App, "db">): void {
  server.get("/healthz", (_req, res) => {
    res.type("text/plain").send("ok\n");
  });
  server.get("/readyz", async (_req, res) => {
    const ready = await app.db
      .read((r) => r.get("SELECT 1 AS one"))
      .then(
        () => true,
        () => false,
      );
    res
      .status(ready ? 200 : 503)
      .type("text/plain")
      .send(ready ? "ok\n" : "database\n");
  });
}

/** The figures for a scraper, on a listener of their own that is not open to the world. */
export async function startMetrics(app: Pick<App, "metrics">, q: { host: string; port: number }): Promise<Listening> {
  const server = createServer((req, res) => {
    if (req.url !== "/metrics") res.writeHead(404).end();
    else res.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }).end(app.metrics.text());
  });
  return listen(server, q);
}

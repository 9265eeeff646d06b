import type { Express, Request, Response } from "express";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { openLink, readLink } from "../core/file-links/open-link.ts";
import { LIMITS } from "../lib/limits.ts";
import { octetReply } from "../lib/octet-reply.ts";
import { createRateWindow } from "../lib/rate-window.ts";
import { send } from "./endpoints.ts";
import { LINK_PAGE_POLICY, linkPage, noLinkPage, waitPage } from "./link-page.ts";

/**
 * Files that were sent as links: `/tep/TOKEN` says what it is, `/tep/TOKEN/NAME` gives it. Nobody signs in; the token is the right. Robots are
 * told to stay away, and one network may ask only so often.
 */
export function mountLinks(server: Express, app: App): void {
  const allow = createRateWindow({ most: LIMITS.linkRequestsPerMinute, perMs: 60_000, now: () => app.clock.now() });

  server.get("/tep/:token", async (req, res) => {
    const opened = await open(app, req, res, allow);
    if (!opened) return;
    const { link, from } = opened;
    const href = `/tep/${link.token}/${encodeURIComponent(link.name)}`;
    const { name, size_bytes: sizeBytes, expires_at: expiresAt } = link;
    sendPage(res, 200, linkPage({ name, sizeBytes, expiresAt, from, href }));
  });

  server.get("/tep/:token/:name", async (req, res) => {
    const opened = await open(app, req, res, allow);
    if (!opened) return;
    const { link } = opened;
    const whole = { start: 0, end: link.size_bytes };
    const read = (range = whole) => readLink(app, link, range);
    const file = { name: link.name, type: link.type, sizeBytes: link.size_bytes, read };
    const reply = octetReply(file, { range: req.headers.range, cacheControl: "private, no-store, no-transform" });
    const gone = new AbortController();
    res.once("close", () => gone.abort());
    await send(res, req.method === "HEAD" ? { ...reply, body: "" } : reply, gone.signal);
  });
}

/** What is behind the token; otherwise a page that says why not was sent. */
async function open(app: App, req: Request, res: Response, allow: (key: string) => boolean) {
  res.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
  res.setHeader("Cache-Control", "private, no-store");
  if (!allow(req.ip ?? "")) {
    res.setHeader("Retry-After", "60");
    sendPage(res, 429, waitPage());
    return undefined;
  }
  try {
    return await openLink(app, String(req.params.token));
  } catch (err) {
    if (!(err instanceof MailError) || err.code !== "notFound") throw err;
    sendPage(res, 404, noLinkPage());
    return undefined;
  }
}

function sendPage(res: Response, status: number, html: string): void {
  res.setHeader("Content-Security-Policy", LINK_PAGE_POLICY);
  res.status(status).type("html").send(html);
}

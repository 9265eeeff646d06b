import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import type { Express, Request, Response } from "express";
import { pagePolicy } from "./headers.ts";
import { sendProblem } from "./replies.ts";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;
/** Names with a hash of the content: they never change. */
const HASHED = /^\/assets\//;

/** Serves the two pages and their assets; any other path without a file name is the mail page's own address. */
export function mountStatic(server: Express, webmailDist: string): void {
  const root = resolve(webmailDist);
  server.get(/.*/, async (req, res) => {
    const path = decodePath(req.path);
    if (path === undefined || path.startsWith("/api/") || path.startsWith("/jmap/")) sendProblem(res, "notFound");
    else if (path === "/admin.html" || path === "/admin" || path.startsWith("/admin/"))
      await sendPage(root, "admin.html", res);
    else if (extname(path) === "" || path === "/index.html") await sendPage(root, "index.html", res);
    else await sendAsset(root, path, req, res);
  });
}

/** A page with its nonce in the policy and in the element that the component kit reads. */
async function sendPage(root: string, name: string, res: Response): Promise<void> {
  const html = await readFile(join(root, name), "utf8").catch(() => undefined);
  if (html === undefined) {
    sendProblem(res, "notFound");
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  res.setHeader("Content-Security-Policy", pagePolicy(nonce));
  res.setHeader("Cache-Control", "no-cache, private");
  res.type("html").send(html.replaceAll("%CSP_NONCE%", nonce));
}

async function sendAsset(root: string, path: string, req: Request, res: Response): Promise<void> {
  const file = resolve(join(root, path));
  const type = TYPES[extname(path)];
  const whole = file.startsWith(root + sep) && type ? await sizeOf(file) : undefined;
  if (whole === undefined || !type) {
    sendProblem(res, "notFound");
    return;
  }
  res.setHeader("Content-Type", type);
  res.setHeader("Cache-Control", HASHED.test(path) ? "public, max-age=31536000, immutable" : "public, max-age=3600");
  res.setHeader("Vary", "Accept-Encoding");
  // A worker's script sets the worker's policy; ours fetch nothing but from here.
  res.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'");
  const accepted = String(req.headers["accept-encoding"] ?? "");
  for (const [encoding, suffix] of ENCODINGS) {
    const size = accepted.includes(encoding) ? await sizeOf(file + suffix) : undefined;
    if (size === undefined) continue;
    res.setHeader("Content-Encoding", encoding);
    stream(file + suffix, size, res);
    return;
  }
  stream(file, whole, res);
}

function stream(file: string, size: number, res: Response): void {
  res.setHeader("Content-Length", size);
  createReadStream(file)
    .once("error", () => res.destroy())
    .pipe(res);
}

async function sizeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes("\0") ? undefined : decoded;
  } catch {
    return undefined;
  }
}

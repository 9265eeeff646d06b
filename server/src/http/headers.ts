import { randomBytes } from "node:crypto";
import type { NextFunction, Request, Response } from "express";

/** What every answer carries: an id to find it in the log by, and what browsers must not do with it. */
export function commonHeaders(req: Request, res: Response, next: NextFunction): void {
  res.locals.requestId = randomBytes(8).toString("hex");
  res.setHeader("X-Request-Id", res.locals.requestId);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "no-referrer");
  res.setHeader("X-Frame-Options", "DENY");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  res.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  res.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (req.secure) res.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  next();
}

/**
 * The policy of our own pages. Scripts come from our origin alone; the kit's style elements carry the nonce; style attributes are
 * allowed, since the editor keeps colours and table widths in them and no foreign markup enters the page. Trusted Types as
 * peers-webmail §4.4 found to work: a default policy that refuses markup, and those of the editor's sanitiser and of its clipboard.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default dompurify ProseMirrorClipboard",
  ].join("; ");
}

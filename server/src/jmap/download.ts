import type { AccountId } from "@congthu/shared/ids";
import { type Principal, requireMail } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { openOctets } from "../core/mailbox/open-octets.ts";
import type { HttpCall, HttpReply } from "../lib/http-call.ts";
import { mediaType } from "./upload.ts";

/**
 * Gives a blob as a file to keep (RFC 8620 §6.2): never as a page of ours, whatever it is. One range is honoured (RFC 9110 §14.2).
 * Throws access.denied, blob.notFound.
 */
export async function download(app: App, http: HttpCall<Principal>): Promise<HttpReply> {
  const accountId = (http.params.accountId ?? "") as AccountId;
  await app.db.read((r) => requireMail(r, http.principal, { accountId, nowMs: app.clock.now(), write: false }));
  const octets = await openOctets(app, accountId, http.params.blobId ?? "");
  const headers = {
    "Content-Type": mediaType(http.query.get("type") ?? http.query.get("accept") ?? octets.type),
    "Content-Disposition": disposition(http.params.name ?? ""),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, immutable, max-age=31536000, no-transform",
    "Accept-Ranges": "bytes",
  };
  const range = readRange(http.headers.range, octets.sizeBytes);
  if (range === "unsatisfiable") return { status: 416, headers: { "Content-Range": `bytes */${octets.sizeBytes}` } };
  if (!range)
    return { status: 200, headers: { ...headers, "Content-Length": String(octets.sizeBytes) }, body: octets.read() };
  return {
    status: 206,
    headers: {
      ...headers,
      "Content-Range": `bytes ${range.start}-${range.end - 1}/${octets.sizeBytes}`,
      "Content-Length": String(range.end - range.start),
    },
    body: octets.read(range),
  };
}

/** One range of octets (RFC 9110 §14.1.2); undefined for none, several, or something else. */
export function readRange(
  header: string | string[] | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const m = /^bytes=(\d*)-(\d*)$/.exec(typeof header === "string" ? header.replaceAll(" ", "") : "");
  if (!m || (m[1] === "" && m[2] === "")) return undefined;
  if (m[1] === "") {
    const last = Number(m[2]);
    return last === 0 || size === 0 ? "unsatisfiable" : { start: Math.max(0, size - last), end: size };
  }
  const start = Number(m[1]);
  const end = m[2] === "" ? size : Math.min(size, Number(m[2]) + 1);
  if (m[2] !== "" && Number(m[2]) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** RFC 6266 §4.1: the name in UTF-8, and without diacritics for programs that know no better. */
function disposition(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}"\\/]/gu, "_").slice(0, 200) || "tep";
  const plain = clean
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[^\x20-\x7e]/g, "_");
  const encoded = encodeURIComponent(clean.normalize("NFC").toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

import type { HttpReply } from "./http-call.ts";

type Octets = {
  sizeBytes: number;
  type: string | null;
  name: string;
  read(range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
};

/** A file to keep, never shown as a page of ours, whatever it is. One range is honoured (RFC 9110 §14.2). */
export function octetReply(
  octets: Octets,
  q: { range: string | string[] | undefined; cacheControl: string },
): HttpReply {
  const headers = {
    "Content-Type": mediaType(octets.type),
    "Content-Disposition": disposition(octets.name),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": q.cacheControl,
    "Accept-Ranges": "bytes",
  };
  const part = readRange(q.range, octets.sizeBytes);
  if (part === "unsatisfiable") return { status: 416, headers: { "Content-Range": `bytes */${octets.sizeBytes}` } };
  if (!part)
    return { status: 200, headers: { ...headers, "Content-Length": String(octets.sizeBytes) }, body: octets.read() };
  return {
    status: 206,
    headers: {
      ...headers,
      "Content-Range": `bytes ${part.start}-${part.end - 1}/${octets.sizeBytes}`,
      "Content-Length": String(part.end - part.start),
    },
    body: octets.read(part),
  };
}

/** One range of octets (RFC 9110 §14.1.2); undefined for none, several, or something else. */
function readRange(
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
  const clean = plainFileName(name);
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

/** A name as a file may have it: no folders, nothing invisible, at most 200 characters; "tep" for none. */
export function plainFileName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}"\\/]/gu, "_").slice(0, 200) || "tep";
}

/** The media type as given, without what could not stand in a header. */
export function mediaType(header: string | string[] | null | undefined): string {
  const text = typeof header === "string" ? header.trim() : "";
  const ok = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(\s*;\s*[\w.+-]{1,50}=("[^"\\\r\n]{0,100}"|[\w.+-]{1,100}))*$/;
  return ok.test(text) ? text : "application/octet-stream";
}

import { lookup } from "node:dns/promises";
import { get as getPlain, type IncomingMessage } from "node:http";
import { get as getSecure } from "node:https";
import { isIP } from "node:net";
import { LIMITS } from "../lib/limits.ts";
import { isPublicAddress } from "../lib/public-address.ts";

/** A picture from the net, or undefined when there is none to be had. */
export type FetchImage = (url: string) => Promise<{ type: string; bytes: Buffer } | undefined>;

/** What is passed on: raster pictures only, by what the octets begin with, whatever the other side says. */
const SIGNATURES: readonly [type: string, test: (b: Buffer) => boolean][] = [
  ["image/png", (b) => b.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))],
  ["image/jpeg", (b) => b.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))],
  ["image/gif", (b) => /^GIF8[79]a$/.test(b.toString("latin1", 0, 6))],
  ["image/webp", (b) => b.toString("latin1", 0, 4) === "RIFF" && b.toString("latin1", 8, 12) === "WEBP"],
  ["image/bmp", (b) => b.toString("latin1", 0, 2) === "BM"],
];
const MAX_REDIRECTS = 3;

/**
 * Fetches pictures for readers, so that a sender sees our address and no cookie, referrer or browser. Each name is resolved once and that
 * address is the one connected to; only public unicast addresses, ports 80 and 443 (peers-webmail §3.2: SSRF). `allow` and `ports` are
 * for tests against a server on loopback.
 */
export function createImageProxy(o: { allow?: (address: string) => boolean; anyPort?: boolean } = {}): FetchImage {
  const allow = o.allow ?? isPublicAddress;
  return async (url) => {
    const signal = AbortSignal.timeout(LIMITS.remoteImageMs);
    try {
      let next: string | undefined = url;
      for (let hop = 0; hop <= MAX_REDIRECTS && next !== undefined; hop++) {
        const target = await resolveTarget(next, { allow, anyPort: o.anyPort ?? false });
        const response = target && (await request(target, signal));
        if (!response) return undefined;
        const { statusCode = 0, headers } = response;
        if (statusCode === 200) return await readImage(response, signal);
        response.destroy();
        const redirected = statusCode >= 300 && statusCode < 400 && headers.location !== undefined;
        next =
          redirected && URL.canParse(headers.location ?? "", next)
            ? new URL(headers.location ?? "", next).href
            : undefined;
      }
      return undefined;
    } catch (err) {
      if (isNetFault(err)) return undefined;
      throw err;
    }
  };
}

type Target = { url: URL; address: string; family: number };

async function resolveTarget(
  text: string,
  o: { allow: (address: string) => boolean; anyPort: boolean },
): Promise<Target | undefined> {
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (url.username !== "" || url.password !== "" || (url.port !== "" && !o.anyPort)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true });
  // One private address among public ones is a trap, not a choice.
  if (found.length === 0 || !found.every(({ address }) => o.allow(address))) return undefined;
  return { url, ...(found[0] as { address: string; family: number }) };
}

function request(t: Target, signal: AbortSignal): Promise<IncomingMessage> {
  const send = t.url.protocol === "https:" ? getSecure : getPlain;
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      agent: false as const,
      headers: { Accept: "image/*", "User-Agent": "Mozilla/5.0 (compatible; image proxy)" },
      // The address was chosen and checked above; the name is not asked for a second time.
      lookup: (_host: string, all: { all?: boolean }, done: (...args: unknown[]) => void) =>
        all.all ? done(null, [{ address: t.address, family: t.family }]) : done(null, t.address, t.family),
    };
    send(t.url, options as Parameters<typeof send>[1], resolve).once("error", reject);
  });
}

async function readImage(
  response: IncomingMessage,
  signal: AbortSignal,
): Promise<{ type: string; bytes: Buffer } | undefined> {
  const declared = String(response.headers["content-type"] ?? "");
  if (!/^image\//i.test(declared) || /svg/i.test(declared)) {
    response.destroy();
    return undefined;
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LIMITS.remoteImageBytes || signal.aborted) {
      response.destroy();
      return undefined;
    }
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  const type = SIGNATURES.find(([, test]) => test(bytes))?.[0];
  return type === undefined ? undefined : { type, bytes };
}

/** Names that do not resolve, servers that do not answer, certificates that do not fit: all mean that there is no picture. */
function isNetFault(err: unknown): boolean {
  return err instanceof Error && ("code" in err || err.name === "TimeoutError" || err.name === "AbortError");
}

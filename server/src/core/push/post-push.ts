import { lookup } from "node:dns/promises";
import { request } from "node:https";
import { isIP } from "node:net";
import { LIMITS } from "../../lib/limits.ts";
import { isPublicAddress } from "../../lib/public-address.ts";

/** What a push service is sent; gives its status, 0 when it could not be reached. */
export type PostPush = (q: { url: string; body: Buffer; encoding: "aes128gcm" | null }) => Promise<number>;

/**
 * Posts a push message (RFC 8030 §5). The address is a stranger's choice: only https, only public unicast addresses, the name resolved once; what is
 * answered beside the status is not read.
 */
export const postPush: PostPush = async ({ url, body, encoding }) => {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  try {
    const found = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true });
    const [first] = found;
    if (!first || target.protocol !== "https:" || !found.every(({ address }) => isPublicAddress(address))) return 0;
    return await post(target, { body, encoding, address: first });
  } catch (err) {
    if (err instanceof Error && ("code" in err || err.name === "AbortError" || err.name === "TimeoutError")) return 0;
    throw err;
  }
};

function post(
  target: URL,
  q: { body: Buffer; encoding: string | null; address: { address: string; family: number } },
): Promise<number> {
  const { address, family } = q.address;
  return new Promise((resolve, reject) => {
    const options = {
      method: "POST",
      agent: false as const,
      signal: AbortSignal.timeout(LIMITS.pushMs),
      headers: {
        "Content-Type": "application/json",
        "Content-Length": q.body.length,
        ...(q.encoding ? { "Content-Encoding": q.encoding } : {}),
        // RFC 8030 §5.2: kept so long for a device that sleeps.
        TTL: "86400",
        Urgency: "normal",
      },
      lookup: (_host: string, all: { all?: boolean }, done: (...args: unknown[]) => void) =>
        all.all ? done(null, [{ address, family }]) : done(null, address, family),
    };
    const sent = request(target, options as Parameters<typeof request>[1], (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end(q.body);
  });
}

/** Sends one text message; rejects when the gateway does not take it. */
export type SendSms = (q: { to: string; text: string }) => Promise<void>;

const TIMEOUT_MS = 10_000;

/**
 * Text messages through a gateway over HTTP: `POST url` with `{"to":"84912345678","text":"…"}` as JSON, and the Authorization header given; any 2xx is a
 * success. Gateways with other shapes get a small adapter in front (server/docs/decisions.md).
 */
export function httpSms(q: { url: string; authorization: string | null }): SendSms {
  return async ({ to, text }) => {
    const response = await fetch(q.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(q.authorization ? { Authorization: q.authorization } : {}) },
      body: JSON.stringify({ to: to.replace(/^\+/, "").replace(/^0/, "84"), text }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
  };
}

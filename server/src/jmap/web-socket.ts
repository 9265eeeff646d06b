import { z } from "zod";
import type { Principal } from "../core/access.ts";
import type { SocketCall, SocketEndpoint } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { answerRequest, oneOfMany, type Problem, problemOf, TOO_MANY } from "./api.ts";
import { SOCKET_PATH } from "./capabilities.ts";
import type { Jmap } from "./method.ts";
import { readPoint, watchChanges } from "./watch-changes.ts";

const message = z.discriminatedUnion("@type", [
  z.looseObject({ "@type": z.literal("Request"), id: z.string().max(255).optional() }),
  z.looseObject({
    "@type": z.literal("WebSocketPushEnable"),
    dataTypes: z.array(z.string()).nullish(),
    pushState: z.string().nullish(),
  }),
  z.looseObject({ "@type": z.literal("WebSocketPushDisable") }),
]);

/** JMAP over a WebSocket: requests answered in the order they come, and changes told when asked for. RFC 8887 §4 */
export function jmapSocket(jmap: Jmap): SocketEndpoint<Principal> {
  return {
    path: SOCKET_PATH,
    protocol: "jmap",
    maxBytes: LIMITS.jmapRequestBytes,
    async run(call) {
      let pushing: AbortController | undefined;
      try {
        for await (const text of call.messages) {
          const value = parseJson(text);
          if (!value) {
            send(call, { ...problemOf("notJSON", 400, {}), "@type": "RequestError", requestId: null });
            continue;
          }
          const parsed = message.safeParse(value.json);
          if (!parsed.success) {
            send(call, { ...problemOf("notRequest", 400, {}), "@type": "RequestError", requestId: null });
          } else if (parsed.data["@type"] === "Request") {
            const { "@type": _type, id, ...request } = parsed.data;
            send(call, { requestId: id ?? null, ...(await answered(jmap, call, request)) });
          } else {
            pushing?.abort();
            pushing = undefined;
            if (parsed.data["@type"] !== "WebSocketPushEnable") continue;
            pushing = new AbortController();
            void push(jmap, call, { ...parsed.data, stop: pushing.signal });
          }
        }
      } finally {
        pushing?.abort();
      }
    },
  };
}

type Sent = Record<string, unknown> & { "@type": "Response" | "RequestError" | "StateChange" };

async function answered(jmap: Jmap, call: SocketCall<Principal>, request: object): Promise<Sent> {
  const principal = await call.again();
  const refused = (p: Problem): Sent => ({ ...p, "@type": "RequestError" });
  if (!principal) return refused(problemOf("notRequest", 401, { detail: "signed out" }));
  const reply = await oneOfMany(principal.account.account_id, () => answerRequest(jmap, principal, request));
  if (!reply) return refused(problemOf("limit", 429, TOO_MANY));
  return "type" in reply ? refused(reply) : { ...reply, "@type": "Response" };
}

/** RFC 8887 §4.3.5: changes as they come, after those since `pushState`. */
async function push(
  jmap: Jmap,
  call: SocketCall<Principal>,
  q: { dataTypes?: string[] | null | undefined; pushState?: string | null | undefined; stop: AbortSignal },
): Promise<void> {
  const types = q.dataTypes ? new Set(q.dataTypes) : null;
  const since = readPoint(q.pushState ?? "");
  const signal = AbortSignal.any([call.signal, q.stop]);
  const watch = { principal: call.principal, types, silenceMs: 0, since, signal, again: () => call.again() };
  try {
    for await (const told of watchChanges(jmap.app, watch))
      if (typeof told === "object") send(call, { "@type": "StateChange", changed: told.changed, pushState: told.at });
  } catch (err) {
    jmap.app.metrics.count("congthu_bugs_total", { at: "jmap" });
    jmap.app.log("error", "bug", { at: "jmap.push", stack: err instanceof Error ? (err.stack ?? "") : String(err) });
  }
}

function send(call: SocketCall<Principal>, value: Sent): void {
  call.send(JSON.stringify(value));
}

/** Boxed, since `null` is JSON too. */
function parseJson(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

import type { AccountId } from "@congthu/shared/ids";
import type { RequestErrorType } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { type Principal, requireMail } from "../core/access.ts";
import { MailError } from "../core/errors.ts";
import { type HttpCall, type HttpReply, readBody } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { SERVER_CAPABILITIES } from "./capabilities.ts";
import { MethodFailure } from "./failure.ts";
import type { Answer, Args, Call, Jmap } from "./method.ts";
import { METHODS } from "./methods/index.ts";
import { methodError } from "./replies.ts";
import { resolveReferences } from "./result-references.ts";
import { jmapId } from "./schema.ts";
import { sessionOf } from "./session-resource.ts";

const requestSchema = z.object({
  using: z.array(z.string()),
  methodCalls: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()])),
  createdIds: z.record(jmapId, jmapId).optional(),
});
type Request = z.infer<typeof requestSchema>;
type Response = [name: string, args: Args, callId: string];

const running = new Map<AccountId, number>();

/** Answers one API request: its calls in order, each failing by itself. RFC 8620 §3 */
export async function answerApi(jmap: Jmap, http: HttpCall<Principal>): Promise<HttpReply> {
  const accountId = http.principal.account.account_id;
  const now = running.get(accountId) ?? 0;
  if (now >= LIMITS.jmapConcurrentRequests) return refuse("limit", 429, { limit: "maxConcurrentRequests" });
  running.set(accountId, now + 1);
  try {
    return await answer(jmap, http);
  } finally {
    const left = (running.get(accountId) ?? 1) - 1;
    if (left === 0) running.delete(accountId);
    else running.set(accountId, left);
  }
}

async function answer(jmap: Jmap, http: HttpCall<Principal>): Promise<HttpReply> {
  const body = await readBody(http.body, LIMITS.jmapRequestBytes);
  if (!body) return refuse("limit", 413, { limit: "maxSizeRequest" });
  const json = /^application\/json\b/i.test(String(http.headers["content-type"] ?? "")) ? parseJson(body) : undefined;
  if (!json) return refuse("notJSON", 400, {});
  const parsed = requestSchema.safeParse(json.value);
  if (!parsed.success) return refuse("notRequest", 400, { detail: describe(parsed.error) });
  const request = parsed.data;
  const unknown = request.using.find((uri) => !Object.hasOwn(SERVER_CAPABILITIES, uri));
  if (unknown !== undefined) return refuse("unknownCapability", 400, { detail: unknown });
  if (request.methodCalls.length > LIMITS.jmapCallsInRequest)
    return refuse("limit", 400, { limit: "maxCallsInRequest" });
  const createdIds = new Map(Object.entries(request.createdIds ?? {}));
  const methodResponses = await runCalls(jmap, http.principal, request, createdIds);
  const { state } = await sessionOf(jmap.app, http.principal);
  const reply = {
    methodResponses,
    ...(request.createdIds ? { createdIds: Object.fromEntries(createdIds) } : {}),
    sessionState: state,
  };
  return {
    status: 200,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    body: JSON.stringify(reply),
  };
}

async function runCalls(
  jmap: Jmap,
  principal: Principal,
  request: Request,
  createdIds: Map<string, string>,
): Promise<Response[]> {
  const responses: Response[] = [];
  const call: Call = {
    ...jmap,
    principal,
    actor: { accountId: principal.account.account_id, channel: principal.channel },
    using: new Set(request.using),
    createdIds,
    account: (accountId, power) => openAccount(jmap, principal, accountId as AccountId, power),
  };
  for (const [name, args, callId] of request.methodCalls) {
    try {
      const answers = await runMethod(call, name, resolveReferences(args, responses));
      for (const [replyName, replyArgs] of answers) responses.push([replyName, replyArgs, callId]);
    } catch (err) {
      responses.push(["error", methodError(jmap.app, name, err), callId]);
    }
  }
  return responses;
}

async function runMethod(call: Call, name: string, args: Args): Promise<[string, Args][]> {
  const method = METHODS.get(name);
  // RFC 8620 §3.6.2: a method of a capability the request does not use is not known to it.
  if (!method || !call.using.has(method.capability)) throw new MethodFailure("unknownMethod", name);
  const parsed = method.schema.safeParse(args);
  if (!parsed.success) throw new MethodFailure("invalidArguments", describe(parsed.error));
  const begin = performance.now();
  const answers: Answer = await method.run(call, parsed.data);
  call.app.metrics.observe("congthu_jmap_method_seconds", (performance.now() - begin) / 1000, { method: name });
  return Array.isArray(answers) ? answers : [[name, answers]];
}

/** RFC 8620 §3.6.2: an account that is not the person's to see does not exist for them. */
async function openAccount(jmap: Jmap, principal: Principal, accountId: AccountId, power: "read" | "write") {
  const q = { accountId, nowMs: jmap.app.clock.now() };
  const access = await jmap.app.db
    .read((r) => requireMail(r, principal, { ...q, write: false }))
    .catch((err: unknown) => {
      if (err instanceof MailError) throw new MethodFailure("accountNotFound");
      throw err;
    });
  if (power === "write" && access.rights === "read") throw new MethodFailure("accountReadOnly");
  return { ...access, accountId };
}

/** A request-level refusal as a problem document. RFC 8620 §3.6.1 */
function refuse(type: string, status: number, more: { limit?: string; detail?: string }): HttpReply {
  const uri = `urn:ietf:params:jmap:error:${type}` as RequestErrorType;
  return {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    body: JSON.stringify({ type: uri, status, ...more }),
  };
}

/** Boxed, since `null` and `false` are JSON too. RFC 7493 wants UTF-8 without lone surrogates. */
function parseJson(body: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown };
  } catch {
    return undefined;
  }
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join("/")}: ${issue.message}`)
    .join("; ");
}

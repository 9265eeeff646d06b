import type { AccountId } from "@congthu/shared/ids";
import type { JmapResponse, RequestErrorType } from "@congthu/shared/jmap/core";
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
  return (await oneOfMany(accountId, () => answer(jmap, http))) ?? refuse("limit", 429, TOO_MANY);
}

/** What is told to an account with more requests at the same time than it may have. RFC 8620 §3.6.1 */
export const TOO_MANY = { limit: "maxConcurrentRequests" };

/** Runs one request of an account; undefined when too many run already. */
export async function oneOfMany<T>(accountId: AccountId, run: () => Promise<T>): Promise<T | undefined> {
  const now = running.get(accountId) ?? 0;
  if (now >= LIMITS.jmapConcurrentRequests) return undefined;
  running.set(accountId, now + 1);
  try {
    return await run();
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
  const answered = await answerRequest(jmap, http.principal, json.value);
  if ("type" in answered) return problem(answered);
  return {
    status: 200,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    body: JSON.stringify(answered),
  };
}

/** Answers a Request object, however it came: with a Response, or with the problem it has as a whole. RFC 8620 §3.3, §3.4, §3.6.1 */
export async function answerRequest(jmap: Jmap, principal: Principal, value: unknown): Promise<JmapResponse | Problem> {
  const parsed = requestSchema.safeParse(value);
  if (!parsed.success) return problemOf("notRequest", 400, { detail: describe(parsed.error) });
  const request = parsed.data;
  const unknown = request.using.find((uri) => !Object.hasOwn(SERVER_CAPABILITIES, uri));
  if (unknown !== undefined) return problemOf("unknownCapability", 400, { detail: unknown });
  if (request.methodCalls.length > LIMITS.jmapCallsInRequest)
    return problemOf("limit", 400, { limit: "maxCallsInRequest" });
  const createdIds = new Map(Object.entries(request.createdIds ?? {}));
  const methodResponses = await runCalls(jmap, principal, request, createdIds);
  const { state } = await sessionOf(jmap.app, principal);
  return {
    methodResponses,
    ...(request.createdIds ? { createdIds: Object.fromEntries(createdIds) } : {}),
    sessionState: state,
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

/** A request-level refusal. RFC 8620 §3.6.1 */
export type Problem = { type: RequestErrorType; status: number; limit?: string; detail?: string };

/** A refusal by the last part of its type. */
export function problemOf(type: string, status: number, more: { limit?: string; detail?: string }): Problem {
  return { type: `urn:ietf:params:jmap:error:${type}` as RequestErrorType, status, ...more };
}

function refuse(type: string, status: number, more: { limit?: string; detail?: string }): HttpReply {
  return problem(problemOf(type, status, more));
}

function problem(p: Problem): HttpReply {
  return {
    status: p.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    body: JSON.stringify(p),
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

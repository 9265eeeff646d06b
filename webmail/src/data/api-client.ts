import { ERROR_CODES, type ErrorCode } from "@congthu/shared/errors";
import type { ClientErrorCode } from "../i18n/error-texts.ts";

/** A refusal of the server, or a cut line (`client.offline`, which may be tried again). */
export class ApiError extends Error {
  readonly code: ErrorCode | ClientErrorCode;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  constructor(code: ErrorCode | ClientErrorCode, status: number, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.status = status;
  }
}

export type RequestOptions = { body?: unknown; signal?: AbortSignal };

/** Where nobody has a token yet. */
const SIGN_IN = /^\/api\/auth\//;

let csrfToken = "";
let onExpired: () => void = () => {};
let renewToken: (() => Promise<void>) | undefined;

/** The token that the session gave; every request that changes something carries it. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** How a page that opened without a line comes to its token. */
export function setTokenSource(source: () => Promise<void>): void {
  renewToken = source;
}

/** What to do when the server no longer knows the session. */
export function setExpiredHandler(handler: () => void): void {
  onExpired = handler;
}

/** The headers of a state-changing request made by other means than `callApi` (uploads with progress). */
export function csrfHeaders(): Record<string, string> {
  return csrfToken ? { "X-CSRF-Token": csrfToken } : {};
}

/**
 * One JSON request on our own origin, with the session cookie. `T` is the shape the route promises; null for an empty
 * answer. Throws ApiError only.
 */
export async function callApi<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (!response.ok) throw await refusal(response);
  const text = await response.text();
  try {
    return (text === "" ? null : JSON.parse(text)) as T;
  } catch (cause) {
    throw new ApiError("client.server", response.status, { cause });
  }
}

/** A file that the server makes when asked. Throws ApiError only. */
export async function fetchFile(method: string, path: string): Promise<Blob> {
  const response = await send(method, path, {});
  if (!response.ok) throw await refusal(response);
  return response.blob();
}

async function send(method: string, path: string, { body, signal }: RequestOptions): Promise<Response> {
  if (csrfToken === "" && method !== "GET" && !SIGN_IN.test(path)) await renewToken?.();
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") Object.assign(headers, csrfHeaders());
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const asked = method === "GET" ? await askedEarly(path) : undefined;
    if (asked) return asked;
    return await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError("client.offline", 0, { cause });
  }
}

/** What the script before the page's own (`early.ts`) asked for, once. */
function askedEarly(path: string): Promise<Response | undefined> | undefined {
  const { early } = globalThis as { early?: Record<string, Promise<Response>> };
  const answer = early?.[path];
  if (early) delete early[path];
  // A refusal may be over by now: the person has signed in since.
  return answer?.then(
    (response) => (response.ok ? response : undefined),
    () => undefined,
  );
}

async function refusal(response: Response): Promise<ApiError> {
  const problem = await response.json().catch(() => null);
  const code = codeOf(problem, response.status);
  if (code === "auth.required") onExpired();
  return new ApiError(code, response.status);
}

/** The refusal code of a problem document; by the status when it has none that we know. */
export function codeOf(problem: unknown, status: number): ErrorCode | ClientErrorCode {
  const code = (problem as { code?: unknown } | null)?.code;
  const known = ERROR_CODES.find((c) => c === code);
  if (known) return known;
  if (status === 401) return "auth.required";
  if (status === 403) return "access.denied";
  if (status === 404) return "notFound";
  if (status === 413) return "message.tooLarge";
  if (status === 429) return "rate.limited";
  if (status === 502 || status === 503 || status === 504) return "busy";
  return status >= 500 ? "client.server" : "invalid";
}

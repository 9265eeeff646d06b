import type { ErrorCode } from "@congthu/shared/errors";
import type { Response } from "express";
import { ZodError } from "zod";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";

/** HTTP status of every refusal (RFC 9110 §15). */
const STATUS: Record<ErrorCode, number> = {
  "auth.failed": 401,
  "auth.required": 401,
  "auth.locked": 403,
  "auth.passwordExpired": 403,
  "auth.factorFailed": 401,
  "auth.factorNeeded": 403,
  "auth.appPassword": 403,
  "auth.provider": 502,
  "auth.noMailbox": 403,
  "auth.confirm": 403,
  "factor.last": 409,
  "ticket.expired": 410,
  "sms.failed": 502,
  "password.weak": 422,
  "password.used": 422,
  "access.denied": 403,
  "account.notFound": 404,
  "account.exists": 409,
  "agency.notFound": 404,
  "agency.exists": 409,
  "agency.notEmpty": 409,
  "address.taken": 409,
  "address.invalid": 422,
  "domain.notFound": 404,
  "mailbox.notFound": 404,
  "mailbox.exists": 409,
  "mailbox.notEmpty": 409,
  "mailbox.reserved": 409,
  "mailbox.nameInvalid": 422,
  "message.notFound": 404,
  "message.tooLarge": 413,
  "message.invalid": 422,
  "message.secret": 422,
  "blob.notFound": 404,
  "quota.exceeded": 409,
  "recipient.unknown": 422,
  "recipient.closed": 422,
  "recipients.none": 422,
  "recipients.tooMany": 422,
  "sender.notAllowed": 403,
  "submission.notFound": 404,
  "submission.tooLate": 409,
  "state.mismatch": 409,
  "rate.limited": 429,
  busy: 503,
  notFound: 404,
  invalid: 400,
};

/** What went wrong with a field of a request: where, and the kind of fault in zod's words. */
type Fault = { path: string; code: string };

/** Answers a refusal as a problem document (RFC 9457 §3); `code` is the product's own name of it. */
export function sendProblem(res: Response, code: ErrorCode, faults?: readonly Fault[]): void {
  const status = STATUS[code];
  const problem = { type: `urn:congthu:error:${code}`, code, status, ...(faults ? { faults } : {}) };
  res.status(status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Answers whatever was thrown: refusals by their code, faulty requests as such, bugs as 500 and counted. */
export function sendFailure(app: Pick<App, "log" | "metrics">, res: Response, err: unknown): void {
  if (res.headersSent) {
    if (!isGone(err)) noteBug(app, res, err);
    res.destroy();
  } else if (err instanceof MailError) sendProblem(res, err.code);
  else if (err instanceof ZodError) sendProblem(res, "invalid", faultsOf(err));
  else if (isBadRequest(err)) sendProblem(res, err.status === 413 ? "message.tooLarge" : "invalid");
  else {
    noteBug(app, res, err);
    const problem = { type: "about:blank", status: 500, requestId: res.locals.requestId };
    res.status(500).type("application/problem+json").send(JSON.stringify(problem));
  }
}

function faultsOf(err: ZodError): Fault[] {
  return err.issues.slice(0, 20).map((issue) => ({ path: issue.path.join("."), code: issue.code }));
}

/** Errors of Express' own parsers carry the status they mean. */
function isBadRequest(err: unknown): err is { status: number } {
  const status = (err as { status?: unknown } | null)?.status;
  return typeof status === "number" && status >= 400 && status < 500;
}

/** The client went away in the middle. */
function isGone(err: unknown): boolean {
  const code = (err as { code?: unknown } | null)?.code;
  return code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET" || code === "EPIPE" || code === "ABORT_ERR";
}

function noteBug(app: Pick<App, "log" | "metrics">, res: Response, err: unknown): void {
  app.metrics.count("congthu_bugs_total", { at: "http" });
  const stack = err instanceof Error ? (err.stack ?? err.message) : String(err);
  app.log("error", "bug", { at: "http", requestId: String(res.locals.requestId), stack });
}

import type { ErrorCode } from "@congthu/shared/errors";
import type { MethodErrorType, SetError } from "@congthu/shared/jmap/core";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { MethodFailure, SetFailure } from "./failure.ts";

type Reply = {
  /** As the error of a method (RFC 8620 §3.6.2). */
  method: MethodErrorType;
  /** As the error of one record (RFC 8620 §5.3; RFC 8621 §2.5, §4.6, §7.5). */
  set: string;
};

const REPLY: Record<ErrorCode, Reply> = {
  "auth.failed": { method: "forbidden", set: "forbidden" },
  "auth.required": { method: "forbidden", set: "forbidden" },
  "auth.locked": { method: "forbidden", set: "forbidden" },
  "auth.passwordExpired": { method: "forbidden", set: "forbidden" },
  "auth.factorFailed": { method: "forbidden", set: "forbidden" },
  "auth.factorNeeded": { method: "forbidden", set: "forbidden" },
  "auth.appPassword": { method: "forbidden", set: "forbidden" },
  "auth.provider": { method: "serverUnavailable", set: "forbidden" },
  "auth.noMailbox": { method: "forbidden", set: "forbidden" },
  "auth.confirm": { method: "forbidden", set: "forbidden" },
  "factor.last": { method: "forbidden", set: "forbidden" },
  "ticket.expired": { method: "forbidden", set: "forbidden" },
  "sms.failed": { method: "serverUnavailable", set: "forbidden" },
  "password.weak": { method: "invalidArguments", set: "invalidProperties" },
  "password.used": { method: "invalidArguments", set: "invalidProperties" },
  "access.denied": { method: "forbidden", set: "forbidden" },
  "account.notFound": { method: "accountNotFound", set: "notFound" },
  "account.exists": { method: "invalidArguments", set: "invalidProperties" },
  "agency.notFound": { method: "invalidArguments", set: "notFound" },
  "agency.exists": { method: "invalidArguments", set: "invalidProperties" },
  "agency.notEmpty": { method: "invalidArguments", set: "forbidden" },
  "address.taken": { method: "invalidArguments", set: "invalidProperties" },
  "address.invalid": { method: "invalidArguments", set: "invalidProperties" },
  "domain.notFound": { method: "invalidArguments", set: "notFound" },
  "mailbox.notFound": { method: "invalidArguments", set: "invalidProperties" },
  "mailbox.exists": { method: "invalidArguments", set: "invalidProperties" },
  "mailbox.notEmpty": { method: "invalidArguments", set: "mailboxHasEmail" },
  "mailbox.reserved": { method: "forbidden", set: "forbidden" },
  "mailbox.nameInvalid": { method: "invalidArguments", set: "invalidProperties" },
  "message.notFound": { method: "invalidArguments", set: "notFound" },
  "message.tooLarge": { method: "requestTooLarge", set: "tooLarge" },
  "message.invalid": { method: "invalidArguments", set: "invalidProperties" },
  "message.secret": { method: "forbidden", set: "forbiddenToSend" },
  "blob.notFound": { method: "invalidArguments", set: "blobNotFound" },
  "quota.exceeded": { method: "forbidden", set: "overQuota" },
  "recipient.unknown": { method: "invalidArguments", set: "invalidRecipients" },
  "recipient.closed": { method: "forbidden", set: "forbiddenToSend" },
  "recipients.none": { method: "invalidArguments", set: "noRecipients" },
  "recipients.tooMany": { method: "invalidArguments", set: "tooManyRecipients" },
  "sender.notAllowed": { method: "forbidden", set: "forbiddenFrom" },
  "submission.notFound": { method: "invalidArguments", set: "notFound" },
  "submission.tooLate": { method: "invalidArguments", set: "cannotUnsend" },
  "state.mismatch": { method: "stateMismatch", set: "forbidden" },
  "rate.limited": { method: "serverUnavailable", set: "rateLimit" },
  busy: { method: "serverUnavailable", set: "rateLimit" },
  notFound: { method: "invalidArguments", set: "notFound" },
  invalid: { method: "invalidArguments", set: "invalidProperties" },
};

/** What `error` answers for whatever a method threw; a bug is noted and told as serverFail. */
export function methodError(
  app: Pick<App, "log" | "metrics">,
  method: string,
  err: unknown,
): { type: string; description: string } {
  if (err instanceof MethodFailure) return { type: err.type, description: err.message };
  if (err instanceof MailError) return { type: REPLY[err.code].method, description: err.message };
  app.metrics.count("congthu_bugs_total", { at: "jmap" });
  app.log("error", "bug", { at: "jmap", method, stack: err instanceof Error ? (err.stack ?? "") : String(err) });
  return { type: "serverFail", description: "an unexpected error; it was logged" };
}

/** What one record's refusal is called in notCreated, notUpdated and notDestroyed; anything that is no refusal is thrown on. */
export function setError(err: unknown): SetError<string> & Record<string, unknown> {
  if (err instanceof SetFailure) return err.error;
  if (!(err instanceof MailError)) throw err;
  return { type: REPLY[err.code].set, description: err.message };
}

import type { ErrorCode } from "@congthu/shared/errors";
import { ZodError } from "zod";
import { MailError } from "../core/errors.ts";
import type { HttpReply } from "../lib/http-call.ts";

/** RFC 7644 §3.12, table 9; "" where it knows no name for it. */
export type ScimType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidValue"
  | "noTarget"
  | "uniqueness"
  | "mutability"
  | "tooMany"
  | "";

/** The client asked for what cannot be understood or done. */
export class ScimError extends Error {
  override readonly name = "ScimError";
  readonly status: number;
  readonly scimType: ScimType;
  constructor(status: number, scimType: ScimType, detail: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

type Told = readonly [status: number, scimType: ScimType];
const FAULT: Told = [400, "invalidValue"];

/** How every refusal is told; those of mail do not come up here and stand for a faulty request. RFC 7644 §3.12 */
const REFUSALS: Record<ErrorCode, Told> = {
  "auth.failed": [401, ""],
  "auth.required": [401, ""],
  "auth.locked": [403, ""],
  "auth.passwordExpired": [403, ""],
  "password.weak": FAULT,
  "password.used": FAULT,
  "access.denied": [403, ""],
  "account.notFound": [404, ""],
  "account.exists": [409, "uniqueness"],
  "agency.notFound": FAULT,
  "agency.exists": FAULT,
  "agency.notEmpty": FAULT,
  "address.taken": [409, "uniqueness"],
  "address.invalid": FAULT,
  "domain.notFound": FAULT,
  "mailbox.notFound": FAULT,
  "mailbox.exists": FAULT,
  "mailbox.notEmpty": FAULT,
  "mailbox.reserved": FAULT,
  "mailbox.nameInvalid": FAULT,
  "message.notFound": FAULT,
  "message.tooLarge": FAULT,
  "message.invalid": FAULT,
  "message.secret": FAULT,
  "blob.notFound": FAULT,
  "quota.exceeded": [409, ""],
  "recipient.unknown": FAULT,
  "recipient.closed": FAULT,
  "recipients.none": FAULT,
  "recipients.tooMany": FAULT,
  "sender.notAllowed": FAULT,
  "submission.notFound": FAULT,
  "submission.tooLate": FAULT,
  "state.mismatch": [409, ""],
  "rate.limited": [429, ""],
  "auth.factorFailed": [401, ""],
  "auth.factorNeeded": [401, ""],
  "auth.appPassword": [401, ""],
  "auth.provider": [503, ""],
  "auth.noMailbox": [401, ""],
  "auth.confirm": [401, ""],
  "factor.last": FAULT,
  "ticket.expired": [401, ""],
  "sms.failed": FAULT,
  busy: [503, ""],
  notFound: [404, ""],
  invalid: FAULT,
};

export const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

/** A reply in SCIM's own type. RFC 7644 §3.1 */
export function scimReply(status: number, body: unknown, headers: Record<string, string> = {}): HttpReply {
  if (body === undefined) return { status, headers };
  return {
    status,
    headers: { "Content-Type": "application/scim+json; charset=utf-8", "Cache-Control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

/** The reply to what was thrown; what is no refusal is thrown on. */
export function failureReply(err: unknown): HttpReply {
  const [status, scimType, detail] = failureOf(err);
  const kind = scimType === "" ? {} : { scimType };
  return scimReply(status, { schemas: [ERROR_SCHEMA], status: String(status), ...kind, detail });
}

function failureOf(err: unknown): [status: number, scimType: ScimType, detail: string] {
  if (err instanceof ScimError) return [err.status, err.scimType, err.message];
  if (err instanceof ZodError)
    return [400, "invalidValue", err.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; ")];
  if (!(err instanceof MailError)) throw err;
  const [status, scimType] = REFUSALS[err.code];
  return [status, scimType, err.code];
}

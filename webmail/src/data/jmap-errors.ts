import type { ErrorCode } from "@congthu/shared/errors";
import type { SetError } from "@congthu/shared/jmap/core";
import type { ClientErrorCode } from "../i18n/error-texts.ts";

type Code = ErrorCode | ClientErrorCode;

const METHOD: Record<string, Code> = {
  serverUnavailable: "busy",
  forbidden: "access.denied",
  accountNotFound: "account.notFound",
  accountNotSupportedByMethod: "access.denied",
  accountReadOnly: "access.denied",
  stateMismatch: "state.mismatch",
  anchorNotFound: "message.notFound",
  invalidArguments: "invalid",
  unsupportedFilter: "invalid",
  unsupportedSort: "invalid",
};

const SET: Record<string, Code> = {
  forbidden: "access.denied",
  overQuota: "quota.exceeded",
  tooLarge: "message.tooLarge",
  rateLimit: "rate.limited",
  notFound: "message.notFound",
  blobNotFound: "blob.notFound",
  mailboxHasChild: "mailbox.notEmpty",
  mailboxHasEmail: "mailbox.notEmpty",
  invalidEmail: "message.invalid",
  noRecipients: "recipients.none",
  tooManyRecipients: "recipients.tooMany",
  invalidRecipients: "recipient.unknown",
  forbiddenMailFrom: "sender.notAllowed",
  forbiddenFrom: "sender.notAllowed",
  forbiddenToSend: "access.denied",
  cannotUnsend: "submission.tooLate",
};

/** The refusal behind a method-level error (RFC 8620 §3.6.2). */
export function codeOfMethodError(type: string): Code {
  return METHOD[type] ?? "client.server";
}

/** The refusal behind a SetError (RFC 8620 §5.3; RFC 8621 §2.5, §4.6, §7.5). */
export function codeOfSetError(error: SetError<string>): Code {
  return SET[error.type] ?? "invalid";
}

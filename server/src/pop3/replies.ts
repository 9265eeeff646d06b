import { type ErrorCode, MailError } from "../core/errors.ts";

/** The peer wrote what POP3 does not know, or at the wrong time. */
export class Pop3SyntaxError extends Error {
  override readonly name = "Pop3SyntaxError";
}

// RFC 2449 §8.1.1 (IN-USE); RFC 3206 is answered by its codes AUTH, SYS/TEMP and SYS/PERM
const CODES: Partial<Record<ErrorCode, string>> = {
  "auth.failed": "AUTH",
  "auth.required": "AUTH",
  "auth.locked": "AUTH",
  "auth.passwordExpired": "AUTH",
  "auth.factorFailed": "AUTH",
  "auth.factorNeeded": "AUTH",
  "auth.appPassword": "AUTH",
  "auth.provider": "SYS/TEMP",
  "auth.noMailbox": "AUTH",
  busy: "IN-USE",
  "rate.limited": "SYS/TEMP",
  "blob.notFound": "SYS/PERM",
};
const TEXTS: Record<ErrorCode, string> = {
  "auth.failed": "Wrong address or password",
  "auth.required": "Sign in first",
  "auth.locked": "Account is locked",
  "auth.passwordExpired": "Password has expired; change it in the webmail",
  "auth.factorFailed": "Wrong code",
  "auth.factorNeeded": "Set up two-step sign-in in the webmail first",
  "auth.appPassword": "Use an app password; make one in the webmail",
  "auth.provider": "The sign-in provider refused or cannot be asked",
  "auth.noMailbox": "No mailbox belongs to this sign-in",
  "auth.confirm": "Confirm the password first",
  "factor.last": "The last second factor stays",
  "ticket.expired": "Too late, begin again",
  "sms.failed": "The message could not be sent",
  "password.weak": "Password is too weak",
  "password.used": "Password was used before",
  "access.denied": "Access denied",
  "account.notFound": "No such account",
  "account.exists": "Account exists",
  "agency.notFound": "No such agency",
  "agency.exists": "Agency exists",
  "agency.notEmpty": "Agency is not empty",
  "address.taken": "Address is taken",
  "address.invalid": "Invalid address",
  "domain.notFound": "No such domain",
  "mailbox.notFound": "No such mailbox",
  "mailbox.exists": "Mailbox exists",
  "mailbox.notEmpty": "Mailbox is not empty",
  "mailbox.reserved": "This mailbox keeps its name and place",
  "mailbox.nameInvalid": "Invalid mailbox name",
  "message.notFound": "No such message",
  "message.tooLarge": "Message too large",
  "message.invalid": "Not a message",
  "message.secret": "Classified content is not allowed here",
  "blob.notFound": "Message content is missing",
  "quota.exceeded": "Mailbox is full",
  "recipient.unknown": "Unknown recipient",
  "recipient.closed": "Recipient takes no mail",
  "recipients.none": "No recipients",
  "recipients.tooMany": "Too many recipients",
  "sender.notAllowed": "Sender not allowed",
  "submission.notFound": "No such submission",
  "submission.tooLate": "Already sent",
  "state.mismatch": "State has changed",
  "rate.limited": "Too many attempts; wait a while",
  busy: "Another session has the mailbox open",
  notFound: "Not found",
  invalid: "Invalid",
};

/** The one place a failure becomes a reply line. What is no refusal is a bug of ours, and temporary. */
export function failureLine(err: unknown): string {
  if (err instanceof Pop3SyntaxError) return `-ERR ${err.message}`;
  if (!(err instanceof MailError)) return "-ERR [SYS/TEMP] Internal error";
  const code = CODES[err.code];
  return code ? `-ERR [${code}] ${TEXTS[err.code]}` : `-ERR ${TEXTS[err.code]}`;
}

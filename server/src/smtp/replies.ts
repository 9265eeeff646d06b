import { type ErrorCode, MailError } from "../core/errors.ts";

export type SmtpReply = { code: number; enhanced: string; text: string };

const reply = (code: number, enhanced: string, text: string): SmtpReply => ({ code, enhanced, text });

// RFC 5321 §4.2.3 (reply codes), RFC 3463 §3 and RFC 2034 §3 (enhanced codes). ASCII: RFC 6531 §3.7.4.2 allows more only after SMTPUTF8
const REPLIES: Record<ErrorCode, SmtpReply> = {
  "auth.failed": reply(535, "5.7.8", "Authentication credentials invalid"),
  "auth.required": reply(530, "5.7.0", "Authentication required"),
  "auth.locked": reply(535, "5.7.8", "Account locked"),
  "auth.passwordExpired": reply(535, "5.7.8", "Password expired, set a new one in the webmail"),
  "auth.factorFailed": reply(535, "5.7.8", "Wrong code"),
  "auth.factorNeeded": reply(535, "5.7.8", "Set up two-step sign-in in the webmail first"),
  "auth.appPassword": reply(535, "5.7.8", "Use an app password, make one in the webmail under Settings, Security"),
  "auth.provider": reply(454, "4.7.0", "The sign-in provider refused or cannot be asked"),
  "auth.noMailbox": reply(535, "5.7.8", "No mailbox belongs to this sign-in"),
  "auth.confirm": reply(535, "5.7.8", "Confirm the password first"),
  "factor.last": reply(550, "5.3.0", "The last second factor stays"),
  "ticket.expired": reply(535, "5.7.8", "Too late, begin again"),
  "sms.failed": reply(451, "4.3.0", "The message could not be sent"),
  "password.weak": reply(535, "5.7.8", "Password too weak, set a new one in the webmail"),
  "password.used": reply(535, "5.7.8", "Password used before, set a new one in the webmail"),
  "access.denied": reply(550, "5.7.1", "Not allowed"),
  "account.notFound": reply(550, "5.1.1", "No such recipient here"),
  "account.exists": reply(550, "5.3.0", "Account exists"),
  "agency.notFound": reply(550, "5.1.1", "No such agency"),
  "agency.exists": reply(550, "5.3.0", "Agency exists"),
  "agency.notEmpty": reply(550, "5.3.0", "Agency not empty"),
  "address.taken": reply(550, "5.3.0", "Address taken"),
  "address.invalid": reply(501, "5.1.3", "Bad address syntax"),
  "domain.notFound": reply(550, "5.7.1", "Relaying denied, this server takes mail for its own domains only"),
  "mailbox.notFound": reply(550, "5.1.1", "No such mailbox"),
  "mailbox.exists": reply(550, "5.3.0", "Mailbox exists"),
  "mailbox.notEmpty": reply(550, "5.3.0", "Mailbox not empty"),
  "mailbox.reserved": reply(550, "5.3.0", "Mailbox reserved"),
  "mailbox.nameInvalid": reply(550, "5.3.0", "Bad mailbox name"),
  "message.notFound": reply(550, "5.3.0", "No such message"),
  "message.tooLarge": reply(552, "5.3.4", "Message too large"),
  "message.invalid": reply(
    550,
    "5.6.0",
    "Malformed message: a bare CR or LF, a NUL octet, or not exactly one From field",
  ),
  "message.secret": reply(554, "5.7.1", "The message carries a mark of state secrecy and must not be sent by mail"),
  "blob.notFound": reply(550, "5.3.0", "No such blob"),
  "quota.exceeded": reply(452, "4.2.2", "Mailbox full"),
  "recipient.unknown": reply(550, "5.1.1", "No such recipient here"),
  "recipient.closed": reply(550, "5.7.2", "This group does not take mail from this sender"),
  "recipients.none": reply(554, "5.5.1", "No valid recipients"),
  "recipients.tooMany": reply(452, "4.5.3", "Too many recipients"),
  "sender.notAllowed": reply(
    550,
    "5.7.1",
    "Sender address not allowed: MAIL FROM and From must be addresses you may send for",
  ),
  "submission.notFound": reply(550, "5.3.0", "No such submission"),
  "submission.tooLate": reply(550, "5.3.0", "Too late"),
  "state.mismatch": reply(503, "5.5.1", "Bad sequence of commands"),
  "rate.limited": reply(450, "4.7.1", "Too many tries, wait and try again"),
  busy: reply(451, "4.3.0", "Try again later"),
  notFound: reply(550, "5.3.0", "Not found"),
  invalid: reply(501, "5.5.4", "Invalid argument"),
};

/** Replies of the protocol itself. */
export const SAY = {
  queued: (traceId: string) => reply(250, "2.0.0", `Ok: queued as ${traceId}`),
  tooMany: reply(421, "4.7.0", "Too many connections, try again later"),
  signedOut: reply(421, "4.7.0", "Signed out by the server"),
  goingDown: reply(421, "4.3.2", "Server shutting down"),
  badLine: reply(500, "5.5.2", "Syntax error: lines end in CRLF and hold no other control character"),
  longLine: reply(421, "4.5.2", "Line too long"),
  noParameter: reply(501, "5.5.4", "Syntax error: no parameter allowed"),
  badName: reply(501, "5.5.2", "Syntax error: one host name or address literal"),
  unknownParameter: (name: string) => reply(555, "5.5.4", `Parameter ${name} not recognized`),
  needsUtf8: reply(553, "5.6.7", "Non-ASCII address without SMTPUTF8"),
  notAvailable: reply(502, "5.5.1", "Command not available"),
  notVerified: reply(252, "2.1.5", "Cannot verify, but will accept message and attempt delivery"),
  help: reply(214, "2.0.0", "Commands: EHLO HELO STARTTLS AUTH MAIL RCPT DATA RSET NOOP VRFY QUIT. RFC 5321"),
  badParameter: (name: string) => reply(501, "5.5.4", `Parameter ${name} too long`),
  encryptFirst: reply(538, "5.7.11", "Encryption required for requested authentication mechanism"),
  tooManyFailures: reply(421, "4.7.0", "Too many failed sign-ins"),
  tooManyErrors: reply(421, "4.7.0", "Too many errors"),
  badSequence: reply(503, "5.5.1", "Bad sequence of commands"),
  noMail: reply(503, "5.5.1", "MAIL first"),
  tlsFirst: reply(530, "5.7.0", "Must issue a STARTTLS command first"),
  noRecipient: reply(503, "5.5.1", "RCPT first"),
  goOn: reply(354, "", "End data with <CR><LF>.<CR><LF>"),
  looping: reply(554, "5.4.6", "Routing loop: too many Received lines"),
} as const;

/** Anything that is no MailError is our own fault: temporary failure, so the sender keeps the message. */
export function toSmtpReply(err: unknown): SmtpReply {
  if (err instanceof Refusal) return err.reply;
  return err instanceof MailError ? REPLIES[err.code] : reply(451, "4.3.0", "Internal error, try again later");
}

/** A refusal that only SMTP knows. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reply: SmtpReply;
  constructor(r: SmtpReply) {
    super(r.text);
    this.reply = r;
  }
}

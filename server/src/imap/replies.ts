import { type ErrorCode, MailError } from "../core/errors.ts";
import { ImapSyntaxError } from "./wire/syntax-error.ts";

/** A refusal only this edge knows: `NO [code] text`. */
export class ImapNo extends Error {
  override readonly name = "ImapNo";
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

type Reply = readonly [code: string, text: string];

// RFC 9051 §7.1, RFC 5530 §3 (codes), RFC 7889 §4 (TOOBIG), RFC 9208 §4.3.1 (OVERQUOTA)
const REPLIES: Record<ErrorCode, Reply> = {
  "auth.failed": ["AUTHENTICATIONFAILED", "Wrong address or password"],
  "auth.required": ["AUTHENTICATIONFAILED", "Sign in first"],
  "auth.locked": ["CONTACTADMIN", "Account is locked"],
  "auth.passwordExpired": ["EXPIRED", "Password has expired; change it in the webmail"],
  "auth.factorFailed": ["AUTHENTICATIONFAILED", "Wrong code"],
  "auth.factorNeeded": ["CONTACTADMIN", "Set up two-step sign-in in the webmail first"],
  "auth.appPassword": ["AUTHENTICATIONFAILED", "Use an app password; make one in the webmail, Settings, Security"],
  "auth.provider": ["UNAVAILABLE", "The sign-in provider refused or cannot be asked"],
  "auth.noMailbox": ["AUTHENTICATIONFAILED", "No mailbox belongs to this sign-in"],
  "auth.confirm": ["CANNOT", "Confirm the password first"],
  "factor.last": ["CANNOT", "The last second factor stays"],
  "ticket.expired": ["EXPIRED", "Too late, begin again"],
  "sms.failed": ["UNAVAILABLE", "The message could not be sent"],
  "password.weak": ["CANNOT", "Password is too weak"],
  "password.used": ["CANNOT", "Password was used before"],
  "access.denied": ["NOPERM", "Access denied"],
  "account.notFound": ["NONEXISTENT", "No such account"],
  "account.exists": ["ALREADYEXISTS", "Account exists"],
  "agency.notFound": ["NONEXISTENT", "No such agency"],
  "agency.exists": ["ALREADYEXISTS", "Agency exists"],
  "agency.notEmpty": ["INUSE", "Agency is not empty"],
  "address.taken": ["ALREADYEXISTS", "Address is taken"],
  "address.invalid": ["CANNOT", "Invalid address"],
  "domain.notFound": ["NONEXISTENT", "No such domain"],
  "mailbox.notFound": ["NONEXISTENT", "No such mailbox"],
  "mailbox.exists": ["ALREADYEXISTS", "Mailbox exists"],
  "mailbox.notEmpty": ["HASCHILDREN", "Mailbox is not empty"],
  "mailbox.reserved": ["CANNOT", "This mailbox keeps its name and place"],
  "mailbox.nameInvalid": ["CANNOT", "Invalid mailbox name"],
  "message.notFound": ["NONEXISTENT", "No such message"],
  "message.tooLarge": ["TOOBIG", "Message too large"],
  "message.invalid": ["CANNOT", "Not a message"],
  "message.secret": ["CANNOT", "Classified content is not allowed here"],
  "blob.notFound": ["CORRUPTION", "Message content is missing"],
  "quota.exceeded": ["OVERQUOTA", "Mailbox is full"],
  "recipient.unknown": ["CANNOT", "Unknown recipient"],
  "recipient.closed": ["CANNOT", "Recipient takes no mail"],
  "recipients.none": ["CANNOT", "No recipients"],
  "recipients.tooMany": ["LIMIT", "Too many recipients"],
  "sender.notAllowed": ["NOPERM", "Sender not allowed"],
  "submission.notFound": ["NONEXISTENT", "No such submission"],
  "submission.tooLate": ["CANNOT", "Already sent"],
  "state.mismatch": ["CLIENTBUG", "State has changed"],
  "rate.limited": ["LIMIT", "Too many attempts; wait a while"],
  busy: ["INUSE", "Busy; try again"],
  notFound: ["NONEXISTENT", "Not found"],
  invalid: ["CANNOT", "Invalid"],
};

/** The one place a failure becomes a tagged line. What is no refusal is a bug of ours. RFC 9051 §7.1.2, §7.1.3 */
export function taggedFailure(tag: string, err: unknown): string {
  if (err instanceof ImapSyntaxError) return `${tag} BAD ${err.message}`;
  if (err instanceof ImapNo) return `${tag} NO [${err.code}] ${err.message}`;
  if (!(err instanceof MailError)) return `${tag} NO [SERVERBUG] Internal error`;
  const [code, text] = REPLIES[err.code];
  return `${tag} NO [${code}] ${text}`;
}

/** Whether a failure is a refusal or nonsense from the client, and no bug. */
export function isRefusal(err: unknown): boolean {
  return err instanceof ImapSyntaxError || err instanceof ImapNo || err instanceof MailError;
}

/** A literal that waits for leave and is too large to get it. RFC 9051 §4.3, RFC 7889 §4 */
export function literalTooLarge(tag: string): string {
  return `${tag} BAD [TOOBIG] Literal too large`;
}

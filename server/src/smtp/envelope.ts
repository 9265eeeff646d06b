import { Refusal, SAY } from "./replies.ts";
import type { Mail, Rcpt } from "./session.ts";

/** MAIL and RCPT as the library parsed them: parameters by upper-case name, xtext undone, a name without a value is true. */
export type ParsedPath = {
  address: string;
  args: Record<string, string | true> | false;
  dsn?: { notify?: string[] | undefined; orcpt?: string | undefined } | undefined;
};

// RFC 1870 §3, RFC 6152 §2, RFC 6531 §3.4, RFC 3461 §4.3, §4.4, RFC 4954 §5
const MAIL_PARAMETERS = ["SIZE", "BODY", "SMTPUTF8", "RET", "ENVID"];
// RFC 3461 §4.1, §4.2
const RCPT_PARAMETERS = ["NOTIFY", "ORCPT"];
/** RFC 3461 §5.4: what an implementation must take at least. */
const ENVID_LENGTH = 100;
const ORCPT_LENGTH = 500;

/** MAIL with its parameters. Throws Refusal: 555 for a parameter nobody announced, 553 for a UTF-8 address without SMTPUTF8. */
export function mailOf(path: ParsedPath, q: { takesAuth: boolean }): Mail {
  const args = path.args || {};
  refuseUnknown(args, q.takesAuth ? [...MAIL_PARAMETERS, "AUTH"] : MAIL_PARAMETERS);
  const smtpUtf8 = args.SMTPUTF8 === true;
  if (!smtpUtf8) requireAscii(path.address);
  const ret = String(args.RET ?? "").toUpperCase();
  const envid = typeof args.ENVID === "string" ? args.ENVID : "";
  if (envid.length > ENVID_LENGTH) throw new Refusal(SAY.badParameter("ENVID"));
  return {
    address: path.address,
    sizeBytes: Number(args.SIZE ?? 0) || 0,
    smtpUtf8,
    ret: ret === "FULL" || ret === "HDRS" ? ret : "",
    envid,
  };
}

/** RCPT with its parameters. Throws Refusal as `mailOf` does. */
export function rcptOf(path: ParsedPath, mail: Mail): Rcpt {
  refuseUnknown(path.args || {}, RCPT_PARAMETERS);
  if (!mail.smtpUtf8) requireAscii(path.address);
  const orcpt = path.dsn?.orcpt ?? "";
  if (orcpt.length > ORCPT_LENGTH) throw new Refusal(SAY.badParameter("ORCPT"));
  return { address: path.address, notify: path.dsn?.notify?.join(",") ?? "", orcpt };
}

// RFC 5321 §4.1.1.11
function refuseUnknown(args: Record<string, unknown>, known: readonly string[]): void {
  const name = Object.keys(args).find((key) => !known.includes(key));
  if (name !== undefined) throw new Refusal(SAY.unknownParameter(/^[\w-]{1,40}$/.test(name) ? name : ""));
}

/** The local part alone: the library shows A-labels of a domain as Unicode. RFC 6531 §3.5 */
function requireAscii(address: string): void {
  if (!/^[\x21-\x7e]*(?:@|$)/.test(address)) throw new Refusal(SAY.needsUtf8);
}

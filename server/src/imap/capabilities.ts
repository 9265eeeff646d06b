import type { Session } from "./command.ts";

/** What IMAP4rev1 clients look for, most of it part of IMAP4rev2. Each has its code behind it. */
const ALWAYS = ["IMAP4rev1", "IMAP4rev2", "LITERAL+", "SASL-IR", "ENABLE", "ID", "IDLE"];
const GUEST_PASSWORD = ["AUTH=PLAIN"];
const SIGNED_IN = [
  "NAMESPACE",
  "UNSELECT",
  "CHILDREN",
  "UIDPLUS",
  "MOVE",
  "CONDSTORE",
  "QRESYNC",
  "ESEARCH",
  "SEARCHRES",
  "WITHIN",
  "SORT",
  "SORT=DISPLAY",
  "THREAD=ORDEREDSUBJECT",
  "THREAD=REFERENCES",
  "LIST-EXTENDED",
  "LIST-STATUS",
  "SPECIAL-USE",
  "CREATE-SPECIAL-USE",
  "STATUS=SIZE",
  "OBJECTID",
  "PREVIEW",
  "SAVEDATE",
  "BINARY",
  "ACL",
  // RFC 4314 §2.2
  "RIGHTS=kxte",
  "QUOTA",
  "QUOTA=RES-STORAGE",
];

/** The capabilities of a session as it stands, separated by spaces. ENABLE never changes them. RFC 9051 §6.1.1, §6.3.1 */
export function capabilitiesOf(s: Session): string {
  const { link } = s;
  if (s.signed) return [...ALWAYS, ...SIGNED_IN, `APPENDLIMIT=${s.app.site.maxMessageBytes}`].join(" ");
  const guest = link.mayTakePassword() ? GUEST_PASSWORD : ["LOGINDISABLED"];
  return [...ALWAYS, ...(link.mayStartTls() ? ["STARTTLS"] : []), ...guest].join(" ");
}

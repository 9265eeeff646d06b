import { parseAddress } from "@congthu/shared/address";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { sameAddress } from "../people.ts";

/**
 * Reads addresses as people type and paste them: `a@x.vn, Nguyễn Văn An <b@x.vn>; "Sở, ban" <c@x.vn>`, one after another
 * by comma, semicolon or line. What is no address stays as it was typed, for the person to mend.
 */
export function parseRecipients(text: string): EmailAddress[] {
  return splitList(text.normalize("NFC")).map((part) => {
    const angled = /^(.*?)\s*<\s*([^<>]*?)\s*>$/.exec(part);
    const email = (angled?.[2] ?? part).trim();
    const name = (angled?.[1] ?? "")
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .replace(/\\(.)/g, "$1")
      .trim();
    return { name: name === "" || name === email ? null : name, email };
  });
}

/** Splits at separators that stand outside quotation marks and angle brackets. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let angled = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (char === "<") angled = true;
    else if (char === ">") angled = false;
    if (!quoted && !angled && /[,;\r\n\t]/.test(char)) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  return [...parts, part].map((p) => p.trim()).filter((p) => p !== "");
}

/** True when mail can be addressed to it. */
export function isAddress({ email }: EmailAddress): boolean {
  return parseAddress(email) !== null && email.includes(".", email.lastIndexOf("@"));
}

/** The list with more at its end, each mailbox once. */
export function addRecipients(list: readonly EmailAddress[], more: readonly EmailAddress[]): EmailAddress[] {
  const added: EmailAddress[] = [...list];
  for (const one of more) if (!added.some((a) => sameAddress(a, one))) added.push(one);
  return added;
}

/**
 * The part of a domain that one province or ministry owns: "yenbai.gov.vn" of "snv.yenbai.gov.vn", "x.com" of "mail.x.com".
 * Public second levels of .vn count as one.
 */
export function ownDomain(email: string): string {
  const labels = email
    .slice(email.lastIndexOf("@") + 1)
    .toLowerCase()
    .split(".");
  const publicSecond = /^(gov|com|net|org|edu|ac|info|name|health|int|biz|pro)$/;
  const keep = labels.at(-1) === "vn" && publicSecond.test(labels.at(-2) ?? "") ? 3 : 2;
  return labels.slice(-keep).join(".");
}

/** The recipients that lie outside the sender's own province or ministry. */
export function outsiders(recipients: readonly EmailAddress[], senderEmail: string): EmailAddress[] {
  const own = ownDomain(senderEmail);
  return recipients.filter((r) => isAddress(r) && ownDomain(r.email) !== own);
}

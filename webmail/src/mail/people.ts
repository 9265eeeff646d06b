import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { splitName } from "@congthu/shared/names";

/** How a person or agency is called on the screen: the name, or the address where there is none. */
export function displayName({ name, email }: EmailAddress): string {
  return name?.normalize("NFC").trim() || email;
}

/** One letter for the round sign: that of the tên, which is how people are called. */
export function initialOf(person: EmailAddress): string {
  const { given } = splitName(displayName(person).replace(/^[^\p{L}\p{N}]+/u, ""));
  return [...given][0]?.toLocaleUpperCase("vi") ?? "?";
}

/** The same person gets the same of `count` colours everywhere. */
export function colorIndex({ email }: EmailAddress, count: number): number {
  let hash = 0;
  for (const char of email.toLowerCase()) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash % count;
}

/** "Nguyễn Văn An <an@x.gov.vn>", or the address alone. */
export function formatAddress({ name, email }: EmailAddress): string {
  return name?.trim() ? `${name.trim()} <${email}>` : email;
}

/**
 * Who sent a letter on behalf of its author (RFC 5322 §3.6.2): a named person of the same domain. Senders elsewhere are mailing lists and the like.
 */
export function agentIn({
  from,
  sender,
}: {
  from: EmailAddress[] | null;
  sender: EmailAddress[] | null;
}): EmailAddress | null {
  const [author, agent] = [from?.[0], sender?.[0]];
  if (!author || !agent?.name?.trim() || sameAddress(author, agent)) return null;
  const domain = ({ email }: EmailAddress) => email.slice(email.lastIndexOf("@")).toLowerCase();
  return domain(author) === domain(agent) ? agent : null;
}

/** Two addresses are one mailbox when they differ in case only. */
export function sameAddress(a: { email: string }, b: { email: string }): boolean {
  return a.email.trim().toLowerCase() === b.email.trim().toLowerCase();
}

/** The list without addresses that came before in it or in `others`. */
export function withoutRepeats(
  list: readonly EmailAddress[],
  others: readonly { email: string }[] = [],
): EmailAddress[] {
  const seen = new Set(others.map((o) => o.email.trim().toLowerCase()));
  return list.filter(({ email }) => {
    const key = email.trim().toLowerCase();
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

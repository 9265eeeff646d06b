import { domainToASCII } from "node:url";
import type { AccountId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import { type Resolved, resolveRecipient } from "../directory/resolve-recipient.ts";
import type { ErrorCode } from "../errors.ts";

/** Reports an envelope recipient asks for. RFC 3461 §4.1, §4.2 */
export type Wish = {
  /** `NEVER`, or some of `SUCCESS,FAILURE,DELAY`; "" when not said. */
  notify: string;
  /** The address as the first sender wrote it, `rfc822;…`; "" when not said. */
  orcpt: string;
};
export type Addressee = Wish & { address: string; to: Resolved };

/** Who speaks to a group: one of our accounts, or someone from outside (null). */
export type Writer = { accountId: AccountId } | null;

/** Why an address takes no mail from this writer; undefined when it does. Room in mailboxes is not looked at. */
export function refusalOf(to: Resolved, writer: Writer): ErrorCode | undefined {
  if (to.kind === "unknown") return "recipient.unknown";
  if (to.kind !== "group" || to.posting === "open") return undefined;
  if (!writer) return "recipient.closed";
  if (to.moderators?.includes(writer.accountId)) return undefined;
  if (to.posting === "members" && !to.members.includes(writer.accountId)) return "recipient.closed";
  if (to.posting === "writers" && !to.writers.includes(writer.accountId)) return "recipient.closed";
  return undefined;
}

/** Whether a letter to this address waits for a moderator: those of the group write to it freely. */
export function isHeldFor(to: Resolved, writer: Writer): boolean {
  if (to.kind !== "group" || to.moderators === null) return false;
  return !writer || !to.moderators.includes(writer.accountId);
}

/** Finds out where each envelope recipient leads; an address named twice counts once. */
export async function resolveAddressees(
  r: Reader,
  recipients: readonly ({ address: string } & Partial<Wish>)[],
): Promise<Addressee[]> {
  const out = new Map<string, Addressee>();
  for (const { address, notify = "", orcpt = "" } of recipients) {
    if (!out.has(address)) out.set(address, { address, notify, orcpt, to: await resolveRecipient(r, address) });
  }
  return [...out.values()];
}

/** The domain of an address as names are looked up: A-labels, lower case (RFC 5890 §2.3.2.1); literals as they are. */
export function asciiDomain(address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  return domain.startsWith("[") ? domain : domainToASCII(domain) || domain;
}

import type { AccountId, AgencyId, MailboxId } from "@congthu/shared/ids";
import type { Province } from "./province.ts";

/** An account as it lies in the store, found by its address. */
export type Seat = { accountId: AccountId; agencyId: AgencyId; address: string };
export type Directory = {
  agencies: ReadonlyMap<string, AgencyId>;
  seats: ReadonlyMap<string, Seat>;
  groups: ReadonlyMap<string, readonly Seat[]>;
  /** The own account of each person, by the person's key. */
  persons: ReadonlyMap<string, Seat>;
};

/** A province whose directory is in the store; letters can be filed. */
export type Post = { province: Province; directory: Directory };

/** Where a letter lies at one receiver's. */
export type Place = { accountId: AccountId; mailboxId: MailboxId; uid: number };
export type Places = Map<string, Place>;

/** The key of a letter's place in the mailbox of an address. */
export function placeKey(messageId: string, address: string): string {
  return `${messageId} ${address}`;
}

/** Writes in flight together; they share commits. */
export const IN_FLIGHT = 200;

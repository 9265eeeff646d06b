/** JMAP contacts vocabulary, RFC 9610. Cards are those of JSContact (RFC 9553); what a client puts in besides is kept. */
import type { JmapId, UnsignedInt, UtcDate } from "./core.ts";

/** RFC 9610 §2. */
export type AddressBook = {
  id: JmapId;
  name: string;
  description: string | null;
  sortOrder: UnsignedInt;
  isDefault: boolean;
  isSubscribed: boolean;
  shareWith: null;
  myRights: { mayRead: boolean; mayWrite: boolean; mayAdmin: boolean; mayDelete: boolean };
};

/** Ids of the books everybody has: their own first one, and the directory of the province, which may only be read. */
export const PERSONAL_BOOK = "personal";
export const DIRECTORY_BOOK = "directory";

/** RFC 9610 §3, with what our own clients use of RFC 9553 §2. */
export type ContactCard = {
  "@type": "Card";
  version: "1.0";
  id: JmapId;
  uid: string;
  kind?: string;
  addressBookIds: Record<JmapId, true>;
  name?: { full?: string; components?: { kind: string; value: string }[] };
  emails?: Record<string, { address: string; label?: string; pref?: number }>;
  phones?: Record<string, { number: string; label?: string }>;
  organizations?: Record<string, { name?: string; units?: { name: string }[] }>;
  titles?: Record<string, { name: string }>;
  notes?: Record<string, { note: string }>;
  members?: Record<string, true>;
  created?: UtcDate;
  updated?: UtcDate;
};

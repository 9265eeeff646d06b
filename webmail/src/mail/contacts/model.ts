import type { FoundPerson } from "@congthu/shared/api/people";
import { fold } from "@congthu/shared/fold";
import { type ContactCard, PERSONAL_BOOK } from "@congthu/shared/jmap/contacts";
import { nameSortKey } from "@congthu/shared/names";

/** A card as the form has it; addresses and telephones one a line. */
export type ContactDraft = { name: string; emails: string; phones: string; organization: string; note: string };

export const EMPTY_CONTACT: ContactDraft = { name: "", emails: "", phones: "", organization: "", note: "" };

/** What the form shows of a card. */
export function draftOfCard(card: ContactCard): ContactDraft {
  return {
    name: nameOf(card),
    emails: addressesOf(card).join("\n"),
    phones: Object.values(card.phones ?? {})
      .map((p) => p.number)
      .join("\n"),
    organization: Object.values(card.organizations ?? {})[0]?.name ?? "",
    note: Object.values(card.notes ?? {})[0]?.note ?? "",
  };
}

/** The properties of a card that the form speaks of; what it does not speak of stays as it is (RFC 8620 §5.3). */
export function cardOfDraft(draft: ContactDraft, before: ContactCard | null): Partial<ContactCard> {
  const text = (value: string) => value.normalize("NFC").trim();
  const [organizationId = "o1"] = Object.keys(before?.organizations ?? {});
  const [noteId = "n1"] = Object.keys(before?.notes ?? {});
  return {
    ...(before ? {} : { addressBookIds: { [PERSONAL_BOOK]: true } }),
    name: { full: text(draft.name) },
    emails: entries("e", linesOf(draft.emails), before?.emails, (address, old) => ({ ...old, address })),
    phones: entries("p", linesOf(draft.phones), before?.phones, (number, old) => ({ ...old, number })),
    organizations: text(draft.organization) ? { [organizationId]: { name: text(draft.organization) } } : {},
    notes: text(draft.note) ? { [noteId]: { note: text(draft.note) } } : {},
  };
}

function entries<T>(
  letter: string,
  values: readonly string[],
  before: Record<string, T> | undefined,
  make: (value: string, old: T | undefined) => T,
): Record<string, T> {
  const keys = Object.keys(before ?? {});
  return Object.fromEntries(
    values.map((value, i) => {
      const key = keys[i] ?? `${letter}${i + 1}`;
      return [key, make(value, before?.[key])];
    }),
  );
}

function linesOf(text: string): string[] {
  return text
    .normalize("NFC")
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What is wrong with a draft. */
export function contactFault(draft: ContactDraft, isAddress: (email: string) => boolean): "name" | "email" | null {
  const emails = linesOf(draft.emails);
  if (draft.name.trim() === "" && emails.length === 0) return "name";
  return emails.every(isAddress) ? null : "email";
}

/** How a card is called: its name, else its first address. */
export function nameOf(card: ContactCard): string {
  return card.name?.full?.trim() || (card.name?.components ?? []).map((c) => c.value).join(" ") || "";
}

export function addressesOf(card: ContactCard): string[] {
  return Object.values(card.emails ?? {}).map((e) => e.address);
}

/** Cards that hold all the words, marks or not, by tên. */
export function foundCards(cards: readonly ContactCard[], typed: string): ContactCard[] {
  const words = fold(typed).split(" ").filter(Boolean);
  const fits = (card: ContactCard) => {
    const held = fold(Object.values(draftOfCard(card)).join(" "));
    return words.every((word) => held.includes(word));
  };
  return cards.filter(fits).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf(card: ContactCard): string {
  return nameSortKey(nameOf(card) || (addressesOf(card)[0] ?? ""));
}

/** The cards to suggest for what was typed, an entry for each address; words begin as typed. */
export function suggestedCards(cards: readonly ContactCard[], typed: string, most: number): FoundPerson[] {
  const words = fold(typed).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const all = cards.flatMap((card) => addressesOf(card).map((email) => personOfCard(card, email)));
  const fits = ({ name, email, agencyName }: FoundPerson) => {
    const own = fold(`${name} ${email} ${agencyName}`).split(/[\s.@]+/);
    return words.every((word) => own.some((w) => w.startsWith(word)));
  };
  return all.filter(fits).slice(0, most);
}

function personOfCard(card: ContactCard, email: string): FoundPerson {
  const { organization } = draftOfCard(card);
  const id = `${card.id}-${email}`;
  return {
    kind: "person",
    id,
    name: nameOf(card) || email,
    email,
    title: "",
    unit: "",
    agencyId: "",
    agencyName: organization,
  };
}

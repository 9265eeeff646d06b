import { randomUUID } from "node:crypto";
import { fold } from "@congthu/shared/fold";
import { DIRECTORY_BOOK } from "@congthu/shared/jmap/contacts";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { directoryCards, searchDirectory } from "../../core/contacts/directory-cards.ts";
import { listRecords, recordChanges } from "../../core/records/account-records.ts";
import { invalidProperties } from "../failure.ts";
import { resolveId } from "../method.ts";
import { queryMethods } from "../query-methods.ts";
import type { RecordType } from "../record-type.ts";
import { type FilterTree, idSet, jmapId, utcDate } from "../schema.ts";
import { wordsIn } from "../search-terms.ts";
import { utc } from "../utc.ts";
import { areOwnBooks } from "./address-book.ts";

const text = z.string().max(10_000);
const entries = (shape: z.ZodRawShape) => z.record(z.string().min(1).max(255), z.looseObject(shape)).optional();

/** RFC 9553 §2: the properties that are looked into; any others are kept as they came. */
const card = z.looseObject({
  "@type": z.literal("Card").default("Card"),
  version: z.literal("1.0").default("1.0"),
  uid: z.string().min(1).max(500).optional(),
  kind: z.string().max(50).optional(),
  addressBookIds: idSet,
  name: z
    .looseObject({
      full: text.optional(),
      components: z.array(z.looseObject({ kind: z.string(), value: text })).optional(),
    })
    .optional(),
  nicknames: entries({ name: text }),
  emails: entries({ address: z.string().max(320) }),
  phones: entries({ number: text }),
  onlineServices: entries({}),
  organizations: entries({ name: text.optional() }),
  titles: entries({ name: text }),
  addresses: entries({}),
  notes: entries({ note: text }),
  members: z.record(z.string(), z.literal(true)).optional(),
});
type Card = z.infer<typeof card>;
type Stored = Card & { id: string; created?: string; updated?: string };

/** RFC 9610 §3.1, §3.2, §3.5. */
export const contactCard: RecordType<Card> = {
  kind: "ContactCard",
  capability: CAPABILITY.contacts,
  schema: card,
  properties: null,
  most: 10_000,
  async prepare(value, { call, tx, accountId, before }) {
    const ids = Object.keys(value.addressBookIds).map((id) => resolveId(call, id) ?? id);
    if (!(await areOwnBooks(tx, accountId, ids))) throw invalidProperties(["addressBookIds"]);
    if (before && value.uid !== before.uid) throw invalidProperties(["uid"]);
    const now = utc(call.app.clock.now());
    return {
      ...value,
      addressBookIds: Object.fromEntries(ids.map((id) => [id, true])),
      uid: value.uid ?? `urn:uuid:${randomUUID()}`,
      created: before?.created ?? value.created ?? now,
      updated: now,
    };
  },
  async others(call, _accountId, ids) {
    if (!ids) return [];
    return call.app.db.read((r) => directoryCards(r, ids, call.app.site.hostname));
  },
};

const DATES = ["createdBefore", "createdAfter", "updatedBefore", "updatedAfter"] as const;
const condition = z.strictObject({
  inAddressBook: jmapId.optional(),
  uid: z.string().optional(),
  hasMember: z.string().optional(),
  kind: z.string().optional(),
  createdBefore: utcDate.optional(),
  createdAfter: utcDate.optional(),
  updatedBefore: utcDate.optional(),
  updatedAfter: utcDate.optional(),
  text: z.string().optional(),
  name: z.string().optional(),
  "name/given": z.string().optional(),
  "name/surname": z.string().optional(),
  "name/surname2": z.string().optional(),
  nickName: z.string().optional(),
  organization: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  onlineService: z.string().optional(),
  address: z.string().optional(),
  note: z.string().optional(),
});
type Condition = z.infer<typeof condition>;

/** Where each condition on text looks. RFC 9610 §3.3.1 */
const PLACES: Partial<Record<keyof Condition, (c: Stored) => unknown>> = {
  text: ({ addressBookIds: _books, ...rest }) => rest,
  name: (c) => c.name,
  "name/given": (c) => component(c, "given"),
  "name/surname": (c) => component(c, "surname"),
  "name/surname2": (c) => component(c, "surname2"),
  nickName: (c) => c.nicknames,
  organization: (c) => c.organizations,
  email: (c) => c.emails,
  phone: (c) => c.phones,
  onlineService: (c) => c.onlineServices,
  address: (c) => c.addresses,
  note: (c) => c.notes,
};

/** RFC 9610 §3.3, §3.4. Asked for the directory's book, the people of the province are looked through. */
export const contactCardQuery = queryMethods<Stored, Condition>({
  name: "ContactCard",
  capability: CAPABILITY.contacts,
  power: "read",
  condition,
  fits,
  keys: {
    created: (c) => c.created ?? "",
    updated: (c) => c.updated ?? "",
    "name/given": (c) => fold(component(c, "given")),
    "name/surname": (c) => fold(component(c, "surname")),
    "name/surname2": (c) => fold(component(c, "surname2")),
  },
  byDefault: (c) => fold(c.name?.full ?? ""),
  // The directory gives the nearest first.
  arrange: ({ found, order }) => (found[0]?.addressBookIds[DIRECTORY_BOOK] ? found : found.toSorted(order)),
  async records(call, accountId, filter) {
    const asked = directoryWords(filter);
    if (asked !== undefined) {
      const q = { text: asked, ownAgencyId: call.principal.account.agency_id, hostname: call.app.site.hostname };
      const found = await call.app.db.read((r) => searchDirectory(r, q));
      return found.map(({ id, value }) => ({ id, ...(value as Card) }));
    }
    const own = await call.app.db.read((r) => listRecords<Card>(r, accountId, "ContactCard"));
    return own.map(({ id, value }) => ({ id, ...value }));
  },
  changes: (call, accountId, since) =>
    call.app.db.read((r) => recordChanges(r, accountId, { kind: "ContactCard", since, max: null })),
});

function fits(c: Stored, q: Condition): boolean {
  if (q.inAddressBook !== undefined && !c.addressBookIds[q.inAddressBook]) return false;
  if (q.uid !== undefined && c.uid !== q.uid) return false;
  if (q.hasMember !== undefined && !c.members?.[q.hasMember]) return false;
  if (q.kind !== undefined && (c.kind ?? "individual") !== q.kind) return false;
  for (const name of DATES) {
    const [own, bound] = [name.startsWith("created") ? c.created : c.updated, q[name]];
    if (bound === undefined) continue;
    if (own === undefined || Date.parse(own) < Date.parse(bound) !== name.endsWith("Before")) return false;
  }
  return Object.entries(PLACES).every(([name, place]) => {
    const wanted = q[name as keyof Condition];
    if (wanted === undefined) return true;
    // The directory was searched by these words already, by the beginnings of words.
    if (c.addressBookIds[DIRECTORY_BOOK]) return true;
    const held = fold(textsIn(place(c)).join("\n"));
    return wordsIn(wanted).every((word) => held.includes(fold(word)));
  });
}

/** The words of a question for the directory's book; undefined for one about the own cards. */
function directoryWords(filter: FilterTree<Condition> | null): string | undefined {
  if (filter === null) return undefined;
  if ("operator" in filter) {
    if (filter.operator !== "AND") return undefined;
    const all = filter.conditions.filter((c): c is Condition => !("operator" in c));
    return directoryWords(Object.assign({}, ...all) as Condition);
  }
  if (filter.inAddressBook !== DIRECTORY_BOOK) return undefined;
  return [filter.text, filter.name, filter.email].filter((w) => w !== undefined).join(" ");
}

function component(c: Stored, kind: string): string {
  return c.name?.components?.find((part) => part.kind === kind)?.value ?? "";
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

import type { JmapId } from "@congthu/shared/jmap/core";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import { LIST_PROPERTIES, type MailCache, type OpenedEmail, READ_PROPERTIES } from "./cache.ts";
import { type JmapClient, newBatch } from "./jmap-client.ts";
import type { LocalDb } from "./local-db.ts";

/** A letter with its text, as it can be read without a line. */
export type KeptLetter = OpenedEmail & Pick<Email, "textBody" | "htmlBody" | "bodyValues">;

/** The days kept, and how many letters at most: a busy mailbox must not fill the disk. */
const DAYS = 30;
const MOST = 500;
/** Letters in one request: small, so that a slow line stays free for the person. */
const AT_ONCE = 15;
const BODY_OCTETS = 200_000;

const keyOf = (accountId: JmapId, emailId: JmapId) => `${accountId} ${emailId}`;

/** A letter that was kept; undefined when it was not, or storage fails. */
export function keptLetter(db: LocalDb, accountId: JmapId, emailId: JmapId): Promise<KeptLetter | undefined> {
  return db.get<KeptLetter>("letter", keyOf(accountId, emailId)).catch(() => undefined);
}

/** Every letter kept of an account. */
export async function keptLetters(db: LocalDb, accountId: JmapId): Promise<KeptLetter[]> {
  const all = await db.all<KeptLetter>("letter").catch(() => []);
  return all.filter(([key]) => key.startsWith(`${accountId} `)).map(([, letter]) => letter);
}

/**
 * Brings what is kept of an account in step with the server: the letters of the last 30 days outside bin and spam with their texts, and
 * where they lie now. `isWanted` is asked between requests. Throws ApiError, or what storage throws.
 */
export async function keepRecent(
  db: LocalDb,
  client: JmapClient,
  cache: MailCache,
  isWanted: () => boolean,
): Promise<void> {
  const { accountId } = cache;
  const places = await recentPlaces(client, accountId, hiddenFolders(cache));
  const own = (await db.keys("letter")).filter((key) => key.startsWith(`${accountId} `));
  const wanted = new Map(places.map((place) => [keyOf(accountId, place.id), place]));
  await db.remove(
    "letter",
    own.filter((key) => !wanted.has(key)),
  );
  for (const key of own) {
    const place = wanted.get(key);
    const kept = place && (await db.get<KeptLetter>("letter", key));
    if (kept && JSON.stringify([kept.mailboxIds, kept.keywords]) !== JSON.stringify([place.mailboxIds, place.keywords]))
      await db.put("letter", key, { ...kept, ...place });
  }
  const known = new Set(own);
  const missing = places.map((place) => place.id).filter((id) => !known.has(keyOf(accountId, id)));
  for (let at = 0; at < missing.length && isWanted(); at += AT_ONCE)
    for (const letter of await fetchWhole(client, accountId, missing.slice(at, at + AT_ONCE)))
      await db.put("letter", keyOf(accountId, letter.id), letter);
}

type Place = Pick<Email, "id" | "mailboxIds" | "keywords">;

async function recentPlaces(client: JmapClient, accountId: JmapId, hidden: JmapId[]): Promise<Place[]> {
  const batch = newBatch();
  const after = new Date(Date.now() - DAYS * 86_400_000).toISOString().replace(/\.\d+/, "");
  const filter = { after, ...(hidden.length > 0 ? { inMailboxOtherThan: hidden } : {}) };
  const sort = [{ property: "receivedAt" as const, isAscending: false }];
  const query = batch.add("Email/query", { accountId, filter, sort, limit: MOST });
  const properties = ["id", "mailboxIds", "keywords"] as const;
  const get = batch.add("Email/get", { accountId, "#ids": query.ref("/ids"), properties: [...properties] });
  return (await client.run(batch)).of(get).list;
}

async function fetchWhole(client: JmapClient, accountId: JmapId, ids: JmapId[]): Promise<KeptLetter[]> {
  const batch = newBatch();
  const call = batch.add("Email/get", {
    accountId,
    ids,
    properties: [...LIST_PROPERTIES, ...READ_PROPERTIES, "textBody", "htmlBody", "bodyValues"],
    fetchTextBodyValues: true,
    fetchHTMLBodyValues: true,
    maxBodyValueBytes: BODY_OCTETS,
  });
  return (await client.run(batch)).of(call).list;
}

function hiddenFolders({ mailboxes }: MailCache): JmapId[] {
  const isHidden = ({ role }: Mailbox) => role === "trash" || role === "junk";
  return [...mailboxes.values()].filter(isHidden).map(({ id }) => id);
}

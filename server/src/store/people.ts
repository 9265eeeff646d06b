import type { AccountId, AgencyId, GroupId } from "@congthu/shared/ids";
import type { AccountKind } from "./accounts.ts";
import type { Reader, Row, Tx } from "./db.ts";
import { chunks, holes } from "./db.ts";

/** Lets an account be found by these folded words. */
export async function insertPersonWords(
  tx: Tx,
  rows: readonly { word: string; accountId: AccountId }[],
): Promise<void> {
  for (const part of chunks(rows, 500)) {
    await tx.run(
      `INSERT INTO person_word (word, account_id) VALUES ${holes(2, part.length)} ON CONFLICT DO NOTHING`,
      ...part.flatMap((w) => [w.word, w.accountId]),
    );
  }
}

/** Forgets all words of an account, before it is given new ones. */
export async function deletePersonWords(tx: Tx, accountId: AccountId): Promise<void> {
  await tx.run(`DELETE FROM person_word WHERE account_id = ?`, accountId);
}

/** Accounts that have a word beginning with each of the folded words, at most `limit`. */
export async function accountsByWords(r: Reader, words: readonly string[], limit: number): Promise<AccountId[]> {
  const longestFirst = words.toSorted((a, b) => b.length - a.length).slice(0, 6);
  const [first, ...others] = longestFirst;
  if (first === undefined) return [];
  const also = others.map(
    () => `AND EXISTS (SELECT 1 FROM person_word o WHERE o.account_id = w.account_id AND o.word >= ? AND o.word < ?)`,
  );
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT DISTINCT w.account_id FROM person_word w WHERE w.word >= ? AND w.word < ? ${also.join(" ")} LIMIT ?`,
    ...[first, ...others].flatMap((word) => [word, `${word}\u{10ffff}`]),
    limit,
  );
  return rows.map((row) => row.account_id);
}

/** What the people search shows of an account. */
export type PersonRow = {
  account_id: AccountId;
  kind: AccountKind;
  agency_id: AgencyId;
  agency_name: string;
  address: string;
  full_name: string;
  sort_key: string;
  title: string;
  unit: string;
  is_leader: number;
};

const PERSON = `a.account_id, a.kind, a.agency_id, g.name AS agency_name, a.address, a.full_name, a.sort_key, a.title, a.unit, a.is_leader
  FROM account a JOIN agency g ON g.agency_id = a.agency_id`;

/** People and agency mailboxes that receive mail, by id. */
export async function peopleByIds(r: Reader, ids: readonly AccountId[]): Promise<PersonRow[]> {
  const out: PersonRow[] = [];
  for (const part of chunks(ids, 500)) {
    out.push(
      ...(await r.all<PersonRow & Row>(
        `SELECT ${PERSON} WHERE a.account_id IN ${holes(part.length)} AND a.status IN ('active', 'locked') AND a.kind <> 'technical'`,
        ...part,
      )),
    );
  }
  return out;
}

/** People and mailboxes of one agency that receive mail, in Vietnamese order. */
export function peopleOfAgency(r: Reader, agencyId: AgencyId, limit: number): Promise<PersonRow[]> {
  return r.all<PersonRow & Row>(
    `SELECT ${PERSON} WHERE a.agency_id = ? AND a.status IN ('active', 'locked') AND a.kind <> 'technical' ORDER BY a.sort_key, a.account_id LIMIT ?`,
    agencyId,
    limit,
  );
}

export type FoundGroupRow = {
  group_id: GroupId;
  agency_id: AgencyId;
  agency_name: string;
  address: string;
  name: string;
  fold: string;
  reach: number;
};

/** All groups with the names of their agencies; there are as many as agencies, or fewer. */
export function allGroups(r: Reader): Promise<FoundGroupRow[]> {
  return r.all<FoundGroupRow & Row>(
    `SELECT mail_group.group_id, mail_group.agency_id, g.name AS agency_name, mail_group.address, mail_group.name, mail_group.fold, mail_group.reach
      FROM mail_group JOIN agency g ON g.agency_id = mail_group.agency_id WHERE mail_group.closed_at IS NULL`,
  );
}

/** The primary addresses of accounts, whatever their status. */
export async function addressesByAccount(r: Reader, ids: readonly AccountId[]): Promise<Map<AccountId, string>> {
  const out = new Map<AccountId, string>();
  for (const part of chunks(ids, 500)) {
    const rows = await r.all<{ account_id: AccountId; address: string }>(
      `SELECT account_id, address FROM account WHERE account_id IN ${holes(part.length)}`,
      ...part,
    );
    for (const row of rows) out.set(row.account_id, row.address);
  }
  return out;
}

/** How many accounts that receive mail each of these agencies has itself, by kind and rank. */
export async function receiverCounts(
  r: Reader,
  agencyIds: readonly AgencyId[],
): Promise<{ agency_id: AgencyId; kind: AccountKind; is_leader: number; n: number }[]> {
  const out: { agency_id: AgencyId; kind: AccountKind; is_leader: number; n: number }[] = [];
  for (const part of chunks(agencyIds, 500)) {
    out.push(
      ...(await r.all<{ agency_id: AgencyId; kind: AccountKind; is_leader: number; n: number }>(
        `SELECT agency_id, kind, is_leader, COUNT(*) AS n FROM account
          WHERE agency_id IN ${holes(part.length)} AND status IN ('active', 'locked') GROUP BY agency_id, kind, is_leader`,
        ...part,
      )),
    );
  }
  return out;
}

import type { AccountEntry } from "@congthu/shared/api/accounts";
import { dayOfNumber } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import {
  type AccountFilter,
  type AccountListRow,
  type AccountMark,
  type AccountSort,
  countAccountRows,
  listAccountRows,
} from "../../store/account-list.ts";
import type { AccountKind, AccountStatus } from "../../store/accounts.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { isRootPath, powersOf } from "./acts.ts";
import { visibleAgency } from "./agency-tree.ts";

export type AccountQuery = {
  agencyId?: AgencyId | undefined;
  below: boolean;
  kind?: AccountKind | undefined;
  status?: AccountStatus | undefined;
  leader?: boolean | undefined;
  text?: string | undefined;
  sort: AccountSort["by"];
  order: AccountSort["order"];
  after?: string | undefined;
  limit: number;
};

export type AccountPage = { items: AccountEntry[]; next: string | null; total: number; exact: boolean };

/** Who looks for words wants the first pages: beyond this many, matches are "more than". */
const COUNTED = 1_001;

/** One page of the accounts the principal may see, with how many there are (`exact` false: at least that many). Throws agency.notFound, access.denied, invalid (a mark that is none). */
export function listAccounts(app: Pick<App, "db">, principal: Principal, q: AccountQuery): Promise<AccountPage> {
  return app.db.read(async (r) => {
    const filter = await accountFilterOf(r, principal, q);
    const sort: AccountSort = { by: q.sort, order: q.order };
    const mark = q.after === undefined ? null : readMark(q.after, sort);
    const rows = await listAccountRows(r, filter, { sort, mark, limit: q.limit + 1 });
    const shown = rows.slice(0, q.limit);
    const last = shown.at(-1);
    const most = filter.words.length > 0 ? COUNTED : Number.MAX_SAFE_INTEGER;
    const total = await countAccountRows(r, filter, most);
    return {
      items: shown.map(accountEntry),
      next: rows.length > q.limit && last ? writeMark(last, sort) : null,
      total,
      exact: total < most,
    };
  });
}

/** A list row in the words of the interface. */
export function accountEntry(row: AccountListRow): AccountEntry {
  return {
    id: row.account_id,
    kind: row.kind,
    name: row.full_name,
    address: row.address,
    title: row.title,
    unit: row.unit,
    isLeader: row.is_leader === 1,
    agencyId: row.agency_id,
    agencyName: row.agency_name,
    status: row.status,
    usedBytes: row.used_bytes,
    quotaBytes: row.quota_bytes,
    mustChangePassword: row.must_change === 1,
    lastUsed: row.last_day ? dayOfNumber(row.last_day) : null,
    createdAt: row.created_at,
  };
}

/** The filter of a list, narrowed to what the principal may see. Throws agency.notFound, access.denied. */
export async function accountFilterOf(
  r: Reader,
  principal: Principal,
  q: Omit<AccountQuery, "after" | "limit">,
): Promise<AccountFilter> {
  const powers = await powersOf(r, principal);
  const common = { kind: q.kind, status: q.status, leader: q.leader, words: wordsOf(q.text ?? "") };
  if (q.agencyId === undefined) return { ...common, paths: unlessAll(powers.paths("people.view")) };
  const agency = await visibleAgency(r, powers, q.agencyId);
  powers.require("people.view", agency.path);
  return q.below
    ? { ...common, paths: unlessAll([agency.path]) }
    : { ...common, paths: null, agencyId: agency.agency_id };
}

/** The root of the tree holds every account: no need to ask of each whether it lies below. */
function unlessAll(paths: string[]): string[] | null {
  return paths.some(isRootPath) ? null : paths;
}

/** Folded words; of an address only the local part, since the domain is everybody's. */
function wordsOf(text: string): string[] {
  const words = fold(text).split(/[\s,()]+/);
  const plain = words.map((w) => (w.includes("@") ? w.slice(0, w.indexOf("@")) : w));
  return [...new Set(plain.filter((w) => w !== ""))].slice(0, 6);
}

function writeMark(row: AccountListRow, sort: AccountSort): string {
  const key = { name: row.sort_key, address: row.address, created: row.created_at }[sort.by];
  return Buffer.from(JSON.stringify([key, row.account_id])).toString("base64url");
}

function readMark(text: string, sort: AccountSort): AccountMark {
  try {
    const [key, accountId] = JSON.parse(Buffer.from(text, "base64url").toString()) as [unknown, unknown];
    const fits = sort.by === "created" ? typeof key === "number" : typeof key === "string";
    if (fits && typeof accountId === "string")
      return { key: key as string | number, accountId: accountId as AccountId };
  } catch {
    // Not ours: the same refusal as one of another order.
  }
  throw new MailError("invalid", "after");
}

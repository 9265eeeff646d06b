import { ACCOUNT_KINDS, ACCOUNT_SORTS, ACCOUNT_STATUSES, type AccountSortBy } from "@congthu/shared/directory-words";
import type { AccountQuery } from "../api.ts";

const GIB = 1024 ** 3;

/** What the server is asked for, from what the address bar says; what it does not know is left out. */
export function accountQueryOf(agencyId: string | null, query: Readonly<Record<string, string>>): AccountQuery {
  const oneOf = <T extends string>(list: readonly T[], value: string | undefined): T | undefined =>
    list.find((v) => v === value);
  const text = query.text?.trim();
  return {
    agencyId: agencyId ?? undefined,
    text: text ? text : undefined,
    kind: oneOf(ACCOUNT_KINDS, query.kind),
    status: oneOf(ACCOUNT_STATUSES, query.status),
    leader: query.leader === "true" ? true : query.leader === "false" ? false : undefined,
    sort: oneOf(ACCOUNT_SORTS, query.sort),
    order: oneOf(["asc", "desc"] as const, query.order),
  };
}

/** What a click on a column's heading asks for: this column, or the other way round when it is sorted by already. */
export function nextSort(
  query: Readonly<Record<string, string>>,
  by: AccountSortBy,
): { sort: string | undefined; order: string | undefined } {
  const now = query.sort ?? "name";
  const down = now === by && query.order !== "desc";
  return { sort: by === "name" ? undefined : by, order: down ? "desc" : undefined };
}

/** Octets as GB with one decimal, and back. */
export function toGigabytes(octets: number): number {
  return Math.round((octets / GIB) * 10) / 10;
}

/** Octets of so many GB. */
export function fromGigabytes(gigabytes: number): number {
  return Math.round(gigabytes * GIB);
}

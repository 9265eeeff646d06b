/** The columns of the table of accounts that may be left out, in their order; the name is always there. */
export const ACCOUNT_COLUMNS = ["address", "title", "agency", "kind", "status", "room", "lastUsed", "created"] as const;
export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number];

const AT_FIRST: readonly AccountColumn[] = ["address", "agency", "status", "room", "lastUsed", "created"];

/** The columns somebody chose, from the text they are kept as; without one those that most need. */
export function readColumns(kept: string | undefined): readonly AccountColumn[] {
  if (kept === undefined) return AT_FIRST;
  const names = kept.split(",");
  return ACCOUNT_COLUMNS.filter((column) => names.includes(column));
}

/** The inverse of `readColumns`, with one column put in or taken out. */
export function toggleColumn(shown: readonly AccountColumn[], column: AccountColumn): string {
  return ACCOUNT_COLUMNS.filter((c) => shown.includes(c) !== (c === column)).join(",");
}

import type { AccountQuery } from "../api.ts";

/** Which accounts are chosen: some by their ids, or all that the list's filter shows. */
export type Chosen = { all: boolean; ids: ReadonlySet<string> };

export const NOBODY: Chosen = { all: false, ids: new Set() };

/** Accounts in one act; the server takes no more. */
export const MOST_CHOSEN = { byId: 2_000, byFilter: 20_000 };

/** With these put in, or taken out when all of them are in. Choosing by hand ends the choice of all. */
export function toggleChosen(chosen: Chosen, ids: readonly string[]): Chosen {
  const out = ids.every((id) => chosen.ids.has(id));
  const next = new Set(chosen.ids);
  for (const id of ids)
    if (out) next.delete(id);
    else next.add(id);
  return { all: false, ids: next };
}

/** What the server is asked: the ids, or the filter in the words of the list's own address. */
export function choiceOf(chosen: Chosen, asked: AccountQuery): { accountIds: string[] } | { filter: object } {
  if (!chosen.all) return { accountIds: [...chosen.ids] };
  const { leader, after: _after, limit: _limit, ...rest } = asked;
  return { filter: { ...rest, ...(leader === undefined ? {} : { leader: String(leader) }) } };
}

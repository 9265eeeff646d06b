import type { Filter, JmapId, QueryChangesResponse, QueryResponse } from "@congthu/shared/jmap/core";
import type { EmailFilter, EmailSort } from "@congthu/shared/jmap/mail";

/** What a list shows: a filter and an order. `text`: the filter looks into content, so snippets are worth asking for. */
export type QuerySpec = {
  filter: Filter<EmailFilter>;
  sort: EmailSort[];
  /** The folder the list stands for; letters moved out of it leave the list at once. */
  mailboxId?: JmapId;
  text?: boolean;
  /** One row for each conversation (RFC 8621 §4.4.3). */
  collapse?: boolean;
};

/** A list of which only the pages that were looked at are known; `ids.length` is the number of results. */
export type QueryWindow = {
  readonly key: string;
  readonly spec: QuerySpec;
  readonly ids: readonly (JmapId | undefined)[];
  readonly queryState: string;
  readonly canCalculateChanges: boolean;
  /** Not in step with the server: to be asked for again before it is trusted. */
  readonly stale: boolean;
};

export const PAGE_SIZE = 50;

/** Two lists with the same key are the same list. */
export function queryKey(spec: QuerySpec): string {
  return JSON.stringify([spec.filter, spec.sort, ...(spec.collapse ? ["collapsed"] : [])]);
}

/**
 * Puts a page of results in its place. When the server's query state moved since the window's other pages were read,
 * those pages are forgotten: their positions may be wrong.
 */
export function withPage(window: QueryWindow | undefined, spec: QuerySpec, page: QueryResponse): QueryWindow {
  const total = page.total ?? Math.max(window?.ids.length ?? 0, page.position + page.ids.length);
  const keeps = window && !window.stale && window.queryState === page.queryState && window.ids.length === total;
  const ids: (JmapId | undefined)[] = keeps ? [...window.ids] : new Array(total).fill(undefined);
  for (const [i, id] of page.ids.entries()) ids[page.position + i] = id;
  return {
    key: queryKey(spec),
    spec,
    ids,
    queryState: page.queryState,
    canCalculateChanges: page.canCalculateChanges,
    stale: false,
  };
}

/**
 * Brings a window to a new query state by splicing out and in (RFC 8620 §5.6). A removed id that the window does not
 * know stood in one of its gaps, or nowhere; what lies beyond the first gap is then forgotten, as its place is unsure.
 */
export function withQueryChanges(window: QueryWindow, changes: QueryChangesResponse): QueryWindow {
  const removed = new Set(changes.removed);
  const known = window.ids.filter((id) => id !== undefined && removed.has(id)).length;
  const gap = window.ids.indexOf(undefined);
  const sure = known < removed.size && gap >= 0 ? window.ids.slice(0, gap) : window.ids;
  const ids: (JmapId | undefined)[] = sure.filter((id) => id === undefined || !removed.has(id));
  for (const { id, index } of changes.added) if (index <= ids.length) ids.splice(index, 0, id);
  const total = changes.total ?? Math.max(0, window.ids.length - removed.size + changes.added.length);
  ids.length = Math.min(ids.length, total);
  while (ids.length < total) ids.push(undefined);
  return { ...window, ids, queryState: changes.newQueryState };
}

/** The pages to fetch so that the rows `first` to `last` (both included) are known, as positions and lengths. */
export function missingPages(
  ids: readonly (JmapId | undefined)[],
  first: number,
  last: number,
): { position: number; limit: number }[] {
  const pages: { position: number; limit: number }[] = [];
  const from = Math.floor(Math.max(0, first) / PAGE_SIZE);
  const to = Math.floor(Math.min(last, ids.length - 1) / PAGE_SIZE);
  for (let page = from; page <= to; page++) {
    const position = page * PAGE_SIZE;
    const slice = ids.slice(position, position + PAGE_SIZE);
    if (slice.some((id) => id === undefined)) pages.push({ position, limit: PAGE_SIZE });
  }
  return pages;
}

/** The arguments by which the server is asked for a list. */
export function queryArgs({ filter, sort, collapse }: QuerySpec): {
  filter: QuerySpec["filter"];
  sort: EmailSort[];
  collapseThreads?: boolean;
} {
  return { filter, sort, ...(collapse ? { collapseThreads: true } : {}) };
}

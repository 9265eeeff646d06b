import { useEffect, useState } from "react";
import { lineStore } from "../../data/line.ts";
import { type QuerySpec, queryKey } from "../../data/query-window.ts";
import type { Sync } from "../../data/sync.ts";
import { useStore } from "../../data/use-store.ts";
import { errorText } from "../../i18n/errors.ts";
import { useCache } from "../mail-context.ts";

/** While the scroll bar is dragged, rows pass by faster than they are wanted. Milliseconds. */
const SETTLE_MS = 70;

/** Has the rows `first` to `last` of a list fetched; gives the reason when that failed. */
export function useShownRows(sync: Sync, spec: QuerySpec, first: number, last: number): string | undefined {
  const [failure, setFailure] = useState<string>();
  const key = queryKey(spec);
  const window = useCache(sync.cache, (cache) => cache.windows.get(key));
  const cut = useStore(lineStore, (line) => line.cut);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the spec; a line that is back tries again
  useEffect(() => {
    const show = () =>
      sync.showRows(spec, { first, last }).then(
        () => setFailure(undefined),
        (error: unknown) => setFailure(errorText(error)),
      );
    const timer = setTimeout(() => void show(), window ? SETTLE_MS : 0);
    return () => clearTimeout(timer);
  }, [sync, key, first, last, window?.queryState, window?.stale, cut]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the spec
  useEffect(() => () => sync.hide(spec), [sync, key]);
  return failure;
}

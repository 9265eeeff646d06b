import { useSyncExternalStore } from "react";
import type { Store } from "./store.ts";

/** What `select` takes from the store, and a new rendering when that changes. `select` must return stable values. */
export function useStore<T, S = T>(store: Store<T>, select?: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => {
    const value = store.get();
    return select ? select(value) : (value as unknown as S);
  });
}

import { useEffect, useState } from "react";

export type Load<T> = { value: T | undefined; error: unknown; loading: boolean; reload: () => void };

/** Loads again whenever `key` changes; what was there stays on the screen until the new is. An answer that comes too late is dropped. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [state, setState] = useState<{ value?: T; error?: unknown; loading: boolean }>({ loading: true });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that `load` depends on
  useEffect(() => {
    const abort = new AbortController();
    setState((s) => ({ ...s, loading: true, error: undefined }));
    load(abort.signal)
      .then((value) => setState({ value, loading: false }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setState((s) => ({ ...s, error, loading: false }));
      });
    return () => abort.abort();
  }, [key, attempt]);
  return { value: state.value, error: state.error, loading: state.loading, reload: () => setAttempt(attempt + 1) };
}

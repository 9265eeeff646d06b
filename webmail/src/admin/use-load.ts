import { useCallback, useEffect, useRef, useState } from "react";

export type Loaded<T> = {
  /** The last answer; stays while a newer one is on its way. */
  value: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => void;
  /** Puts an answer that came by another way. */
  put: (value: T) => void;
};

/** Asks the server, and again when `key` changes; an answer that came too late is dropped. An empty key asks nothing. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value: T | undefined; error: unknown; loading: boolean }>({
    value: undefined,
    error: undefined,
    loading: key !== "",
  });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked for; `round` asks again
  useEffect(() => {
    if (key === "") return;
    const abort = new AbortController();
    setState((now) => ({ ...now, loading: true }));
    latest.current(abort.signal).then(
      (value) => !abort.signal.aborted && setState({ value, error: undefined, loading: false }),
      (error: unknown) => !abort.signal.aborted && setState({ value: undefined, error, loading: false }),
    );
    return () => abort.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((value: T) => setState({ value, error: undefined, loading: false }), []);
  return { ...state, reload, put };
}

/** Tells workers by name that there is something to do; without it they look by themselves after a while. */
export type Wakeups = { wake(name: string): void; listen(fn: (name: string) => void): () => void };

/** Wake-ups within this process. */
export function createWakeups(): Wakeups {
  const listeners = new Set<(name: string) => void>();
  return {
    wake(name) {
      for (const fn of listeners) fn(name);
    },
    listen(fn) {
      listeners.add(fn);
      return () => {
        listeners.delete(fn);
      };
    },
  };
}

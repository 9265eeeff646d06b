import type { StateChange } from "@congthu/shared/jmap/core";
import { backoffMs } from "./backoff.ts";

export type PushWatch = {
  onChange: (changed: StateChange["changed"]) => void;
  /** The stream is open: at first, and again after each loss, when changes may have been missed. */
  onOpen: () => void;
  onLost: () => void;
};

const PING_SECONDS = 30;
/** Three missed pings: some proxies keep a dead connection open. */
const SILENCE_MS = PING_SECONDS * 3 * 1000;

/**
 * Listens to the event source (RFC 8620 §7.3) until the returned function is called. Comes back by itself after every
 * loss, also after an HTTP error, which EventSource takes for final. `urlFor` gives the URL for a ping interval.
 */
export function openPush(urlFor: (pingSeconds: number) => string, watch: PushWatch): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(lost, SILENCE_MS);
  };
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(urlFor(PING_SECONDS), { withCredentials: true });
    source.onopen = () => {
      attempt = 0;
      alive();
      watch.onOpen();
    };
    source.addEventListener("ping", alive);
    source.addEventListener("state", (event) => {
      alive();
      watch.onChange((JSON.parse(event.data as string) as StateChange).changed);
    });
    source.onerror = lost;
  };
  const lost = () => {
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(connect, backoffMs(attempt++));
    watch.onLost();
  };
  // The machine woke up or the cable is back: no need to wait for the timer.
  const soon = () => {
    if (source?.readyState === EventSource.CLOSED) connect();
  };

  connect();
  addEventListener("online", soon);
  return () => {
    removeEventListener("online", soon);
    clearTimeout(timer);
    source?.close();
  };
}

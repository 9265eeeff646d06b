import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { backoffMs } from "../data/backoff.ts";
import { waitForLine } from "../data/line.ts";

/** After so many failures with a line it is not the line: the chunk belongs to a release that is gone, and the page must be loaded anew. */
const MOST = 5;

/** A screen whose code is fetched when it is first shown. A cut line makes it late; it never takes the page down. */
export function lazyScreen<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    for (let failures = 0; ; ) {
      try {
        return { default: await load() };
      } catch (error) {
        if (navigator.onLine && ++failures >= MOST) throw error;
        await waitForLine(backoffMs(failures));
      }
    }
  });
}

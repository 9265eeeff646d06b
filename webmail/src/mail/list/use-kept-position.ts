import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Keeps the rows where they are when letters arrive above them: a list that jumps under the mouse opens the wrong
 * letter. At the very top the new letter shows; another list starts at its top.
 */
export function useKeptPosition(
  scroller: RefObject<HTMLElement | null>,
  key: string,
  ids: readonly (string | undefined)[],
  height: number,
): void {
  const before = useRef({ key, ids });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { key, ids };
    const element = scroller.current;
    if (!element || was.ids === ids) return;
    if (was.key !== key) {
      element.scrollTop = 0;
      return;
    }
    const top = Math.floor(element.scrollTop / height);
    const first = was.ids[top];
    if (element.scrollTop === 0 || first === undefined) return;
    const now = ids.indexOf(first);
    if (now >= 0 && now !== top) element.scrollTop += (now - top) * height;
  }, [scroller, key, ids, height]);
}

import { fold } from "@congthu/shared/fold";
import type { Route } from "../route.ts";

/** Somewhere to go. */
export type Command = { kind: "page" | "agency" | "person"; id: string; label: string; to: Partial<Route> };

/** Those whose name has words beginning with each word typed, marks or not; all of them for nothing typed. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  return commands.filter(({ label }) => {
    const own = fold(label).split(/[\s–-]+/);
    return words.every((word) => own.some((w) => w.startsWith(word)));
  });
}

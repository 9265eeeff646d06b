import type { Hop, TracedLetter } from "@congthu/shared/api/trace";

/** What can become of a letter, gravest first, with the colour of its mark. */
export const OUTCOMES = {
  refused: "red",
  failed: "red",
  waiting: "yellow",
  held: "yellow",
  relayed: "teal",
  delivered: "teal",
} as const;
type Outcome = keyof typeof OUTCOMES;

/** What became of a letter, for how many recipients each. */
export function outcomesOf(letter: TracedLetter): { outcome: Outcome; n: number }[] {
  const all = Object.keys(OUTCOMES) as Outcome[];
  return all.map((outcome) => ({ outcome, n: letter[outcome] })).filter(({ n }) => n > 0);
}

/** Whether a hop went well, is still to be waited for, or went wrong. */
export function toneOf(hop: Pick<Hop, "kind">): "good" | "wait" | "bad" {
  if (hop.kind === "refused" || hop.kind === "bounced" || hop.kind === "rejected") return "bad";
  return hop.kind === "queued" || hop.kind === "deferred" || hop.kind === "waiting" || hop.kind === "held"
    ? "wait"
    : "good";
}

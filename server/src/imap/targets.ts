import type { Selected } from "./command.ts";
import { type Spans, spansOfSeqs, spansOfUids, uidsIn } from "./view.ts";
import type { SequenceSet } from "./wire/sequence-set.ts";

/** How a command names messages: by number or, after UID, by UID. */
export type Numbering = "seq" | "uid";

/** The messages a command names. Throws ImapSyntaxError for a number that no message has. */
export function spansOf(selected: Selected, set: SequenceSet, by: Numbering): Spans {
  return by === "uid"
    ? spansOfUids(selected.view, set, selected.saved)
    : spansOfSeqs(selected.view, set, selected.saved);
}

/** Their UIDs, ascending. */
export function targetsOf(selected: Selected, set: SequenceSet, by: Numbering): number[] {
  return uidsIn(selected.view, spansOf(selected, set, by));
}

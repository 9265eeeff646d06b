import { createDesk } from "./desk.ts";
import type { Letter } from "./letter.ts";
import { legacyLetters } from "./letters-legacy.ts";
import { officialLetters } from "./letters-official.ts";
import { automaticLetters, outsideLetters } from "./letters-outside.ts";
import { staffNotices, weeklySchedules } from "./letters-regular.ts";
import { talkLetters } from "./letters-talk.ts";
import { quarterBefore } from "./moments.ts";
import type { Province, Size } from "./province.ts";

/** How many of each are begun; replies come on top. `passedOn` is a share of the agencies that got a letter. */
const VOLUME: Record<Size, { official: number; passedOn: number; talks: number; outside: number; notices: number }> = {
  small: { official: 44, passedOn: 0.5, talks: 140, outside: 28, notices: 3 },
  province: { official: 150, passedOn: 0.05, talks: 1_000, outside: 260, notices: 8 },
};

/**
 * All letters of the quarter before `today` (a local day), oldest first. The same province and day give the same letters, octet
 * for octet once composed.
 */
export function writeLetters(province: Province, today: string): Letter[] {
  const desk = createDesk(province, quarterBefore(today));
  const volume = VOLUME[province.size];
  const written = [
    ...officialLetters(desk, volume),
    ...weeklySchedules(desk),
    ...staffNotices(desk, volume.notices),
    ...talkLetters(desk, volume.talks),
    ...outsideLetters(desk, volume.outside),
    ...legacyLetters(desk),
  ];
  return [...written, ...automaticLetters(desk, written)].sort(
    (a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1),
  );
}

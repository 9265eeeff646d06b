import type { UsageFigures } from "@congthu/shared/api/reports";
import type { AgencyId } from "@congthu/shared/ids";
import { entryOf } from "../../lib/map-entry.ts";
import type { Reader } from "../../store/db.ts";
import { boxTracks } from "../../store/usage-tracks.ts";
import type { AgencyFrame } from "./agency-frame.ts";
import { countBits, dayBits, daysOfMonth, daysWithin } from "./day-bits.ts";
import { receivedSum, sentSum } from "./month-sums.ts";
import type { PeriodPlan } from "./period-plan.ts";
import { scanPeople } from "./scan-people.ts";
import { sumsBetween } from "./sums-between.ts";
import { NO_FIGURES } from "./usage-figures.ts";
import { lastActed, spanOn, type Track, weigh } from "./weigh-person.ts";

/** A period with the agencies of its last day. */
export type Window = { plan: PeriodPlan; frame: AgencyFrame };

/** The figures of each reported agency in each of some periods, from one walk over the accounts. */
export async function countFigures(
  r: Reader,
  windows: readonly Window[],
  q: { paths: readonly string[] | null; dormantDays: number },
): Promise<Map<AgencyId, UsageFigures>[]> {
  const counted = windows.map((w) => ({ ...w, figures: new Map<AgencyId, UsageFigures>() }));
  const boxes: Track[] = [];
  const from = Math.min(...windows.map((w) => w.plan.from));
  const to = Math.max(...windows.map((w) => w.plan.to));
  await scanPeople(r, { paths: q.paths, from, to }, (track) => {
    if (track.spans[0]?.kind === "agency") boxes.push(track);
    else for (const w of counted) addPerson(w, track, q.dormantDays);
  });
  for (const w of counted) {
    await addBoxes(r, w, boxes);
    for (const [agencyId, sums] of await sumsBetween(r, w.frame, w.plan)) {
      const f = figuresOf(w, agencyId);
      if (!f) continue;
      f.letters += sentSum(sums);
      f.sentAgency += sums.sent_agency;
      f.sentProvince += sums.sent_province;
      f.sentGov += sums.sent_gov;
      f.sentPublic += sums.sent_public;
      f.sentOther += sums.sent_other;
      f.replied += sums.replied;
      f.forwarded += sums.forwarded;
      f.received += receivedSum(sums);
      f.receivedAgency += sums.received_agency;
      f.receivedProvince += sums.received_province;
      f.receivedGov += sums.received_gov;
      f.receivedPublic += sums.received_public;
      f.receivedOther += sums.received_other;
      f.sentDocuments += sums.sent_documents;
      f.receivedDocuments += sums.received_documents;
    }
    for (const { agency_id } of w.frame.agencies) declare(w, agency_id);
  }
  return counted.map((w) => w.figures);
}

type Counted = Window & { figures: Map<AgencyId, UsageFigures> };

function figuresOf({ frame, figures }: Counted, agencyId: AgencyId): UsageFigures | undefined {
  const unit = frame.unitOf(agencyId);
  if (unit === undefined) return undefined;
  return entryOf(figures, unit, () => ({ ...NO_FIGURES, agencies: 1 }));
}

function addPerson(w: Counted, track: Track, dormantDays: number): void {
  const weight = weigh(track, w.plan);
  const f = weight && figuresOf(w, weight.agencyId);
  if (!weight || !f) return;
  f.mailboxes++;
  if (weight.locked) f.locked++;
  if (weight.isLeader) f.leaderMailboxes++;
  if (weight.onLeave) {
    f.onLeave++;
    if (weight.isLeader) f.leaderOnLeave++;
    return;
  }
  const active = weight.usedDays > 0;
  if (active) f.active++;
  if (weight.regular) f.regular++;
  if (active && weight.isLeader) f.leaderActive++;
  if (weight.regular && weight.isLeader) f.leaderRegular++;
  const last = lastActed(track, w.plan);
  if (last === null) f.neverUsed++;
  else if (last <= w.plan.to - dormantDays) f.dormant++;
}

/** Agency mailboxes and the working days on which they were looked into in the morning and in the afternoon (vietnam.md §2.1). */
async function addBoxes(r: Reader, w: Counted, boxes: readonly Track[]): Promise<void> {
  const living = boxes.flatMap((track) => {
    const span = spanOn(track.spans, w.plan.to);
    return span && (span.status === "active" || span.status === "locked") ? [{ track, span }] : [];
  });
  const tracks = await boxTracks(
    r,
    living.map(({ track }) => track.accountId),
  );
  for (const { track, span } of living) {
    const f = figuresOf(w, span.agency_id);
    if (!f) continue;
    const row = tracks.get(track.accountId);
    const halves = row && dayBits(row);
    const opened = track.spans[0]?.from_day ?? 0;
    f.boxes++;
    for (const m of w.plan.months) {
      const days = m.working & daysWithin(m.month, opened, w.plan.to);
      f.boxDays += countBits(days);
      if (halves)
        f.boxDaysChecked += countBits(days & daysOfMonth(halves, m.month, [0]) & daysOfMonth(halves, m.month, [1]));
    }
  }
}

function declare(w: Counted, agencyId: AgencyId): void {
  if (w.frame.unitOf(agencyId) !== agencyId) return;
  const declared = w.frame.declaredBy(agencyId);
  const f = declared || w.frame.existed(agencyId) ? figuresOf(w, agencyId) : undefined;
  if (!f || !declared) return;
  f.reported = 1;
  f.staff = declared.staff;
  f.leaders = declared.leaders;
  f.mailboxesReported = f.mailboxes;
  f.onLeaveReported = f.onLeave;
  f.activeReported = f.active;
  f.regularReported = f.regular;
}

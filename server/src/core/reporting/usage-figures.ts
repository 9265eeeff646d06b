import type { UsageFigures } from "@congthu/shared/api/reports";

/** No agency, no figures: what sums begin with. */
export const NO_FIGURES: UsageFigures = {
  agencies: 0,
  reported: 0,
  staff: null,
  leaders: null,
  mailboxes: 0,
  mailboxesReported: 0,
  locked: 0,
  onLeave: 0,
  onLeaveReported: 0,
  active: 0,
  activeReported: 0,
  regular: 0,
  regularReported: 0,
  leaderMailboxes: 0,
  leaderOnLeave: 0,
  leaderActive: 0,
  leaderRegular: 0,
  neverUsed: 0,
  dormant: 0,
  letters: 0,
  sentAgency: 0,
  sentProvince: 0,
  sentGov: 0,
  sentPublic: 0,
  sentOther: 0,
  replied: 0,
  forwarded: 0,
  received: 0,
  receivedAgency: 0,
  receivedProvince: 0,
  receivedGov: 0,
  receivedPublic: 0,
  receivedOther: 0,
  sentDocuments: 0,
  receivedDocuments: 0,
  boxes: 0,
  boxDays: 0,
  boxDaysChecked: 0,
};

/** The sum of figures. Declared headcounts add up over those that declared any; none declared stays not reported. */
export function sumFigures(all: readonly UsageFigures[]): UsageFigures {
  const sum = { ...NO_FIGURES };
  for (const f of all) {
    for (const key of Object.keys(NO_FIGURES) as (keyof UsageFigures)[]) {
      const more = f[key];
      if (more !== null) sum[key] = (sum[key] ?? 0) + more;
    }
  }
  return sum;
}

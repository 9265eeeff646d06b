import { percentOf, type Share } from "./usage-measures.ts";

/** A band of results: every percentage from `from` up to the next band's. */
export type GradeBand = { from: number; label: string; labelEn: string };

/** Bình Phước 1538/2014: tốt 85–100, khá 70–84, trung bình 50–69, yếu below 50 (vietnam.md §3.1). */
export const DEFAULT_BANDS: readonly GradeBand[] = [
  { from: 85, label: "Tốt", labelEn: "Good" },
  { from: 70, label: "Khá", labelEn: "Fair" },
  { from: 50, label: "Trung bình", labelEn: "Average" },
  { from: 0, label: "Yếu", labelEn: "Weak" },
];

/** The band a share falls into, by its percentage as printed (one decimal); null without a whole to be a part of. */
export function gradeOf<B extends GradeBand>(share: Share, bands: readonly B[]): B | null {
  const percent = percentOf(share);
  if (percent === null) return null;
  return bands.toSorted((a, b) => b.from - a.from).find((band) => percent >= band.from) ?? null;
}

/** Places by percentage, the highest first: equal shares have the same place, rows without a share have none. */
export function placesOf(shares: readonly Share[]): (number | null)[] {
  const percents = shares.map(percentOf);
  const sorted = percents.filter((p) => p !== null).sort((a, b) => b - a);
  return percents.map((p) => (p === null ? null : sorted.indexOf(p) + 1));
}

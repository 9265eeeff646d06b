import { percentOf, type Share } from "@congthu/shared/usage-measures";

const WHOLE = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

/** A number as written in Vietnam: 182.833, with at most one decimal: 87,7. */
export function numberText(n: number): string {
  return Number.isInteger(n) ? WHOLE.format(n) : TENTHS.format(n);
}

/** "12/15, đạt 80%"; where nothing was reported, room to write. */
export function shareText(share: Share): string {
  const percent = percentOf(share);
  if (share.y === null) return "chưa báo cáo";
  return `${numberText(share.x)}/${numberText(share.y)}${percent === null ? "" : `, đạt ${numberText(percent)}%`}`;
}

/** A list in a sentence: "A; B; C", cut after so many with how many more. */
export function listText(names: readonly string[], most = 10): string {
  if (names.length <= most) return names.join("; ");
  return `${names.slice(0, most).join("; ")} và ${names.length - most} cơ quan, đơn vị khác`;
}

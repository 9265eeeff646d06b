import { daysBetween } from "./dates.ts";

/**
 * One day on which state agencies work or not against the rule of the week: `holiday` by Labour Code art. 112, `compensated` for a holiday on a
 * weekend (art. 111.3), `swapped` for a `worked` Saturday.
 */
export type CalendarDay = {
  /** Local, "yyyy-mm-dd". */
  day: string;
  kind: "holiday" | "compensated" | "swapped" | "worked";
  name: string;
  /** The document that says so. */
  source: string;
};

const LAW = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const N2024 = "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023";
const SWAP_2024 = "Thủ tướng Chính phủ đồng ý hoán đổi, công bố 12/4/2024 (27/4–01/5 nghỉ, làm bù 04/5)";
const N2025 = "Thông báo của Bộ Nội vụ về lịch nghỉ năm 2025 (nghỉ 02/5, làm bù 26/4)";
const N2026 = "Thông báo 9441/TB-BNV ngày 16/10/2025";
const SWAP_2026 = "Công văn 12729/VPCP-KGVX ngày 25/12/2025";

const NEW_YEAR = "Tết Dương lịch";
const TET = "Tết Nguyên đán";
const KINGS = "Giỗ Tổ Hùng Vương";
const VICTORY = "Ngày Chiến thắng";
const LABOUR = "Ngày Quốc tế lao động";
const NATIONAL = "Quốc khánh";

const on = (kind: CalendarDay["kind"], name: string, source: string, ...days: string[]): CalendarDay[] =>
  days.map((day) => ({ day, kind, name, source }));

/**
 * The working calendar of state agencies 2024–2026 as announced. Facts, never computed: Tết follows the moon as seen at UTC+7, and the Government
 * swaps days. Holidays that fall on a Saturday or Sunday are left out, since nobody works then. Day 24/11 (Ngày Văn hóa Việt Nam, Resolution
 * 80-NQ/TW) is not law yet in what we hold; provinces add days in the settings.
 */
export const STATE_DAYS: readonly CalendarDay[] = [
  ...on("holiday", NEW_YEAR, LAW, "2024-01-01"),
  ...on("holiday", TET, N2024, "2024-02-08", "2024-02-09", "2024-02-12"),
  ...on("compensated", TET, N2024, "2024-02-13", "2024-02-14"),
  ...on("holiday", KINGS, LAW, "2024-04-18"),
  ...on("swapped", VICTORY, SWAP_2024, "2024-04-29"),
  ...on("holiday", VICTORY, LAW, "2024-04-30"),
  ...on("holiday", LABOUR, LAW, "2024-05-01"),
  ...on("worked", VICTORY, SWAP_2024, "2024-05-04"),
  ...on("holiday", NATIONAL, N2024, "2024-09-02", "2024-09-03"),
  ...on("holiday", NEW_YEAR, LAW, "2025-01-01"),
  ...on("holiday", TET, N2025, ...daysBetween("2025-01-27", "2025-01-31")),
  ...on("holiday", KINGS, LAW, "2025-04-07"),
  ...on("worked", VICTORY, N2025, "2025-04-26"),
  ...on("holiday", VICTORY, LAW, "2025-04-30"),
  ...on("holiday", LABOUR, LAW, "2025-05-01"),
  ...on("swapped", LABOUR, N2025, "2025-05-02"),
  ...on("holiday", NATIONAL, N2025, "2025-09-01", "2025-09-02"),
  ...on("holiday", NEW_YEAR, LAW, "2026-01-01"),
  ...on("swapped", NEW_YEAR, SWAP_2026, "2026-01-02"),
  ...on("worked", NEW_YEAR, SWAP_2026, "2026-01-10"),
  ...on("holiday", TET, N2026, ...daysBetween("2026-02-16", "2026-02-20")),
  ...on("compensated", KINGS, LAW, "2026-04-27"),
  ...on("holiday", VICTORY, LAW, "2026-04-30"),
  ...on("holiday", LABOUR, LAW, "2026-05-01"),
  ...on("worked", NATIONAL, N2026, "2026-08-22"),
  ...on("swapped", NATIONAL, N2026, "2026-08-31"),
  ...on("holiday", NATIONAL, N2026, "2026-09-01", "2026-09-02"),
];

import { addDays } from "@congthu/shared/dates";
import type { App } from "../core/app.ts";
import { rollUpUsage } from "../core/reporting/roll-up-usage.ts";
import { actInQuarter } from "./activity.ts";
import { writeLetters } from "./letters.ts";
import { quarterBefore } from "./moments.ts";
import { buildProvince, type Province, type Size } from "./province.ts";
import { readLetters } from "./reading.ts";
import { seedActs, seedDrafts, seedMarks, seedMoves } from "./seed-acts.ts";
import { seedDirectory } from "./seed-directory.ts";
import { seedLetters } from "./seed-letters.ts";
import { seedReports } from "./seed-reports.ts";
import { draftLetters, tidyUp } from "./tidying.ts";

export type SeedPlan = {
  size: Size;
  seed: string;
  /** Local day; everything happens in the quarter before it. */
  today: string;
};

/** Nobody listens while the demo is written; the search index catches up when the server starts. */
const DEAF: App["changes"] = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  subscribeAll: () => () => undefined,
};

/**
 * Fills an empty database with a province, its letters and a quarter of use. Ids differ from run to run; names, addresses, letters,
 * counts and figures are the same for the same plan. `progress` hears what begins.
 */
export async function seedDemo(
  open: App,
  plan: SeedPlan,
  progress: (vi: string, en: string) => void,
): Promise<Province> {
  const app: App = { ...open, changes: DEAF };
  const province = buildProvince(plan.size, plan.seed);
  const days = quarterBefore(plan.today);
  progress(`Tạo ${province.agencies.length} cơ quan, ${province.people.length} người`, "agencies and people");
  const directory = await seedDirectory(app, province, {
    since: addDays(plan.today, -500),
    accountsSince: addDays(plan.today, -92),
  });
  const post = { province, directory };
  const letters = writeLetters(province, plan.today);
  progress(`Gửi ${letters.length} thư`, "letters");
  const places = await seedLetters(app, post, letters);
  const readings = readLetters(province, letters, days);
  progress("Đọc, trả lời, sắp xếp thư", "reading, answering, filing");
  const openings = await seedMarks(app, post, { letters, readings, places });
  await seedMoves(app, { moves: tidyUp(province, readings, plan.today), places });
  await seedDrafts(app, post, draftLetters(province, plan.today));
  progress("Ghi nhận hoạt động của một quý", "a quarter of activity");
  await rollUpUsage(app);
  await seedActs(app, post, { acts: actInQuarter(province, days, { letters, readings }), openings });
  progress("Lập kỳ báo cáo", "reports");
  await seedReports(app, post, plan.today);
  return province;
}

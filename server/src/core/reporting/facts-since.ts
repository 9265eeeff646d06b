import { dayOfNumber } from "@congthu/shared/dates";
import type { Reader } from "../../store/db.ts";
import { usageKept } from "../../store/usage-kept.ts";

/** The first local day of which facts of single persons are kept; before it there are sums of agencies and figures of months alone. */
export async function factsSince(r: Reader): Promise<string> {
  return dayOfNumber((await usageKept(r)).days_from);
}

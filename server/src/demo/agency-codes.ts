import type { AgencyPlan, ProvincePlan } from "./agency-plan.ts";

export type CodeScheme = "QD20" | "QCVN102";
/** One electronic identification code of an agency and the days on which it was in force. */
export type AgencyCode = { scheme: CodeScheme; code: string; validFrom: string; validTo: string | null };

/** Since when the codes of QĐ 20/2020/QĐ-TTg replace those of QCVN 102:2016/BTTTT in this province. */
const OLD_FROM = "2017-01-01";
const NEW_FROM = "2021-01-01";

/**
 * Both codes of an agency: the new one from the top down ("H63.34.28"), the old one from the bottom up ("000.28.34.H63").
 * Districts and what hangs below them keep theirs until the tier ended.
 */
export function codesOf(province: ProvincePlan, agency: AgencyPlan): AgencyCode[] {
  const path: number[] = [];
  const byKey = new Map(province.agencies.map((a) => [a.key, a]));
  for (let a: AgencyPlan | undefined = agency; a && a.parentKey !== null; a = byKey.get(a.parentKey))
    path.unshift(a.ordinal);
  const two = path.map((n) => String(n).padStart(2, "0"));
  const ended = agency.kind === "district" || path.length > 1 ? "2025-06-30" : null;
  const [first = "00", second = "00"] = two;
  return [
    {
      scheme: "QCVN102",
      code: `000.${second}.${first}.${province.codeRoot}`,
      validFrom: OLD_FROM,
      validTo: "2020-12-31",
    },
    { scheme: "QD20", code: [province.codeRoot, ...two].join("."), validFrom: NEW_FROM, validTo: ended },
  ];
}

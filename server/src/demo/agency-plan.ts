import type { Mix } from "./people.ts";

/** What an agency is; the tier follows from it. */
export type AgencyKind = "province" | "department" | "district" | "commune" | "unit";

/** A level of government and the days on which it existed; NQ 203/2025/QH15 ended the districts with 30/06/2025. */
export type TierPlan = { code: string; label: string; order: number; validFrom: string; validTo: string | null };

export const TIERS: readonly TierPlan[] = [
  { code: "tinh", label: "Cấp tỉnh", order: 1, validFrom: "1991-10-01", validTo: null },
  { code: "huyen", label: "Cấp huyện", order: 2, validFrom: "1991-10-01", validTo: "2025-06-30" },
  { code: "xa", label: "Cấp xã", order: 3, validFrom: "1991-10-01", validTo: null },
  { code: "dvsn", label: "Đơn vị sự nghiệp", order: 4, validFrom: "1991-10-01", validTo: null },
];

export const TIER_OF_KIND: Record<AgencyKind, string> = {
  province: "tinh",
  department: "tinh",
  district: "huyen",
  commune: "xa",
  unit: "dvsn",
};

/** How staff of an agency take to mail: the share that uses it on most working days, or a case the report must be able to show. */
export type UsePlan = { share: number } | { only: "nobody" | "oneLeader" | "allLeaders" };

/** One agency before people are put into it. `mailboxes` counts personal ones; an agency with any has its shared mailbox too. */
export type AgencyPlan = {
  key: string;
  parentKey: string | null;
  kind: AgencyKind;
  name: string;
  /** Local part of the shared mailbox and `{agency}` of personal addresses. */
  short: string;
  /** The agency's part of a letter's symbol, as in 15/SNV-CCVC. */
  symbol: string;
  /** Title of the head, and of those who stand in for the head. */
  head: string;
  deputy: string;
  units: readonly string[];
  mailboxes: number;
  /** Declared staff: everybody, and leaders and managers among them; never below the mailboxes. */
  headcount: number;
  mix: Mix;
  use: UsePlan;
  /** Runs the mail system for the whole province. */
  owner?: true;
  /** The number inside its parent, from which the agency codes are made. */
  ordinal: number;
};

export type ProvincePlan = {
  name: string;
  domain: string;
  /** First group of the agency codes of QĐ 20/2020. */
  codeRoot: string;
  /** Where letters are dated from. */
  place: string;
  agencies: readonly AgencyPlan[];
};

export const MIXES = {
  province: [
    ["kinh", 84],
    ["tay", 8],
    ["thai", 3],
    ["dao", 3],
    ["hmong", 2],
  ],
  lowland: [
    ["kinh", 80],
    ["tay", 13],
    ["dao", 6],
    ["thai", 1],
  ],
  tay: [
    ["kinh", 38],
    ["tay", 46],
    ["dao", 16],
  ],
  thai: [
    ["kinh", 42],
    ["thai", 36],
    ["tay", 11],
    ["hmong", 6],
    ["dao", 5],
  ],
  dao: [
    ["kinh", 52],
    ["tay", 22],
    ["dao", 26],
  ],
  hmong: [
    ["kinh", 22],
    ["hmong", 66],
    ["thai", 12],
  ],
} as const satisfies Record<string, Mix>;

import type { AgencyKind, AgencyPlan, ProvincePlan, UsePlan } from "./agency-plan.ts";
import { MIXES } from "./agency-plan.ts";

type Entry = readonly [
  key: string,
  kind: AgencyKind,
  name: string,
  symbol: string,
  mailboxes: number,
  headcount: number,
  use: UsePlan,
  titles: readonly [head: string, deputy: string],
  units: string,
];

const SO = ["Giám đốc", "Phó Giám đốc"] as const;
const XA = ["Chủ tịch UBND xã", "Phó Chủ tịch UBND xã"] as const;
const PHUONG = ["Chủ tịch UBND phường", "Phó Chủ tịch UBND phường"] as const;

/** Twelve agencies and sixty officials of a province that does not exist, in the two tiers of 2025. */
const AGENCIES: readonly Entry[] = [
  [
    "ubnd",
    "province",
    "Ủy ban nhân dân tỉnh Bình Minh",
    "UBND",
    3,
    3,
    { share: 1 },
    ["Chủ tịch UBND tỉnh", "Phó Chủ tịch UBND tỉnh"],
    "",
  ],
  [
    "vanphong",
    "department",
    "Văn phòng UBND tỉnh",
    "VPUBND",
    7,
    8,
    { share: 0.86 },
    ["Chánh Văn phòng", "Phó Chánh Văn phòng"],
    "Phòng Tổng hợp, Phòng Kinh tế",
  ],
  [
    "snv",
    "department",
    "Sở Nội vụ",
    "SNV",
    8,
    9,
    { share: 0.75 },
    SO,
    "Phòng Công chức, viên chức, Phòng Cải cách hành chính",
  ],
  [
    "stc",
    "department",
    "Sở Tài chính",
    "STC",
    6,
    7,
    { share: 0.84 },
    SO,
    "Phòng Quản lý ngân sách, Phòng Quản lý giá và công sản",
  ],
  [
    "skhcn",
    "department",
    "Sở Khoa học và Công nghệ",
    "SKHCN",
    8,
    8,
    { share: 0.88 },
    SO,
    "Phòng Chuyển đổi số, Phòng Quản lý khoa học",
  ],
  ["syt", "department", "Sở Y tế", "SYT", 5, 6, { share: 0.8 }, SO, "Phòng Nghiệp vụ Y, Phòng Kế hoạch - Tài chính"],
  [
    "sgddt",
    "department",
    "Sở Giáo dục và Đào tạo",
    "SGDĐT",
    5,
    6,
    { only: "oneLeader" },
    SO,
    "Phòng Giáo dục phổ thông, Phòng Quản lý chất lượng",
  ],
  [
    "snnmt",
    "department",
    "Sở Nông nghiệp và Môi trường",
    "SNNMT",
    5,
    7,
    { share: 0.8 },
    SO,
    "Phòng Kế hoạch - Tài chính, Chi cục Kiểm lâm",
  ],
  [
    "anphu",
    "commune",
    "UBND phường An Phú",
    "UBND",
    4,
    22,
    { share: 0.25 },
    PHUONG,
    "Phòng Kinh tế, Phòng Văn hóa - Xã hội",
  ],
  [
    "suoigiang",
    "commune",
    "UBND xã Suối Giàng",
    "UBND",
    3,
    19,
    { share: 0.34 },
    XA,
    "Phòng Kinh tế, Phòng Văn hóa - Xã hội",
  ],
  [
    "namlanh",
    "commune",
    "UBND xã Nậm Lành",
    "UBND",
    3,
    18,
    { only: "nobody" },
    XA,
    "Phòng Kinh tế, Phòng Văn hóa - Xã hội",
  ],
  [
    "bvdk",
    "unit",
    "Bệnh viện Đa khoa tỉnh",
    "BVĐK",
    3,
    48,
    { share: 0.67 },
    SO,
    "Phòng Kế hoạch tổng hợp, Khoa Cấp cứu",
  ],
];

/** The small province for a first look and for tests: everything a large one has, a few of each. */
export function binhMinh(): ProvincePlan {
  return {
    ...{ name: "tỉnh Bình Minh", domain: "binhminh.gov.vn", codeRoot: "H99", place: "Bình Minh" },
    agencies: AGENCIES.map(
      ([key, kind, name, symbol, mailboxes, headcount, use, [head, deputy], units], i): AgencyPlan => ({
        ...{ key, kind, name, short: key, symbol, mailboxes, headcount, use, head, deputy, ordinal: i },
        parentKey: i === 0 ? null : "ubnd",
        units: units === "" ? [] : units.split(/, (?=\p{Lu})/u),
        mix: key === "suoigiang" ? MIXES.hmong : key === "namlanh" ? MIXES.dao : MIXES.province,
        ...(key === "skhcn" ? { owner: true } : {}),
      }),
    ),
  };
}

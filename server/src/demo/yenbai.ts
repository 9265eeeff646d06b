import { agencyShortName } from "@congthu/shared/address-template";
import type { AgencyPlan, ProvincePlan, UsePlan } from "./agency-plan.ts";
import { MIXES } from "./agency-plan.ts";
import type { Random } from "./random.ts";
import { spreadShare } from "./spread.ts";
import { type AgencyEntry, DEPARTMENTS, SO, UNITS } from "./yenbai-agencies.ts";
import { DISTRICTS } from "./yenbai-map.ts";

const DISTRICT_UNITS =
  "Phòng Nội vụ, Phòng Tài chính - Kế hoạch, Phòng Kinh tế và Hạ tầng, Phòng Nông nghiệp và Phát triển nông thôn, Phòng Văn hóa và Thông tin, " +
  "Phòng Giáo dục và Đào tạo, Phòng Tư pháp, Phòng Tài nguyên và Môi trường, Phòng Lao động - Thương binh và Xã hội, Thanh tra";
const ROOT = "ubnd";
const COMMUNE_KIND = { p: ["Phường", "phuong"], t: ["Thị trấn", "tt"], x: ["Xã", "xa"] } as const;
/** Regular users among commune officials with a mailbox, as Điện Biên counted in 2014. */
const COMMUNE_SHARE = 0.18;

/** Yên Bái as its newspaper described it: 21 departments, 9 district-level committees, 180 communes of which 42 have mailboxes, 18 units. */
export function yenBai(random: Random): ProvincePlan {
  const top: AgencyPlan = {
    ...{
      key: ROOT,
      parentKey: null,
      kind: "province",
      name: "Ủy ban nhân dân tỉnh Yên Bái",
      short: "ubnd",
      symbol: "UBND",
    },
    ...{ head: "Chủ tịch UBND tỉnh", deputy: "Phó Chủ tịch UBND tỉnh", units: [], mailboxes: 0, headcount: 0 },
    ...{ mix: MIXES.province, use: { share: 0 }, ordinal: 0 },
  };
  const departments = DEPARTMENTS.map((e, i) => fromEntry(e, "department", i + 1));
  const districts = DISTRICTS.map((d, i): AgencyPlan => {
    const kind = d.name.startsWith("Huyện") ? "huyện" : d.name.startsWith("Thị xã") ? "thị xã" : "thành phố";
    return {
      ...{
        key: d.short,
        parentKey: ROOT,
        kind: "district",
        name: `UBND ${lowerFirst(d.name)}`,
        short: d.short,
        symbol: "UBND",
      },
      ...{
        head: `Chủ tịch UBND ${kind}`,
        deputy: `Phó Chủ tịch UBND ${kind}`,
        units: DISTRICT_UNITS.split(/, (?=\p{Lu})/u),
      },
      ...{ mailboxes: d.mailboxes, headcount: d.mailboxes + random.int(4, 12), mix: d.mix },
      ...{ use: { share: random.int(68, 84) / 100 }, ordinal: 30 + i + 1 },
    };
  });
  const units = UNITS.map((e, i) => fromEntry(e, "unit", 50 + i + 1));
  const others = [top, ...departments, ...districts, ...units];
  return {
    ...{ name: "tỉnh Yên Bái", domain: "yenbai.gov.vn", codeRoot: "H63", place: "Yên Bái" },
    agencies: [...others, ...communes(random, new Set(others.map((a) => a.short)))],
  };
}

function fromEntry(e: AgencyEntry, kind: "department" | "unit", ordinal: number): AgencyPlan {
  const [name, short, symbol, mailboxes, headcount, use, units, head = SO] = e;
  return {
    ...{
      key: short,
      parentKey: ROOT,
      kind,
      name,
      short,
      symbol,
      head,
      units: units.split(/, (?=\p{Lu})/u),
      mailboxes,
      headcount,
    },
    ...{ deputy: `Phó ${head}`, mix: MIXES.province, ordinal },
    use: typeof use === "number" ? { share: use / 100 } : { only: use },
    ...(short === "stttt" ? { owner: true } : {}),
  };
}

/** All communes; equipped ones share so many regular users that all together come to the share of the whole tier. */
function communes(random: Random, taken: Set<string>): AgencyPlan[] {
  const raw = DISTRICTS.flatMap((d) =>
    (["p", "t", "x"] as const).flatMap((k) =>
      (d.communes[k]?.split(", ") ?? []).map((starred) => ({
        district: d,
        k,
        name: starred.replace("*", ""),
        starred,
      })),
    ),
  );
  const equipped = raw.filter((c) => c.starred.endsWith("*"));
  const boxes = new Map(equipped.map((c, i) => [c, i < 25 ? 19 : 18]));
  const shares = spreadShare(random, [...boxes.values()], COMMUNE_SHARE);
  const inDistrict = new Map<string, number>();
  return raw.map((c): AgencyPlan => {
    const [label, prefix] = COMMUNE_KIND[c.k];
    const bare = agencyShortName(`xã ${c.name}`);
    const short = [bare, prefix + bare, `${bare}.${c.district.short}`].find((s) => !taken.has(s)) ?? "";
    taken.add(short);
    const ordinal = (inDistrict.get(c.district.short) ?? 0) + 1;
    inDistrict.set(c.district.short, ordinal);
    const mailboxes = boxes.get(c) ?? 0;
    return {
      ...{
        key: short,
        parentKey: c.district.short,
        kind: "commune",
        name: `UBND ${lowerFirst(label)} ${c.name}`,
        short,
        symbol: "UBND",
      },
      ...{
        head: `Chủ tịch UBND ${lowerFirst(label)}`,
        deputy: `Phó Chủ tịch UBND ${lowerFirst(label)}`,
        units: [],
        mailboxes,
      },
      ...{ headcount: mailboxes > 0 ? mailboxes + random.int(2, 5) : random.int(17, 23), mix: c.district.mix, ordinal },
      use: mailboxes > 0 ? useOf(shares, equipped.indexOf(c)) : { share: 0 },
    };
  });
}

function useOf(shares: readonly number[], at: number): UsePlan {
  return { share: shares[at] ?? 0 };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

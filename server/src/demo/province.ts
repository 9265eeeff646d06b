import { ADDRESS_STYLES, proposeLocalParts } from "@congthu/shared/address-template";
import { type AgencyCode, codesOf } from "./agency-codes.ts";
import type { AgencyPlan, ProvincePlan } from "./agency-plan.ts";
import { binhMinh } from "./binhminh.ts";
import { type DemoGroup, groupsOf } from "./groups.ts";
import { giveHabits, type Habit } from "./habits.ts";
import { makeFullName, type Sex } from "./people.ts";
import { postsOf } from "./posts.ts";
import { createRandom, type Random } from "./random.ts";
import { giveRoles, type Role } from "./roles.ts";
import { yenBai } from "./yenbai.ts";

export const SIZES = ["small", "province"] as const;
export type Size = (typeof SIZES)[number];

export type DemoAgency = AgencyPlan & {
  /** Address of the shared mailbox; null where nobody has a mailbox. */
  address: string | null;
  codes: readonly AgencyCode[];
  leaders: number;
};

export type DemoPerson = {
  /** Agency key and running number, "snv/3". */
  key: string;
  agencyKey: string;
  fullName: string;
  sex: Sex;
  title: string;
  unit: string;
  leader: boolean;
  clerk: boolean;
  address: string;
  /** Locked for not having signed in; still receives. */
  locked: boolean;
  habit: Habit;
  roles: readonly Role[];
  /** Initial password; null for those who have none yet and cannot sign in. */
  password: string | null;
};

export type Province = Omit<ProvincePlan, "agencies"> & {
  size: Size;
  seed: string;
  agencies: readonly DemoAgency[];
  people: readonly DemoPerson[];
  groups: readonly DemoGroup[];
};

/** A province with its agencies and officials. The same size and seed give the same province, to the letter. */
export function buildProvince(size: Size, seed: string): Province {
  const random = createRandom(`congthu/${size}/${seed}`);
  const plan = size === "small" ? binhMinh() : yenBai(random.fork("map"));
  const shorts = new Set([
    ...plan.agencies.map((a) => a.short),
    "toantinh",
    "lanhdao",
    "caccoquan",
    "sobannganh",
    "capxa",
  ]);
  const taken = new Set<string>();
  const hired = plan.agencies.flatMap((agency) => hire(plan, agency, random.fork(agency.key), shorts, taken));
  const people = giveRoles(plan, hired, { random: random.fork("roles"), everyone: size === "small" });
  const agencies = plan.agencies.map((a) => ({
    ...a,
    address: a.mailboxes > 0 ? `${a.short}@${plan.domain}` : null,
    codes: codesOf(plan, a),
    leaders: leadersOf(a),
  }));
  return { ...plan, size, seed, agencies, people, groups: groupsOf(plan.domain, agencies, people) };
}

function hire(
  plan: ProvincePlan,
  agency: AgencyPlan,
  random: Random,
  shorts: Set<string>,
  taken: Set<string>,
): DemoPerson[] {
  const posts = postsOf(agency);
  const habits = giveHabits(random.fork("habits"), agency.use, posts);
  return posts.map((post, i): DemoPerson => {
    const sex: Sex = random.chance(post.clerk ? 0.2 : post.leader ? 0.68 : 0.5) ? "man" : "woman";
    const fullName = makeFullName(random, random.weighted(agency.mix), sex);
    const [local = ""] = proposeLocalParts(
      ADDRESS_STYLES.ninhBinh.personal,
      { fullName, agency: agency.short },
      (l) => taken.has(l) || shorts.has(l),
      1,
    );
    taken.add(local);
    const habit = habits[i] ?? "never";
    const _mayLock = habit === "never" && i < posts.length - 1;
    return {
      ...{ key: `${agency.key}/${i + 1}`, agencyKey: agency.key, fullName, sex, habit },
      ...post,
      ...{
        address: `${local}@${plan.domain}`,
        locked: habit === "never" && random.chance(0.02),
        roles: [],
        password: null,
      },
    };
  });
}

/** Declared leaders and managers: those with a mailbox, and one in eight of the staff without. */
function leadersOf(agency: AgencyPlan): number {
  const withMailbox = postsOf(agency).filter((p) => p.leader).length;
  return withMailbox + Math.round((agency.headcount - agency.mailboxes) / 8);
}

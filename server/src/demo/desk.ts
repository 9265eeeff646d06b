import { createHash } from "node:crypto";
import type { Author, Letter, Party } from "./letter.ts";
import type { DemoAgency, DemoPerson, Province } from "./province.ts";
import { createRandom, type Random } from "./random.ts";

/** What every letter writer of the demo needs at hand. */
export type Desk = {
  province: Province;
  /** Working days of the quarter, in order. */
  days: readonly string[];
  random: Random;
  agency(key: string): DemoAgency | undefined;
  staff(agencyKey: string): readonly DemoPerson[];
  /** Those of an agency who use their mailbox on most days and may sign in. */
  active(agencyKey: string): readonly DemoPerson[];
  /** The clerk who opens the agency's shared mailbox; undefined when nobody does. */
  clerk(agencyKey: string): DemoPerson | undefined;
  /** A Message-ID that is always the same for the same label. */
  messageId(label: string): string;
};

/** Sets up the desk for a province and the working days of its quarter. */
export function createDesk(province: Province, days: readonly string[]): Desk {
  const agencies = new Map(province.agencies.map((a) => [a.key, a]));
  const staffed = Map.groupBy(province.people, (p) => p.agencyKey);
  const active = new Map([...staffed].map(([key, people]) => [key, people.filter(isActive)]));
  return {
    ...{ province, days, random: createRandom(`congthu/${province.size}/${province.seed}/letters`) },
    agency: (key) => agencies.get(key),
    staff: (key) => staffed.get(key) ?? [],
    active: (key) => active.get(key) ?? [],
    clerk: (key) => active.get(key)?.find((p) => p.clerk),
    messageId: (label) => {
      const digest = createHash("sha256").update(`${province.size}/${province.seed}/${label}`).digest("hex");
      return `<${digest.slice(0, 24)}@${province.domain}>`;
    },
  };
}

/** Whether a person uses the mailbox on most working days. */
export function isActive(p: DemoPerson): boolean {
  return (p.habit === "daily" || p.habit === "regular") && !p.locked;
}

/** A person as sender or recipient. */
export function partyOf(p: DemoPerson): Party {
  return { name: p.fullName, address: p.address };
}

/** From and author of a letter that a person writes. */
export function fromPerson(p: DemoPerson): Pick<Letter, "from"> & { author: Author } {
  return { from: partyOf(p), author: { kind: "person", personKey: p.key } };
}

/** From and author of a letter that a clerk sends for the agency. */
export function fromAgency(agency: DemoAgency, clerk: DemoPerson): Pick<Letter, "from"> & { author: Author } {
  return {
    from: { name: agency.name, address: agency.address ?? "" },
    author: { kind: "agency", agencyKey: agency.key, personKey: clerk.key },
  };
}

import type { Desk } from "./desk.ts";
import type { Party } from "./letter.ts";
import type { Audience } from "./matters.ts";
import type { DemoAgency } from "./province.ts";

/** Named one by one while they fit on a page, else by their list. */
export function recipientsOf(desk: Desk, audience: Audience, from: DemoAgency): Party[] {
  const key = { ...LIST, staff: `tatca.${from.short}` }[audience];
  const group = desk.province.groups.find((g) => g.key === key);
  if (!group) return [];
  const members = group.members.filter((address) => address !== from.address);
  if (audience === "everyone" || members.length > 30) return [{ name: group.name, address: group.address }];
  return members.map((address) => partyAt(desk, address));
}

const LIST: Record<Exclude<Audience, "staff">, string> = {
  ...{ agencies: "caccoquan", communes: "capxa", departments: "sobannganh", leaders: "lanhdao", everyone: "toantinh" },
};

function partyAt(desk: Desk, address: string): Party {
  const agency = desk.province.agencies.find((a) => a.address === address);
  if (agency) return { name: agency.name, address };
  return { name: desk.province.people.find((p) => p.address === address)?.fullName ?? "", address };
}

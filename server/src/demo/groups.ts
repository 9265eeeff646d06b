import type { DemoAgency, DemoPerson } from "./province.ts";

/** An address that reaches many. */
export type DemoGroup = { key: string; name: string; address: string; agencyKey: string; members: readonly string[] };

/** The distribution lists of a province: everybody, leaders, the shared mailboxes by tier, and the staff of each larger agency. */
export function groupsOf(domain: string, agencies: readonly DemoAgency[], people: readonly DemoPerson[]): DemoGroup[] {
  const owner = agencies.find((a) => a.owner)?.key ?? "";
  const office = agencies.find((a) => a.key === "vanphong")?.key ?? owner;
  const shared = (kinds: readonly string[]) =>
    agencies.flatMap((a) => (a.address && kinds.includes(a.kind) ? [a.address] : []));
  const titles = new Map(agencies.map((a) => [a.key, new Set([a.head, a.deputy])]));
  const leaders = people.filter((p) => titles.get(p.agencyKey)?.has(p.title)).map((p) => p.address);
  const everyKind = ["province", "department", "district", "commune", "unit"];
  const group = (key: string, name: string, agencyKey: string, members: readonly string[]): DemoGroup => ({
    ...{ key, name, agencyKey, members, address: `${key}@${domain}` },
  });
  return [
    group("toantinh", "Toàn thể cán bộ, công chức, viên chức", owner, [
      ...people.map((p) => p.address),
      ...shared(everyKind),
    ]),
    group("lanhdao", "Lãnh đạo các cơ quan, địa phương", office, leaders),
    group("caccoquan", "Hộp thư các cơ quan, đơn vị", office, shared(everyKind)),
    group("sobannganh", "Hộp thư các sở, ban, ngành", office, shared(["department"])),
    group("capxa", "Hộp thư Ủy ban nhân dân cấp xã", office, shared(["commune"])),
    ...agencies
      .filter((a) => a.kind === "department" && a.mailboxes >= 5)
      .map((a) =>
        group(
          `tatca.${a.short}`,
          `Toàn thể ${a.name}`,
          a.key,
          people.filter((p) => p.agencyKey === a.key).map((p) => p.address),
        ),
      ),
  ];
}

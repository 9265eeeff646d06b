import type { PickedAgency, Reach } from "@congthu/shared/api/people";
import type { AgencyId } from "@congthu/shared/ids";
import { LIMITS } from "../../lib/limits.ts";
import { type AgencyRow, agencyChildren, agencySubtree, allTiers } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { type PersonRow, peopleOfAgency, receiverCounts } from "../../store/people.ts";
import { MailError } from "../errors.ts";

/** Every agency that is not closed, in the order of the organisation, with how many addresses each reach has in it alone; and the tiers in use. */
export async function peopleTree(r: Reader): Promise<{
  agencies: PickedAgency[];
  tiers: { tier: string; label: string; labelEn: string }[];
}> {
  const rows: AgencyRow[] = [];
  for (const root of await agencyChildren(r, null)) rows.push(...(await agencySubtree(r, root.path)));
  const open = rows
    .filter((row) => row.closed_on === null)
    .sort((a, b) => a.sort_order - b.sort_order || (a.fold < b.fold ? -1 : 1));
  const counts = await receiverCounts(
    r,
    open.map((row) => row.agency_id),
  );
  const byId = new Map(open.map((row) => [row.agency_id, newNode(row)]));
  for (const { agency_id, kind, is_leader, n } of counts) {
    const node = byId.get(agency_id);
    if (!node || kind === "technical") continue;
    if (kind === "agency") node.mailbox += n;
    else node.people += n;
    if (kind === "person" && is_leader === 1) node.leaders += n;
  }
  const used = new Set(open.map((row) => row.tier));
  const tiers = (await allTiers(r)).filter(({ tier }) => used.has(tier));
  return {
    agencies: [...byId.values()],
    tiers: tiers.map(({ tier, label, label_en }) => ({ tier, label, labelEn: label_en })),
  };
}

function newNode(row: AgencyRow): PickedAgency {
  const { agency_id: id, parent_id: parentId, name, tier } = row;
  return { id, parentId, name, tier, mailbox: 0, leaders: 0, people: 0 };
}

const TAKES: Record<Reach, (p: PersonRow) => boolean> = {
  mailbox: (p) => p.kind === "agency",
  leaders: (p) => p.kind === "person" && p.is_leader === 1,
  people: (p) => p.kind === "person",
};

/** The addresses of some agencies in the order they were named, within each in Vietnamese order. Throws recipients.tooMany. */
export async function peopleReached(
  r: Reader,
  q: { agencyIds: readonly AgencyId[]; reach: Reach },
): Promise<{ name: string; email: string }[]> {
  const most = LIMITS.recipientsPerMessage;
  const out: { name: string; email: string }[] = [];
  for (const agencyId of new Set(q.agencyIds)) {
    const people = (await peopleOfAgency(r, agencyId, most)).filter(TAKES[q.reach]);
    out.push(...people.map((p) => ({ name: p.full_name, email: p.address })));
    if (out.length > most) throw new MailError("recipients.tooMany");
  }
  return out;
}

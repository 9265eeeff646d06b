import type { AgencyDetail, TierEntry } from "@congthu/shared/api/agencies";
import type { AgencyId } from "@congthu/shared/ids";
import { accountTally, agencyMailboxes } from "../../store/accounts.ts";
import { type AgencyRow, allTiers } from "../../store/agencies.ts";
import { agencyNamesOf, codesOf, headcountsOf, linksOf, tiersOf } from "../../store/agency-history.ts";
import type { Reader } from "../../store/db.ts";
import { clerksOf } from "../../store/grants.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, type Powers, powersOf } from "./acts.ts";
import { ancestorsOf, nodesOf, visibleAgency } from "./agency-tree.ts";

/** One agency with its codes, tiers, headcounts, counts and mailboxes. Throws agency.notFound, access.denied. */
export function readAgency(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  agencyId: AgencyId,
): Promise<AgencyDetail> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const agency = await visibleAgency(r, powers, agencyId);
    const [node] = await nodesOf(r, [agency]);
    if (!node) throw new Error(`agency ${agencyId} vanished`);
    return {
      ...node,
      abbr: agency.abbr,
      domain: agency.domain,
      sortOrder: agency.sort_order,
      createdAt: agency.created_at,
      ancestors: (await ancestorsOf(r, powers, [agency])).get(agencyId) ?? [],
      codes: (await codesOf(r, agencyId)).map((c) => ({
        scheme: c.scheme,
        code: c.code,
        validFrom: c.valid_from,
        validTo: c.valid_to,
      })),
      tiers: (await tiersOf(r, agencyId)).map((t) => ({ tier: t.tier, validFrom: t.valid_from, validTo: t.valid_to })),
      headcounts: (await headcountsOf(r, agencyId)).map((h) => ({
        fromDay: h.from_day,
        staff: h.staff,
        leaders: h.leaders,
      })),
      names: (await agencyNamesOf(r, agencyId)).map((n) => ({ name: n.name, abbr: n.abbr, validTo: n.valid_to })),
      links: (await linksOf(r, agencyId)).map((l) => ({
        kind: l.kind,
        onDay: l.on_day,
        ...(l.from_id === agencyId
          ? { side: "to" as const, id: l.to_id, name: l.to_name }
          : { side: "from" as const, id: l.from_id, name: l.from_name }),
      })),
      counts: await countsBelow(r, agency),
      mailboxes: await mailboxesOf(r, powers, agency, app.clock.now()),
      may: powers.acts(agency.path),
    };
  });
}

/** The tiers of the province in their order, past ones too. */
export function listTiers(app: Pick<App, "db">): Promise<TierEntry[]> {
  return app.db.read(async (r) =>
    (await allTiers(r)).map((t) => ({
      tier: t.tier,
      label: t.label,
      labelEn: t.label_en,
      validFrom: t.valid_from,
      validTo: t.valid_to,
    })),
  );
}

async function countsBelow(r: Reader, agency: AgencyRow): Promise<AgencyDetail["counts"]> {
  const tally = (await accountTally(r, isRootPath(agency.path) ? null : agency.path)).filter(
    (t) => t.status === "active" || t.status === "locked",
  );
  const sum = (fits: (t: (typeof tally)[number]) => boolean) => tally.filter(fits).reduce((n, t) => n + t.n, 0);
  return {
    persons: sum((t) => t.kind === "person"),
    leaders: sum((t) => t.kind === "person" && t.is_leader === 1),
    agencyMailboxes: sum((t) => t.kind === "agency"),
    technical: sum((t) => t.kind === "technical"),
    locked: sum((t) => t.status === "locked"),
  };
}

async function mailboxesOf(
  r: Reader,
  powers: Powers,
  agency: AgencyRow,
  nowMs: number,
): Promise<AgencyDetail["mailboxes"]> {
  if (!powers.may("people.view", agency.path)) return [];
  const boxes = await agencyMailboxes(r, agency.agency_id);
  const clerks = await clerksOf(
    r,
    boxes.map((b) => b.account_id),
    nowMs,
  );
  return boxes.map((box) => ({
    accountId: box.account_id,
    name: box.full_name,
    address: box.address,
    clerks: clerks
      .filter((c) => c.owner_id === box.account_id)
      .map((c) => ({ accountId: c.delegate_id, name: c.full_name, address: c.address, rights: c.rights })),
  }));
}

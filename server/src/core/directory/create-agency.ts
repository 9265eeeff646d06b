import type { AgencyKind } from "@congthu/shared/directory-words";
import { fold, nfc } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import { agencyById, agencyChildren, allTiers, insertAgencies } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import { domainRow } from "../../store/domains.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { powersOf } from "./acts.ts";
import { createAccountsIn } from "./create-accounts.ts";

export type NewAgency = {
  parentId: AgencyId;
  name: string;
  shortName: string;
  abbr: string;
  kind: AgencyKind;
  tier: string;
  /** Local day from which it has its tier. */
  sinceDay: string;
  domain?: string | undefined;
  sortOrder?: number | undefined;
  /** Whether it gets its shared mailbox `abbr@domain` at once. */
  withMailbox: boolean;
};

/**
 * Adds an agency below another. Throws agency.notFound (the parent), access.denied, agency.exists (the same name or abbreviation beside it),
 * domain.notFound, invalid (no such tier), address.taken (its mailbox). Gives the new id.
 */
export function createAgency(app: Pick<App, "clock" | "db">, principal: Principal, q: NewAgency): Promise<AgencyId> {
  return app.db.write(async (tx) => {
    const parent = await agencyById(tx, q.parentId);
    if (!parent) throw new MailError("agency.notFound");
    (await powersOf(tx, principal)).require("agency.manage", parent.path);
    const name = nfc(q.name);
    const domain = q.domain ?? parent.domain;
    const siblings = await agencyChildren(tx, parent.agency_id);
    if (
      siblings.some((s) => s.closed_on === null && (s.name.toLowerCase() === name.toLowerCase() || s.abbr === q.abbr))
    )
      throw new MailError("agency.exists");
    await requireTierAndDomain(tx, { tier: q.tier, domain });
    const agencyId = randomId<"agency">("g");
    const row = {
      agency_id: agencyId,
      parent_id: parent.agency_id,
      path: `${parent.path}${agencyId}/`,
      name,
      short_name: nfc(q.shortName) || name,
      fold: fold(name),
      abbr: q.abbr,
      kind: q.kind,
      tier: q.tier,
      domain,
      sort_order: q.sortOrder ?? (siblings.at(-1)?.sort_order ?? 0) + 10,
      created_at: app.clock.now(),
      closed_on: null,
    };
    await insertAgencies(tx, [row], q.sinceDay);
    if (q.withMailbox) await openMailboxIn(app, tx, row);
    await appendAuditIn(app, tx, principal, {
      action: "agency.created",
      subjectKind: "agency",
      subjectId: agencyId,
      agencyId,
      detail: {
        name,
        parent: parent.name,
        abbr: q.abbr,
        kind: q.kind,
        tier: q.tier,
        domain,
        withMailbox: q.withMailbox,
      },
    });
    return agencyId;
  });
}

/** Throws invalid for an unknown tier, domain.notFound for a domain we do not serve. */
export async function requireTierAndDomain(r: Reader, q: { tier?: string; domain?: string }): Promise<void> {
  if (q.tier !== undefined && !(await allTiers(r)).some((t) => t.tier === q.tier))
    throw new MailError("invalid", "tier");
  if (q.domain !== undefined && !(await domainRow(r, q.domain))) throw new MailError("domain.notFound");
}

async function openMailboxIn(
  app: Pick<App, "clock">,
  tx: Parameters<typeof createAccountsIn>[1],
  agency: { agency_id: AgencyId; name: string; abbr: string; domain: string },
): Promise<void> {
  const quotas = await readSetting(tx, "quotas");
  await createAccountsIn(app, tx, [
    {
      kind: "agency",
      agencyId: agency.agency_id,
      address: `${agency.abbr}@${agency.domain}`,
      fullName: agency.name,
      title: "",
      unit: "",
      isLeader: false,
      passwordHash: null,
      mustChange: false,
      quotaBytes: quotas.agencyBytes,
    },
  ]);
}

import { addDays, localDay, localDayNumber } from "@congthu/shared/dates";
import { fold, nfc } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import {
  type AgencyEdit,
  type AgencyRow,
  agencyById,
  moveSubtree,
  putHeadcounts,
  updateAgency,
} from "../../store/agencies.ts";
import { agencyWithCode, insertAgencyName, spliceCode, spliceTier, tiersOf } from "../../store/agency-history.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import type { Json } from "../audit/entry-hash.ts";
import { MailError } from "../errors.ts";
import { type Powers, powersOf } from "./acts.ts";
import { requireTierAndDomain } from "./create-agency.ts";

type Deps = Pick<App, "clock" | "db">;

export type AgencyChange = {
  name?: string | undefined;
  shortName?: string | undefined;
  abbr?: string | undefined;
  kind?: string | undefined;
  domain?: string | undefined;
  sortOrder?: number | undefined;
};

/** Renames an agency or changes what else is said of it; addresses that exist stay. Throws agency.notFound, access.denied, domain.notFound. */
export function changeAgency(app: Deps, principal: Principal, agencyId: AgencyId, q: AgencyChange): Promise<void> {
  return app.db.write(async (tx) => {
    const { agency } = await managed(tx, principal, agencyId);
    if (q.domain !== undefined) await requireTierAndDomain(tx, { domain: q.domain });
    const edit: AgencyEdit = {
      ...(q.name === undefined ? {} : { name: nfc(q.name), fold: fold(q.name) }),
      ...(q.shortName === undefined ? {} : { short_name: nfc(q.shortName) }),
      ...(q.abbr === undefined ? {} : { abbr: q.abbr }),
      ...(q.kind === undefined ? {} : { kind: q.kind }),
      ...(q.domain === undefined ? {} : { domain: q.domain }),
      ...(q.sortOrder === undefined ? {} : { sort_order: q.sortOrder }),
    };
    const renamed = (["name", "short_name", "abbr"] as const).some(
      (f) => edit[f] !== undefined && edit[f] !== agency[f],
    );
    if (renamed) {
      const { name, short_name, abbr } = agency;
      const valid_to = addDays(localDay(app.clock.now()), -1);
      await insertAgencyName(tx, { agency_id: agencyId, valid_to, name, short_name, abbr });
    }
    await updateAgency(tx, agencyId, edit);
    await note(app, tx, principal, "agency.changed", agency, changed(agency, edit));
  });
}

/**
 * Hangs an agency with all below it under another. Both places must be the principal's. Throws agency.notFound, access.denied, invalid (under itself).
 */
export function moveAgency(app: Deps, principal: Principal, agencyId: AgencyId, parentId: AgencyId): Promise<void> {
  return app.db.write(async (tx) => {
    const { agency, powers } = await managed(tx, principal, agencyId);
    const parent = await agencyById(tx, parentId);
    if (!parent) throw new MailError("agency.notFound");
    powers.require("agency.manage", parent.path);
    if (agency.parent_id === null || parent.path.startsWith(agency.path))
      throw new MailError("invalid", "under itself");
    const before = await agencyById(tx, agency.parent_id);
    if (before) powers.require("agency.manage", before.path);
    const newPath = `${parent.path}${agencyId}/`;
    const moved = await moveSubtree(tx, {
      agencyId,
      parentId,
      oldPath: agency.path,
      newPath,
      fromDay: localDayNumber(app.clock.now()),
    });
    await note(app, tx, principal, "agency.moved", agency, {
      from: before?.name ?? "",
      to: parent.name,
      agencies: moved,
    });
  });
}

/** Gives an agency a code of one national scheme from a day on (vietnam.md §1.4). Throws agency.exists when another has it, invalid for its form. */
export function setAgencyCode(
  app: Deps,
  principal: Principal,
  agencyId: AgencyId,
  q: { scheme: "QD20" | "QCVN102"; code: string; fromDay: string },
): Promise<void> {
  return app.db.write(async (tx) => {
    const { agency } = await managed(tx, principal, agencyId);
    if (!CODE_FORMS[q.scheme].test(q.code) || q.code.length > 35) throw new MailError("invalid", "code");
    const holder = await agencyWithCode(tx, { scheme: q.scheme, code: q.code, day: q.fromDay });
    if (holder !== undefined && holder !== agencyId) throw new MailError("agency.exists", "code");
    await spliceCode(tx, { agencyId, ...q, dayBefore: addDays(q.fromDay, -1) });
    await note(app, tx, principal, "agency.codeSet", agency, q);
  });
}

/** Puts an agency into another tier from a day on; reports keep the tier of their day. Throws invalid for an unknown tier. */
export function setAgencyTier(
  app: Deps,
  principal: Principal,
  agencyId: AgencyId,
  q: { tier: string; fromDay: string },
): Promise<void> {
  return app.db.write(async (tx) => {
    const { agency } = await managed(tx, principal, agencyId);
    await requireTierAndDomain(tx, { tier: q.tier });
    await spliceTier(tx, { agencyId, ...q, dayBefore: addDays(q.fromDay, -1) });
    const today = localDay(app.clock.now());
    const now = (await tiersOf(tx, agencyId)).find((t) => t.valid_from <= today);
    if (now) await updateAgency(tx, agencyId, { tier: now.tier });
    await note(app, tx, principal, "agency.tierSet", agency, { ...q, before: agency.tier });
  });
}

/** Declares how many people (leaders among them) an agency has from a day on. Throws invalid when the leaders are more than all. */
export function declareHeadcount(
  app: Deps,
  principal: Principal,
  agencyId: AgencyId,
  q: { fromDay: string; staff: number; leaders: number },
): Promise<void> {
  return app.db.write(async (tx) => {
    const agency = await agencyById(tx, agencyId);
    if (!agency) throw new MailError("agency.notFound");
    (await powersOf(tx, principal)).require("agency.headcount", agency.path);
    if (q.leaders > q.staff) throw new MailError("invalid", "leaders");
    await putHeadcounts(tx, [{ agency_id: agencyId, from_day: q.fromDay, staff: q.staff, leaders: q.leaders }]);
    await note(app, tx, principal, "agency.headcountDeclared", agency, q);
  });
}

/** Loose forms of vietnam.md §1.4: the schemes' group lengths vary, so no more is checked. */
const CODE_FORMS = { QD20: /^[A-Z]\d{2}(\.[A-Z0-9]+)*$/, QCVN102: /^\d{3}(\.\d{2}){0,2}\.[A-Z]\d{2}$/ } as const;

async function managed(
  tx: Tx,
  principal: Principal,
  agencyId: AgencyId,
): Promise<{ agency: AgencyRow; powers: Powers }> {
  const agency = await agencyById(tx, agencyId);
  if (!agency) throw new MailError("agency.notFound");
  const powers = await powersOf(tx, principal);
  powers.require("agency.manage", agency.path);
  return { agency, powers };
}

function changed(agency: AgencyRow, edit: AgencyEdit): { [key: string]: Json } {
  const fields = Object.entries(edit).filter(
    ([key, value]) => key !== "fold" && agency[key as keyof AgencyRow] !== value,
  );
  return Object.fromEntries(
    fields.map(([key, value]) => [key, { before: agency[key as keyof AgencyRow] as Json, after: value as Json }]),
  );
}

function note(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  action: "agency.changed" | "agency.moved" | "agency.codeSet" | "agency.tierSet" | "agency.headcountDeclared",
  agency: AgencyRow,
  detail: { [key: string]: Json },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action,
    subjectKind: "agency",
    subjectId: agency.agency_id,
    agencyId: agency.agency_id,
    detail,
  });
}

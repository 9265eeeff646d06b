import type { AgencyWish, DirectoryFile, PlannedStep } from "@congthu/shared/api/directory-file";
import { localDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import { accountById } from "../../store/accounts.ts";
import { addressRow } from "../../store/addresses.ts";
import { type AgencyRow, agencyById, agencyChildren, agencySubtree } from "../../store/agencies.ts";
import { agencyWithCode, codesOf, headcountsOf } from "../../store/agency-history.ts";
import type { Tx } from "../../store/db.ts";
import { domainRow } from "../../store/domains.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { requireWhole } from "../directory/acts.ts";
import { addDomain } from "../directory/add-domain.ts";
import { aliasDomain } from "../directory/alias-domain.ts";
import { changeAccount } from "../directory/change-account.ts";
import {
  changeAgency,
  declareHeadcount,
  moveAgency,
  setAgencyCode,
  setAgencyTier,
} from "../directory/change-agency.ts";
import { createAccountsIn } from "../directory/create-accounts.ts";
import { createAgency } from "../directory/create-agency.ts";
import { MailError } from "../errors.ts";
import { joinTransaction } from "../join-transaction.ts";
import { changeSetting } from "../settings/change-setting.ts";
import { readSetting } from "../settings/read-setting.ts";

type Deps = Pick<App, "changes" | "clock" | "db" | "signOuts">;

/** Thrown to roll a plan back. */
class OnlyPlanned extends Error {}

/**
 * Makes the directory what a file says, in one transaction, and gives the differences it found, in order; with `planOnly` nothing stays. Run again it
 * finds none. With `planned` it is done only when it still is that many. Throws access.denied (for whoever administers the whole), agency.notFound (a parent or agency that is nowhere), state.mismatch, and what each act throws.
 */
export async function applyDirectory(
  app: Deps,
  principal: Principal,
  q: { file: DirectoryFile; planOnly: boolean; planned?: number | undefined },
): Promise<PlannedStep[]> {
  requireWhole(principal, "settings.change");
  const steps: PlannedStep[] = [];
  try {
    await app.db.write(async (tx) => {
      const inside = joinTransaction(app, tx);
      const at: Work = { app: inside, tx, principal, tell: (step) => steps.push(step) };
      await applySettings(at, q.file);
      await applyDomains(at, q.file);
      const known = await applyAgencies(at, q.file);
      await applyAccounts(at, q.file, known);
      if (q.planned !== undefined && q.planned !== steps.length) throw new MailError("state.mismatch", "planned");
      if (q.planOnly) throw new OnlyPlanned();
      if (steps.length === 0) return;
      const agencyId = principal.scopes[0]?.agencyId ?? null;
      await appendAuditIn(app, tx, principal, {
        ...{ action: "directory.applied", subjectKind: "system", subjectId: "directory", agencyId },
        detail: { steps: steps.length },
      });
    });
  } catch (err) {
    if (!(err instanceof OnlyPlanned)) throw err;
  }
  return steps;
}

type Work = { app: Deps; tx: Tx; principal: Principal; tell: (step: PlannedStep) => void };

async function applySettings({ app, tx, principal, tell }: Work, file: DirectoryFile): Promise<void> {
  for (const name of ["province", "naming", "quotas"] as const) {
    const wanted = file.settings[name];
    if (wanted === undefined) continue;
    const [before, after] = [JSON.stringify(await readSetting(tx, name)), JSON.stringify(wanted)];
    if (before === after) continue;
    await changeSetting(app, principal, { name, value: wanted });
    tell({ what: "set", whom: name, before, after });
  }
}

async function applyDomains({ app, tx, principal, tell }: Work, file: DirectoryFile): Promise<void> {
  for (const entry of file.domains) {
    const { domain, aliasOf } = typeof entry === "string" ? { domain: entry, aliasOf: undefined } : entry;
    if (!(await domainRow(tx, domain))) {
      await addDomain(app, principal, domain);
      tell({ what: "create", whom: domain, before: "", after: domain });
    }
    const row = await domainRow(tx, domain);
    if (aliasOf === undefined || row?.alias_of === aliasOf) continue;
    await aliasDomain(app, principal, { domain, aliasOf });
    tell({ what: "set", whom: domain, before: row?.alias_of ?? "", after: aliasOf });
  }
}

type Known = Map<string, AgencyRow>;

async function applyAgencies(at: Work, file: DirectoryFile): Promise<Known> {
  const { tx } = at;
  const [root] = await agencyChildren(tx, null);
  if (!root) throw new MailError("agency.notFound", "root");
  const known: Known = new Map();
  const learn = (a: AgencyRow) => {
    if (a.closed_on !== null) return;
    for (const key of [a.abbr, fold(a.name)]) known.set(key, a);
  };
  for (const a of (await agencySubtree(tx, root.path)).reverse()) learn(a);
  for (const [i, wish] of file.agencies.entries()) {
    const isRoot = i === 0 && wish.parent === undefined;
    const parent = isRoot ? null : wish.parent === undefined ? root : named(known, wish.parent);
    const found = isRoot ? root : await findAgency(tx, wish, parent as AgencyRow);
    const agencyId = found ? found.agency_id : await addAgency(at, wish, parent as AgencyRow);
    if (found) await changeToWish(at, wish, found, parent);
    await applyDated(at, wish, agencyId);
    const now = await agencyById(tx, agencyId);
    if (now) learn(now);
  }
  return known;
}

function named(known: Known, text: string): AgencyRow {
  const found = known.get(text) ?? known.get(fold(text));
  if (!found) throw new MailError("agency.notFound", text);
  return found;
}

/** With marks: Minh Quân and Minh Quán lie side by side. */
async function findAgency(tx: Tx, wish: AgencyWish, parent: AgencyRow): Promise<AgencyRow | undefined> {
  for (const { scheme, code, from } of wish.codes) {
    const id = await agencyWithCode(tx, { scheme, code, day: from });
    if (id) return agencyById(tx, id);
  }
  const siblings = (await agencyChildren(tx, parent.agency_id)).filter((a) => a.closed_on === null);
  return siblings.find((a) => a.name === wish.name) ?? siblings.find((a) => a.abbr === wish.abbr);
}

async function addAgency({ app, principal, tell }: Work, wish: AgencyWish, parent: AgencyRow): Promise<AgencyId> {
  tell({ what: "create", whom: wish.name, before: "", after: parent.name });
  return createAgency(app, principal, {
    ...{
      parentId: parent.agency_id,
      name: wish.name,
      shortName: wish.shortName ?? "",
      abbr: wish.abbr,
      kind: wish.kind,
    },
    ...{ tier: wish.tier, sinceDay: wish.since ?? localDay(app.clock.now()), domain: wish.domain },
    withMailbox: wish.mailbox,
  });
}

async function changeToWish(
  { app, principal, tell }: Work,
  wish: AgencyWish,
  found: AgencyRow,
  parent: AgencyRow | null,
): Promise<void> {
  const agencyId = found.agency_id;
  const pairs = [
    ["name", found.name, wish.name],
    ["shortName", found.short_name, wish.shortName ?? found.short_name],
    ["abbr", found.abbr, wish.abbr],
    ["kind", found.kind, wish.kind],
    ["domain", found.domain, wish.domain ?? found.domain],
  ] as const;
  const changed = pairs.filter(([, before, after]) => before !== after);
  if (changed.length > 0) {
    await changeAgency(app, principal, agencyId, Object.fromEntries(changed.map(([key, , after]) => [key, after])));
    for (const [, before, after] of changed) tell({ what: "change", whom: found.name, before, after });
  }
  if (found.tier !== wish.tier) {
    await setAgencyTier(app, principal, agencyId, {
      tier: wish.tier,
      fromDay: wish.since ?? localDay(app.clock.now()),
    });
    tell({ what: "change", whom: found.name, before: found.tier, after: wish.tier });
  }
  if (parent !== null && found.parent_id !== parent.agency_id) {
    await moveAgency(app, principal, agencyId, parent.agency_id);
    tell({ what: "move", whom: found.name, before: "", after: parent.name });
  }
}

async function applyDated({ app, tx, principal, tell }: Work, wish: AgencyWish, agencyId: AgencyId): Promise<void> {
  const codes = await codesOf(tx, agencyId);
  for (const { scheme, code, from } of wish.codes) {
    if (codes.some((c) => c.scheme === scheme && c.code === code)) continue;
    await setAgencyCode(app, principal, agencyId, { scheme, code, fromDay: from });
    tell({ what: "set", whom: wish.name, before: "", after: code });
  }
  const declared = await headcountsOf(tx, agencyId);
  for (const { from, staff, leaders } of wish.headcounts) {
    const before = declared.find((h) => h.from_day === from);
    if (before?.staff === staff && before.leaders === leaders) continue;
    await declareHeadcount(app, principal, agencyId, { fromDay: from, staff, leaders });
    tell({
      what: "set",
      whom: wish.name,
      before: before ? `${before.staff}/${before.leaders}` : "",
      after: `${staff}/${leaders}`,
    });
  }
}

async function applyAccounts({ app, tx, principal, tell }: Work, file: DirectoryFile, known: Known): Promise<void> {
  const quotas = await readSetting(tx, "quotas");
  for (const wish of file.accounts) {
    const agency = named(known, wish.agency);
    const row = await addressRow(tx, wish.address.toLowerCase());
    const account = row?.account_id ? await accountById(tx, row.account_id) : undefined;
    const { name: fullName, title, unit, leader: isLeader, kind } = wish;
    if (!account) {
      await createAccountsIn(app, tx, [
        {
          ...{ kind, agencyId: agency.agency_id, address: wish.address, fullName, title, unit, isLeader },
          ...{ passwordHash: null, mustChange: kind === "person" },
          quotaBytes: kind === "agency" ? quotas.agencyBytes : quotas.personBytes,
        },
      ]);
      tell({ what: "create", whom: wish.address, before: "", after: fullName });
      continue;
    }
    const before = [account.full_name, account.title, account.unit, account.is_leader === 1, account.agency_id];
    const after = [fullName, title, unit, isLeader, agency.agency_id];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    await changeAccount(app, principal, account.account_id, {
      fullName,
      title,
      unit,
      isLeader,
      agencyId: agency.agency_id,
    });
    tell({
      what: "change",
      whom: wish.address,
      before: before.slice(0, 3).join(", "),
      after: after.slice(0, 3).join(", "),
    });
  }
}

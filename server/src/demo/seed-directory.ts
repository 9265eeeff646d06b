import { SETTINGS } from "@congthu/shared/api/setting-values";
import { startOfLocalDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { App } from "../core/app.ts";
import { createAccountsIn, type NewAccount } from "../core/directory/create-accounts.ts";
import { hashPassword } from "../core/directory/passwords.ts";
import { randomId } from "../lib/ids.ts";
import { updateAccount } from "../store/accounts.ts";
import { insertAddresses, insertGroup, insertGroupMembers } from "../store/addresses.ts";
import { type AgencyRow, insertAgencies, insertAgencyCodes, insertTiers, putHeadcounts } from "../store/agencies.ts";
import type { Tx } from "../store/db.ts";
import { insertDomain } from "../store/domains.ts";
import { insertGrants, putDelegations } from "../store/grants.ts";
import { putSetting } from "../store/settings.ts";
import { TIER_OF_KIND, TIERS } from "./agency-plan.ts";
import type { DemoAgency, DemoPerson, Province } from "./province.ts";
import type { Role } from "./roles.ts";
import type { Directory, Seat } from "./seats.ts";

const GIB = 1024 ** 3;
/** Nghệ An 99/2025: 2 GB for a person, 10 GB for an agency. */
const QUOTA = { person: 2 * GIB, agency: 10 * GIB };
const TIER_LABELS_EN: Record<string, string> = {
  ...{ tinh: "Province", huyen: "District", xa: "Commune", dvsn: "Public service unit" },
};
const GRANT = { systemAdministrator: "system", agencyAdministrator: "agency", usageReviewer: "reviewer" } as const;

/**
 * Writes the organisation as of `since` (a local day), and its accounts, lists, roles and delegations as of `accountsSince`. Only people
 * with a password in the plan can sign in; the others must be given one, as an administrator would.
 */
export async function seedDirectory(
  app: App,
  province: Province,
  q: { since: string; accountsSince: string },
): Promise<Directory> {
  const then = { ...app, clock: { now: () => startOfLocalDay(q.accountsSince) } };
  const hashes = await hashAll(province.people);
  return app.db.write(async (tx) => {
    const agencies = await writeAgencies({ clock: { now: () => startOfLocalDay(q.since) } }, tx, province, q.since);
    const seats = await writeAccounts(then, tx, { province, agencies, hashes });
    const groups = await writeGroups(then, tx, { province, agencies, seats });
    await writeRoles(then, tx, { province, agencies, seats });
    await keepPasswords(then, tx);
    const persons = new Map(province.people.map((p) => [p.key, seatOf(seats, p.address)]));
    return { agencies, seats, groups, persons };
  });
}

/** The passwords that the demo tells are as old as its accounts and go on working. */
async function keepPasswords(app: Clocked, tx: Tx): Promise<void> {
  const value = { ...SETTINGS.passwords.initial, expiryDays: 0, expiryDaysAdministrators: 0 };
  await putSetting(tx, {
    name: "passwords",
    value: JSON.stringify(value),
    changed_at: app.clock.now(),
    changed_by: null,
  });
}

/** argon2 takes its time, so only passwords that somebody will use are hashed. */
async function hashAll(people: readonly DemoPerson[]): Promise<Map<string, string>> {
  const able = people.filter((p) => p.password !== null);
  const hashed = await Promise.all(able.map(async (p) => [p.key, await hashPassword(p.password ?? "")] as const));
  return new Map(hashed);
}

type Clocked = Pick<App, "clock">;

async function writeAgencies(app: Clocked, tx: Tx, province: Province, since: string): Promise<Map<string, AgencyId>> {
  const ids = new Map(province.agencies.map((a) => [a.key, randomId<"agency">("g")]));
  const byKey = new Map(province.agencies.map((a) => [a.key, a]));
  const path = (a: DemoAgency): string => {
    const parent = byKey.get(a.parentKey ?? "");
    return `${parent ? path(parent) : "/"}${ids.get(a.key)}/`;
  };
  await insertTiers(
    tx,
    TIERS.map((t) => ({
      ...{ tier: t.code, label: t.label, label_en: TIER_LABELS_EN[t.code] ?? t.label, sort_order: t.order },
      ...{ valid_from: t.validFrom, valid_to: t.validTo },
    })),
  );
  const rows = province.agencies.map(
    (a, i): AgencyRow => ({
      ...{
        agency_id: idOf(ids, a.key),
        parent_id: a.parentKey === null ? null : idOf(ids, a.parentKey),
        path: path(a),
      },
      ...{
        name: a.name,
        short_name: a.name.replace(/^UBND (xã|phường|thị trấn|huyện) /, ""),
        fold: fold(a.name),
        abbr: a.short,
      },
      ...{ kind: a.kind, tier: TIER_OF_KIND[a.kind], domain: province.domain, sort_order: i + 1 },
      ...{ created_at: app.clock.now(), closed_on: null },
    }),
  );
  await insertAgencies(tx, rows, since);
  await insertAgencyCodes(
    tx,
    province.agencies.flatMap((a) =>
      a.codes.map((c) => ({
        ...{
          agency_id: idOf(ids, a.key),
          scheme: c.scheme,
          code: c.code,
          valid_from: c.validFrom,
          valid_to: c.validTo,
        },
      })),
    ),
  );
  await putHeadcounts(
    tx,
    province.agencies
      .filter((a) => a.headcount > 0)
      .map((a) => ({ agency_id: idOf(ids, a.key), from_day: since, staff: a.headcount, leaders: a.leaders })),
  );
  const root = province.agencies.find((a) => a.parentKey === null)?.key ?? "";
  await insertDomain(tx, {
    ...{ domain: province.domain, agency_id: idOf(ids, root), created_at: app.clock.now() },
    ...{ dkim_selector: null, dkim_key: null },
  });
  return ids;
}

type Written = { province: Province; agencies: ReadonlyMap<string, AgencyId> };

async function writeAccounts(
  app: Clocked,
  tx: Tx,
  w: Written & { hashes: ReadonlyMap<string, string> },
): Promise<Map<string, Seat>> {
  const people = w.province.people.map(
    (p): NewAccount => ({
      ...{
        kind: "person",
        agencyId: idOf(w.agencies, p.agencyKey),
        address: p.address,
        fullName: p.fullName,
        title: p.title,
      },
      ...{ unit: p.unit, isLeader: p.leader, passwordHash: w.hashes.get(p.key) ?? null, mustChange: false },
      quotaBytes: QUOTA.person,
    }),
  );
  const shared = w.province.agencies
    .filter((a) => a.address !== null)
    .map(
      (a): NewAccount => ({
        ...{
          kind: "agency",
          agencyId: idOf(w.agencies, a.key),
          address: a.address ?? "",
          fullName: a.name,
          title: "",
          unit: "",
        },
        ...{ isLeader: false, passwordHash: null, mustChange: false, quotaBytes: QUOTA.agency },
      }),
    );
  const wanted = [...shared, ...people];
  const ids = await createAccountsIn(app, tx, wanted);
  const seats = wanted.map((a, i) => ({ accountId: ids[i] as AccountId, agencyId: a.agencyId, address: a.address }));
  const byAddress = new Map(seats.map((s) => [s.address, s]));
  for (const p of w.province.people.filter((x) => x.locked)) {
    await updateAccount(tx, seatOf(byAddress, p.address).accountId, {
      status: "locked",
      standing_at: app.clock.now(),
    });
  }
  return byAddress;
}

async function writeGroups(
  app: Clocked,
  tx: Tx,
  w: Written & { seats: ReadonlyMap<string, Seat> },
): Promise<Map<string, Seat[]>> {
  const groups = new Map<string, Seat[]>();
  for (const g of w.province.groups) {
    const groupId = randomId<"group">("r");
    const members = g.members.map((address) => seatOf(w.seats, address));
    const row = { group_id: groupId, address: g.address, created_at: app.clock.now() };
    await insertGroup(tx, {
      ...row,
      ...{ agency_id: idOf(w.agencies, g.agencyKey), name: g.name, fold: fold(g.name), posting: "internal" },
    });
    await insertAddresses(tx, [{ ...row, account_id: null, kind: "group", retired_at: null }]);
    await insertGroupMembers(
      tx,
      groupId,
      members.map((m) => m.accountId),
    );
    groups.set(g.address, members);
  }
  return groups;
}

async function writeRoles(app: Clocked, tx: Tx, w: Written & { seats: ReadonlyMap<string, Seat> }): Promise<void> {
  const nowMs = app.clock.now();
  const root = idOf(w.agencies, w.province.agencies.find((a) => a.parentKey === null)?.key ?? "");
  await insertGrants(
    tx,
    w.province.people.flatMap((p) =>
      p.roles.filter(isGranted).map((role) => ({
        ...{ account_id: seatOf(w.seats, p.address).accountId, role: GRANT[role], granted_at: nowMs, granted_by: null },
        agency_id: role === "agencyAdministrator" ? idOf(w.agencies, p.agencyKey) : root,
      })),
    ),
  );
  const mailbox = new Map(w.province.agencies.map((a) => [a.key, a.address]));
  await putDelegations(
    tx,
    w.province.people
      .filter((p) => p.clerk)
      .map((p) => ({
        owner_id: seatOf(w.seats, mailbox.get(p.agencyKey) ?? "").accountId,
        delegate_id: seatOf(w.seats, p.address).accountId,
        ...{ rights: "full" as const, since: nowMs, until: null },
      })),
  );
}

function isGranted(role: Role): role is keyof typeof GRANT {
  return role in GRANT;
}

function idOf(ids: ReadonlyMap<string, AgencyId>, key: string): AgencyId {
  const id = ids.get(key);
  if (!id) throw new Error(`no agency ${key}`);
  return id;
}

function seatOf(seats: ReadonlyMap<string, Seat>, address: string): Seat {
  const seat = seats.get(address);
  if (!seat) throw new Error(`no account ${address}`);
  return seat;
}

import type { LdapSettings } from "@congthu/shared/api/connection-settings";
import type { SyncFault, SyncOutcome } from "@congthu/shared/api/connections";
import { localDayNumber } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { LdapError } from "../../../lib/ldap.ts";
import { createKeyedMutex } from "../../../lib/mutex.ts";
import { type AccountRow, accountById } from "../../../store/accounts.ts";
import { addressRow } from "../../../store/addresses.ts";
import { agencyChildren } from "../../../store/agencies.ts";
import type { Reader } from "../../../store/db.ts";
import { allDomains } from "../../../store/domains.ts";
import { grantsOf } from "../../../store/grants.ts";
import { ldapLinksAfter } from "../../../store/ldap-links.ts";
import { putSetting, settingValue } from "../../../store/settings.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { appendAuditIn } from "../../audit/append-audit.ts";
import { requireWhole } from "../../directory/acts.ts";
import { operatorPrincipal } from "../../directory/operator.ts";
import { MailError } from "../../errors.ts";
import { readSecret } from "../../settings/kept-secrets.ts";
import { readSetting } from "../../settings/read-setting.ts";
import { indexAgencies } from "../import/agency-index.ts";
import { carryOutSync, type SyncDeps } from "./carry-out-sync.ts";
import { type Known, planSync, type SyncPlan } from "./plan-sync.ts";
import { type LdapPerson, readPeople } from "./read-people.ts";

/** The last run, its steps aside. */
export type SyncRun = Omit<SyncOutcome, "steps">;

const STATE = "ldap.run";
const PAGE = 500;
const MOST_SHOWN = 1_000;
/** So few may vanish whatever the share: of eight people one is more than a tenth. */
const FEW = 3;

const inTurn = createKeyedMutex();

/**
 * Makes our accounts what the other directory says, or only says what that would be. Idempotent: run again it finds nothing. When the directory cannot be
 * asked, or more people vanished than the settings allow, nothing is done; the outcome says so and the alarm is raised. Throws access.denied, invalid (no
 * directory is named).
 */
export function syncDirectory(app: SyncDeps, principal: Principal, q: { planOnly: boolean }): Promise<SyncOutcome> {
  requireWhole(principal, "settings.change");
  return inTurn(STATE, async () => {
    const { settings, password } = await app.db.read(async (r) => ({
      settings: await readSetting(r, "ldap"),
      password: (await readSecret(app, r, "ldap.password")) ?? "",
    }));
    if (settings.url === "") throw new MailError("invalid", "ldap.url");
    const people = await readPeople(settings, password).catch((err: unknown) => {
      if (err instanceof LdapError) return err;
      throw err;
    });
    const outcome = await (people instanceof LdapError
      ? outcomeOf(app, { people: 0, plan: NOTHING, refused: [], problem: unreachable(people) })
      : run(app, principal, { people, settings, planOnly: q.planOnly }));
    if (!q.planOnly) await keepRun(app, principal, outcome);
    return outcome;
  });
}

/** Runs when it is due by the settings. Gives whether it did. */
export async function syncWhenDue(app: SyncDeps): Promise<boolean> {
  const { settings, last, operator } = await app.db.read(async (r) => ({
    settings: await readSetting(r, "ldap"),
    last: await lastSync(r),
    operator: await operatorPrincipal(r),
  }));
  if (!settings.isOn || settings.url === "" || operator.scopes.length === 0) return false;
  if (last && app.clock.now() < last.at + settings.everyMinutes * 60_000) return false;
  const { counts, problem } = await syncDirectory(app, operator, { planOnly: false });
  app.log(problem ? "warn" : "info", "directory.synced", { ...counts, problem: problem?.en ?? "" });
  return true;
}

/** How the last run went; undefined before the first. */
export async function lastSync(r: Reader): Promise<SyncRun | undefined> {
  const stored = await settingValue(r, STATE);
  return stored === undefined ? undefined : (JSON.parse(stored) as SyncRun);
}

const NOTHING: SyncPlan = { steps: [], faults: [], quiet: [], vanished: 0 };

async function run(
  app: SyncDeps,
  principal: Principal,
  q: { people: LdapPerson[]; settings: LdapSettings; planOnly: boolean },
): Promise<SyncOutcome> {
  const { plan, there } = await app.db.read((r) => planOf(app, r, q));
  const problem = tooMany(plan.vanished, there, q.settings.stopPercent);
  const isDone = !q.planOnly && problem === null;
  const refused = isDone ? await carryOutSync(app, principal, plan) : [];
  return outcomeOf(app, { people: q.people.length, plan, refused, problem });
}

async function planOf(
  app: Pick<App, "clock">,
  r: Reader,
  { people, settings }: { people: LdapPerson[]; settings: LdapSettings },
): Promise<{ plan: SyncPlan; there: number }> {
  const known = await knownLinks(r);
  const [root] = await agencyChildren(r, null);
  if (!root) throw new MailError("agency.notFound", "root");
  const ids = new Set(people.filter((p) => !p.isShut).map((p) => p.id));
  const administrators = new Set<AccountId>();
  for (const [id, { account }] of known)
    if (!ids.has(id) && (await grantsOf(r, account.account_id)).some((g) => g.role === "system"))
      administrators.add(account.account_id);
  const holders = new Map<string, AccountRow | null>();
  for (const p of people) {
    if (known.has(p.id) || holders.has(p.address)) continue;
    const row = await addressRow(r, p.address);
    const account = row?.account_id && row.retired_at === null ? await accountById(r, row.account_id) : undefined;
    if (row) holders.set(p.address, account ?? null);
  }
  const linked = new Set([...known.values()].map((k) => k.account.account_id));
  // Somebody else there already is that account: two entries never share one.
  for (const [address, account] of holders) if (account && linked.has(account.account_id)) holders.set(address, null);
  const plan = planSync({
    ...{ people, known, holders, administrators, settings },
    domains: new Set((await allDomains(r)).map((d) => d.domain)),
    agencies: await indexAgencies(r, root),
    today: localDayNumber(app.clock.now()),
  });
  return { plan, there: [...known.values()].filter((k) => k.link.missing_day === null).length };
}

async function knownLinks(r: Reader): Promise<Map<string, Known>> {
  const out = new Map<string, Known>();
  for (let after = ""; ; ) {
    const page = await ldapLinksAfter(r, after, PAGE);
    for (const link of page) {
      const account = await accountById(r, link.account_id);
      if (account) out.set(link.external_id, { link, account });
    }
    if (page.length < PAGE) return out;
    after = page.at(-1)?.external_id ?? "";
  }
}

function tooMany(vanished: number, there: number, stopPercent: number): SyncOutcome["problem"] {
  if (vanished === 0 || (vanished < there && vanished <= FEW) || vanished * 100 <= there * stopPercent) return null;
  return {
    vi: `${vanished} trong ${there} người không còn trong danh mục LDAP, quá ${stopPercent}%: không thay đổi gì, hãy kiểm tra bộ lọc và máy chủ danh mục.`,
    en: `${vanished} of ${there} people are gone from the LDAP directory, more than ${stopPercent} %: nothing was changed, check the filter and the directory server.`,
  };
}

function unreachable(err: LdapError): SyncOutcome["problem"] {
  return {
    vi: `Không đọc được danh mục LDAP: ${err.message}`,
    en: `The LDAP directory could not be read: ${err.message}`,
  };
}

function outcomeOf(
  app: Pick<App, "clock">,
  q: { people: number; plan: SyncPlan; refused: SyncFault[]; problem: SyncOutcome["problem"] },
): SyncOutcome {
  const counts: Record<string, number> = {};
  for (const { what } of q.plan.steps) counts[what] = (counts[what] ?? 0) + 1;
  const faults = [...q.plan.faults, ...q.refused];
  return {
    at: app.clock.now(),
    people: q.people,
    counts,
    steps: q.plan.steps.slice(0, MOST_SHOWN).map(({ what, whom, before, after }) => ({ what, whom, before, after })),
    faults: faults.slice(0, MOST_SHOWN),
    faultCount: faults.length,
    problem: q.problem,
  };
}

async function keepRun(app: SyncDeps, principal: Principal, { steps, ...kept }: SyncOutcome): Promise<void> {
  const value = JSON.stringify({ ...kept, faults: kept.faults.slice(0, 100) } satisfies SyncRun);
  await app.db.write(async (tx) => {
    await putSetting(tx, { name: STATE, value, changed_at: kept.at, changed_by: null });
    if (steps.length === 0 && kept.problem === null) return;
    await appendAuditIn(app, tx, principal, {
      ...{ action: "directory.synced", subjectKind: "system", subjectId: "ldap", agencyId: null },
      detail: { ...kept.counts, faults: kept.faultCount, problem: kept.problem?.en },
    });
  });
}

import type { App } from "@congthu/server/core/app";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { randomId, timeId } from "@congthu/server/lib/ids";
import { accountById } from "@congthu/server/store/accounts";
import { insertAgencies, insertTiers, putHeadcounts } from "@congthu/server/store/agencies";
import { insertDomain } from "@congthu/server/store/domains";
import { insertMailLog, type MailLogRow } from "@congthu/server/store/mail-log";
import { startOfLocalDay } from "@congthu/shared/dates";
import type { AccountKind, AgencyKind } from "@congthu/shared/directory-words";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";

const HOUR_MS = 3_600_000;

export type NewAgency = {
  name: string;
  parent?: string;
  kind: AgencyKind;
  tier: string;
  since?: string;
  /** From which day how many people, leaders among them. */
  declared?: readonly (readonly [day: string, staff: number, leaders: number])[];
};
export type NewMailbox = { name: string; agency: string; leader?: boolean; day: string; kind?: AccountKind };

/** A province put together by a test, in which things happen on given days. Names stand for ids. */
export type UsageWorld = {
  agencies: Map<string, AgencyId>;
  people: Map<string, AccountId>;
  agency(name: string): AgencyId;
  person(name: string): AccountId;
  addAgencies(all: readonly NewAgency[]): Promise<void>;
  /** Opens mailboxes, each on its day. */
  addMailboxes(all: readonly NewMailbox[]): Promise<void>;
  /** Writes one fact in an hour (local) of a day, under the agency that the account is of now. */
  fact(
    who: string,
    day: string,
    kind: MailLogRow["kind"],
    more?: Partial<MailLogRow> & { hour?: number },
  ): Promise<void>;
};

/** An empty province with three tiers; the districts ended with June 2025. */
export async function openUsageWorld(app: App, now: { ms: number }): Promise<UsageWorld> {
  const agencies = new Map<string, AgencyId>();
  const people = new Map<string, AccountId>();
  const paths = new Map<string, string>();
  const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const id = map.get(name);
    if (id === undefined) throw new Error(`no ${name} in this province`);
    return id;
  };
  await app.db.write(async (tx) => {
    const tier = (code: string, label: string, sort_order: number, valid_to: string | null) =>
      ({ tier: code, label, label_en: label, sort_order, valid_from: "1991-10-01", valid_to }) as const;
    await insertTiers(tx, [
      tier("tinh", "Cấp tỉnh", 1, null),
      tier("huyen", "Cấp huyện", 2, "2025-06-30"),
      tier("xa", "Cấp xã", 3, null),
    ]);
    await insertDomain(tx, {
      domain: "bang.gov.vn",
      agency_id: null,
      created_at: 0,
      dkim_selector: null,
      dkim_key: null,
    });
  });
  let order = 0;
  return {
    agencies,
    people,
    agency: (name) => known(agencies, name),
    person: (name) => known(people, name),
    async addAgencies(all) {
      for (const a of all) {
        const id = randomId<"agency">("g");
        const path = `${a.parent === undefined ? "/" : known(paths, a.parent)}${id}/`;
        agencies.set(a.name, id);
        paths.set(a.name, path);
        const row = {
          ...{ agency_id: id, parent_id: a.parent === undefined ? null : known(agencies, a.parent), path },
          ...{ name: a.name, short_name: a.name, fold: fold(a.name), abbr: `c${order}`, kind: a.kind, tier: a.tier },
          ...{ domain: "bang.gov.vn", sort_order: order++, created_at: now.ms, closed_on: null },
        };
        await app.db.write(async (tx) => {
          await insertAgencies(tx, [row], a.since ?? "1991-10-01");
          const heads = a.declared ?? [];
          await putHeadcounts(
            tx,
            heads.map(([from_day, staff, leaders]) => ({ agency_id: id, from_day, staff, leaders })),
          );
        });
      }
    },
    async addMailboxes(all) {
      const back = now.ms;
      for (const [day, own] of Map.groupBy(all, (m) => m.day)) {
        now.ms = startOfLocalDay(day);
        const rows = own.map((m) => ({
          ...{
            kind: m.kind ?? ("person" as const),
            agencyId: known(agencies, m.agency),
            address: `${m.name}@bang.gov.vn`,
          },
          ...{ fullName: `Người ${m.name}`, title: "", unit: "", isLeader: m.leader === true, passwordHash: null },
          ...{ mustChange: false, quotaBytes: 1024 ** 3 },
        }));
        const ids = await app.db.write((tx) => createAccountsIn(app, tx, rows));
        for (const [i, m] of own.entries()) people.set(m.name, ids[i] as AccountId);
      }
      now.ms = back;
    },
    async fact(who, day, kind, { hour = 9, ...more } = {}) {
      const at = startOfLocalDay(day) + hour * HOUR_MS;
      const id = known(people, who);
      await app.db.write(async (tx) => {
        const account = await accountById(tx, id);
        const row = {
          ...{ log_id: timeId("l", at), at, kind, account_id: id, agency_id: account?.agency_id ?? null },
          ...{ channel: "web", peer: "", trace_id: "", sender: "", recipient: "", message_id: "" },
          ...{ size_bytes: 0, remote: "", reply: "" },
          ...more,
        } as MailLogRow;
        await insertMailLog(tx, [row]);
      });
    },
  };
}

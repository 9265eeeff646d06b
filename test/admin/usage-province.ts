import type { App } from "@congthu/server/core/app";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { randomId, timeId } from "@congthu/server/lib/ids";
import { updateAccount } from "@congthu/server/store/accounts";
import { insertAgencies, insertTiers, putHeadcounts } from "@congthu/server/store/agencies";
import { insertDomain } from "@congthu/server/store/domains";
import { insertMailLog, type MailLogRow } from "@congthu/server/store/mail-log";
import { dayNumber, startOfLocalDay } from "@congthu/shared/dates";
import type { AgencyKind } from "@congthu/shared/directory-words";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";

export const DOMAIN = "bang.gov.vn";

/** name, parent, kind, tier, declared [staff, leaders] or null */
const AGENCIES = [
  ["tinh", null, "province", "tinh", null],
  ["so", "tinh", "department", "tinh", [5, 2]],
  ["phong", "so", "division", "tinh", null],
  ["xa1", "tinh", "commune", "xa", [4, 1]],
  ["xa2", "tinh", "commune", "xa", null],
  ["xa3", "tinh", "commune", "xa", [6, 2]],
] as const satisfies readonly (readonly [
  string,
  string | null,
  AgencyKind,
  string,
  readonly [number, number] | null,
])[];

/** name, agency, leader, opened on the day (local), locked */
const PEOPLE = [
  ["a1", "so", true, "2026-01-05"],
  ["a2", "so", false, "2026-01-05"],
  ["a3", "phong", false, "2026-01-05"],
  // Given in the middle of the month: 9 of March's 22 working days are left from 19/03 on.
  ["a4", "phong", false, "2026-03-19"],
  ["b1", "xa1", true, "2026-01-05"],
  ["b2", "xa1", false, "2026-01-05"],
  ["c1", "xa2", true, "2026-01-05"],
  ["c2", "xa2", false, "2026-01-05"],
] as const;

export type PersonName = (typeof PEOPLE)[number][0];
export type AgencyName = (typeof AGENCIES)[number][0];
export type UsageProvince = {
  agencies: Record<AgencyName, AgencyId>;
  people: Record<PersonName | "mailbox", AccountId>;
  /** Writes one fact at noon of a local day. */
  fact(who: PersonName | "mailbox", day: string, kind: MailLogRow["kind"], more?: Partial<MailLogRow>): Promise<void>;
};

/** Six agencies and eight people, small enough to count by hand; xa2 declared nothing, xa3 has no mailbox, tinh only holds the others. */
export async function seedUsageProvince(app: App): Promise<UsageProvince> {
  const at = startOfLocalDay("2026-01-01");
  const agencies = Object.fromEntries(AGENCIES.map(([name]) => [name, randomId<"agency">("g")])) as Record<
    AgencyName,
    AgencyId
  >;
  const pathOf = (name: AgencyName): string => {
    const parent = AGENCIES.find((a) => a[0] === name)?.[1];
    return `${parent ? pathOf(parent) : "/"}${agencies[name]}/`;
  };
  const people = await app.db.write(async (tx) => {
    await insertTiers(tx, [
      {
        tier: "tinh",
        label: "Cấp tỉnh",
        label_en: "Province",
        sort_order: 1,
        valid_from: "1991-10-01",
        valid_to: null,
      },
      { tier: "xa", label: "Cấp xã", label_en: "Commune", sort_order: 3, valid_from: "1991-10-01", valid_to: null },
    ]);
    await insertDomain(tx, { domain: DOMAIN, agency_id: null, created_at: at, dkim_selector: null, dkim_key: null });
    await insertAgencies(
      tx,
      AGENCIES.map(([name, parent, kind, tier], i) => ({
        agency_id: agencies[name],
        parent_id: parent && agencies[parent],
        path: pathOf(name),
        name,
        short_name: name,
        fold: fold(name),
        abbr: name,
        kind,
        tier,
        domain: DOMAIN,
        sort_order: i,
        created_at: at,
        closed_on: null,
      })),
      "2025-07-01",
    );
    await putHeadcounts(
      tx,
      AGENCIES.flatMap(([name, , , , declared]) =>
        declared
          ? [{ agency_id: agencies[name], from_day: "2026-01-01", staff: declared[0], leaders: declared[1] }]
          : [],
      ),
    );
    const account = (local: string, agencyId: AgencyId, isLeader: boolean, kind: "person" | "agency") => ({
      kind,
      agencyId,
      address: `${local}@${DOMAIN}`,
      fullName: `Người ${local}`,
      title: "",
      unit: "",
      isLeader,
      passwordHash: null,
      mustChange: false,
      quotaBytes: 1024 ** 3,
    });
    const made = await createAccountsIn(app, tx, [
      ...PEOPLE.map(([name, agency, isLeader]) => account(name, agencies[agency], isLeader, "person")),
      account("so", agencies.so, false, "agency"),
    ]);
    for (const [i, [, , , day]] of PEOPLE.entries())
      await updateAccount(tx, made[i] as AccountId, { status_at: startOfLocalDay(day) });
    // Accounts say when they were opened; only a test sets that.
    for (const [i, [, , , day]] of PEOPLE.entries()) {
      const id = made[i] as AccountId;
      await tx.run(`UPDATE account SET created_at = ? WHERE account_id = ?`, startOfLocalDay(day), id);
      await tx.run(`UPDATE account_span SET from_day = ? WHERE account_id = ?`, dayNumber(day), id);
    }
    await updateAccount(tx, made[5] as AccountId, {
      status: "locked",
      status_at: startOfLocalDay("2026-03-20"),
      standing_at: startOfLocalDay("2026-03-20"),
    });
    return Object.fromEntries(
      [...PEOPLE.map(([name]) => name), "mailbox"].map((name, i) => [name, made[i] as AccountId]),
    ) as UsageProvince["people"];
  });
  const agencyOf = (who: PersonName | "mailbox") => agencies[PEOPLE.find((p) => p[0] === who)?.[1] ?? "so"];
  return {
    agencies,
    people,
    async fact(who, day, kind, more = {}) {
      const noon = startOfLocalDay(day) + 12 * 3_600_000;
      const blank = {
        peer: "",
        trace_id: "",
        sender: "",
        recipient: "",
        message_id: "",
        size_bytes: 0,
        remote: "",
        reply: "",
      } as const;
      const row = {
        log_id: timeId("l", noon),
        at: noon,
        kind,
        account_id: people[who],
        agency_id: agencyOf(who),
        channel: "web",
        ...blank,
        ...more,
      } as const;
      await app.db.write((tx) => insertMailLog(tx, [row]));
    },
  };
}

import type { App } from "@congthu/server/core/app";
import { createAccountsIn, type NewAccount } from "@congthu/server/core/directory/create-accounts";
import { hashPassword } from "@congthu/server/core/directory/passwords";
import { randomId } from "@congthu/server/lib/ids";
import { insertAgencies, insertTiers, putHeadcounts } from "@congthu/server/store/agencies";
import { insertDomain } from "@congthu/server/store/domains";
import { putDelegations } from "@congthu/server/store/grants";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";

export const DOMAIN = "tinh.gov.vn";
export const PASSWORD = "Mat-khau-thu-2026";

const GIB = 1024 ** 3;
let hash: Promise<string> | undefined;

export type Province = {
  root: AgencyId;
  /** Sở Nội vụ. */
  department: AgencyId;
  /** Xã Bình An. */
  commune: AgencyId;
  /** By local part. */
  accounts: Record<"anh" | "binh" | "chi" | "vanthu" | "sonv", AccountId>;
};

/** A small province by hand: three agencies, four officials (anh, binh at the department; chi, vanthu at the commune), one agency mailbox (sonv, clerk binh). */
export async function seedProvince(app: Pick<App, "clock" | "db">): Promise<Province> {
  hash ??= hashPassword(PASSWORD);
  const passwordHash = await hash;
  const at = app.clock.now();
  const root = randomId<"agency">("g");
  const department = randomId<"agency">("g");
  const commune = randomId<"agency">("g");
  const agency = (agency_id: AgencyId, name: string, abbr: string, tier: string, sort_order: number) => ({
    agency_id,
    parent_id: agency_id === root ? null : root,
    path: agency_id === root ? `/${root}/` : `/${root}/${agency_id}/`,
    name,
    short_name: name,
    fold: fold(name),
    abbr,
    kind: "agency",
    tier,
    domain: DOMAIN,
    sort_order,
    created_at: at,
    closed_on: null,
  });
  const person = (local: string, fullName: string, agencyId: AgencyId, isLeader: boolean): NewAccount => ({
    kind: "person",
    agencyId,
    address: `${local}@${DOMAIN}`,
    fullName,
    title: isLeader ? "Giám đốc" : "Chuyên viên",
    unit: "",
    isLeader,
    passwordHash,
    mustChange: false,
    quotaBytes: 2 * GIB,
  });
  const ids = await app.db.write(async (tx) => {
    await insertTiers(tx, [
      {
        tier: "tinh",
        label: "Cấp tỉnh",
        label_en: "Province",
        sort_order: 1,
        valid_from: "1900-01-01",
        valid_to: null,
      },
      { tier: "xa", label: "Cấp xã", label_en: "Commune", sort_order: 3, valid_from: "1900-01-01", valid_to: null },
    ]);
    await insertDomain(tx, { domain: DOMAIN, agency_id: null, created_at: at, dkim_selector: null, dkim_key: null });
    await insertAgencies(
      tx,
      [
        agency(root, "Tỉnh Thử Nghiệm", "tinh", "tinh", 1),
        agency(department, "Sở Nội vụ", "sonv", "tinh", 2),
        agency(commune, "Xã Bình An", "binhan", "xa", 3),
      ],
      "2025-07-01",
    );
    await putHeadcounts(tx, [
      { agency_id: department, from_day: "2026-01-01", staff: 4, leaders: 1 },
      { agency_id: commune, from_day: "2026-01-01", staff: 5, leaders: 2 },
    ]);
    const made = await createAccountsIn(app, tx, [
      person("anh", "Nguyễn Thị Ánh", department, true),
      person("binh", "Đỗ Văn Bình", department, false),
      person("chi", "Trần Thị Chi", commune, false),
      person("vanthu", "Lê Văn Thư", commune, false),
      { ...person("sonv", "Sở Nội vụ", department, false), kind: "agency", passwordHash: null },
    ]);
    const [, binh, , , sonv] = made as [AccountId, AccountId, AccountId, AccountId, AccountId];
    await putDelegations(tx, [{ owner_id: sonv, delegate_id: binh, rights: "full", since: at, until: null }]);
    return made;
  });
  const [anh, binh, chi, vanthu, sonv] = ids as [AccountId, AccountId, AccountId, AccountId, AccountId];
  return { root, department, commune, accounts: { anh, binh, chi, vanthu, sonv } };
}

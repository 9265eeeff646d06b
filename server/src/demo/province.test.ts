import assert from "node:assert/strict";
import { parseAddress } from "@congthu/shared/address";
import { vietnameseKey } from "@congthu/shared/names";
import type { AgencyKind } from "./agency-plan.ts";
import { TIERS } from "./agency-plan.ts";
import { buildProvince, type Province, SIZES } from "./province.ts";
import { ROLES } from "./roles.ts";

const provinces = Object.fromEntries(SIZES.map((size) => [size, buildProvince(size, "1")])) as Record<
  (typeof SIZES)[number],
  Province
>;
const agenciesOf = (p: Province, kind: AgencyKind) => p.agencies.filter((a) => a.kind === kind);
const peopleOf = (p: Province, kind: AgencyKind) => {
  const keys = new Set(agenciesOf(p, kind).map((a) => a.key));
  return p.people.filter((x) => keys.has(x.agencyKey));
};
const usesMail = (x: { habit: string }) => x.habit === "daily" || x.habit === "regular";

describe("demo/province", () => {
  it("small is 12 agencies and 60 officials", () => {
    const { agencies, people } = provinces.small;
    assert.deepEqual([agencies.length, people.length], [12, 60]);
    assert.ok(people.every((p) => p.password !== null));
  });

  it("province is what the newspaper of Yên Bái counted", () => {
    const p = provinces.province;
    const counted = (["department", "district", "commune", "unit"] as const).map((k) => agenciesOf(p, k).length);
    assert.deepEqual(counted, [21, 9, 180, 18]);
    const equipped = p.agencies.filter((a) => a.address !== null);
    assert.equal(agenciesOf(p, "commune").filter((a) => a.address !== null).length, 42);
    assert.equal(equipped.length, 90);
    assert.equal(p.people.length + equipped.length, 4129);
  });

  it("shows the shares of real reports: communes 18 %, districts and departments above 70 %, nobody, one leader", () => {
    const p = provinces.province;
    const share = (kind: AgencyKind) => peopleOf(p, kind).filter(usesMail).length / peopleOf(p, kind).length;
    assert.equal(Math.round(share("commune") * 100), 18);
    assert.ok(share("department") > 0.7 && share("department") < 0.9, String(share("department")));
    assert.ok(share("district") > 0.7 && share("district") < 0.9);
    const use = (key: string) => p.people.filter((x) => x.agencyKey === key && x.habit !== "never");
    assert.equal(use("sldtbxh").length, 0);
    assert.deepEqual(
      use("svhttdl").map((x) => x.leader),
      [true],
    );
    const leaders = p.people.filter((x) => x.agencyKey === "stp" && x.leader);
    assert.ok(leaders.every(usesMail));
  });

  for (const size of SIZES) {
    const p = provinces[size];
    it(`${size}: every address is one mailbox's, in the domain, and the clerk's agency has one`, () => {
      const all = [...p.people.map((x) => x.address), ...p.agencies.flatMap((a) => a.address ?? [])];
      assert.equal(new Set(all).size, all.length);
      for (const a of all) assert.equal(parseAddress(a)?.domain, p.domain, a);
      for (const x of p.people) assert.notEqual(p.agencies.find((a) => a.key === x.agencyKey)?.address, null);
    });

    it(`${size}: agencies form one tree, with codes of both schemes that do not repeat`, () => {
      const keys = new Set(p.agencies.map((a) => a.key));
      assert.equal(keys.size, p.agencies.length);
      assert.equal(p.agencies.filter((a) => a.parentKey === null).length, 1);
      for (const a of p.agencies) if (a.parentKey !== null) assert.ok(keys.has(a.parentKey), a.name);
      const codes = p.agencies.flatMap((a) => a.codes);
      assert.equal(new Set(codes.map((c) => c.scheme + c.code)).size, codes.length);
      for (const { scheme, code } of codes)
        assert.match(code, scheme === "QD20" ? /^H\d\d(\.\d\d){0,2}$/ : /^000\.\d\d\.\d\d\.H\d\d$/);
    });

    it(`${size}: nobody has more mailboxes or leaders than staff`, () => {
      for (const a of p.agencies) assert.ok(a.mailboxes <= a.headcount && a.leaders <= a.headcount, a.name);
    });

    it(`${size}: each role has at least three people with a password`, () => {
      for (const role of ROLES) {
        const able = p.people.filter((x) => x.roles.includes(role) && x.password !== null && !x.locked);
        assert.ok(able.length >= 3, `${role} ${able.length}`);
        for (const x of able) assert.match(x.password ?? "", /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z\d]).{14,}$/);
      }
    });

    it(`${size}: an official of Sở Nội vụ and one of a commune never used their mailbox`, () => {
      const fresh = p.people.filter(
        (x) => x.roles.includes("official") && x.password && x.habit === "never" && !x.locked,
      );
      const communes = new Set(agenciesOf(p, "commune").map((a) => a.key));
      assert.ok(fresh.some((x) => x.agencyKey === "snv"));
      assert.ok(fresh.some((x) => communes.has(x.agencyKey)));
    });

    it(`${size}: each agency with mailboxes has a head and a clerk; each but the People's Committee an administrator`, () => {
      for (const a of p.agencies.filter((x) => x.address !== null)) {
        const staff = p.people.filter((x) => x.agencyKey === a.key);
        assert.equal(staff.length, a.mailboxes);
        assert.equal(staff[0]?.title, a.head);
        if (a.kind === "province") continue;
        assert.ok(staff.some((x) => x.clerk));
        assert.equal(staff.filter((x) => x.roles.includes("agencyAdministrator")).length, 1, a.name);
      }
    });

    it(`${size}: is the same for one seed and another for another`, () => {
      assert.deepEqual(buildProvince(size, "1"), p);
      assert.notDeepEqual(
        buildProvince(size, "2").people.map((x) => x.fullName),
        p.people.map((x) => x.fullName),
      );
    });
  }

  it("ends the districts with June 2025 and keeps the other tiers", () => {
    assert.deepEqual(
      TIERS.filter((t) => t.validTo !== null).map((t) => [t.label, t.validTo]),
      [["Cấp huyện", "2025-06-30"]],
    );
  });

  it("has names that only Vietnamese order sorts right", () => {
    const given = new Set(provinces.province.people.map((x) => x.fullName.split(" ").at(-1) ?? ""));
    for (const name of ["Ân", "Ấn", "Ánh", "Đạt", "An"]) assert.ok(given.has(name), name);
    assert.ok(vietnameseKey("Ánh") < vietnameseKey("Ân"));
  });
});

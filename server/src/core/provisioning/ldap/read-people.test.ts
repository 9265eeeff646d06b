import assert from "node:assert/strict";
import { LDAP_PRESETS, NO_LDAP } from "@congthu/shared/api/connection-settings";
import { personOf, unitsOf } from "./read-people.ts";

describe("units above an entry", () => {
  const cases: [dn: string, units: string[]][] = [
    ["uid=anh,ou=So Noi vu,dc=tinh,dc=gov,dc=vn", ["So Noi vu"]],
    ["CN=Nguyễn Thị Ánh,OU=Users,OU=Sở Nội vụ,DC=tinh,DC=gov,DC=vn", ["Users", "Sở Nội vụ"]],
    ["CN=Ánh\\, Nguyễn,OU=Ban A\\, B,DC=vn", ["Ban A, B"]],
    ["cn=x,ou=S\\e1\\bb\\9f N\\e1\\bb\\99i v\\e1\\bb\\a5,dc=vn", ["Sở Nội vụ"]],
    ["cn=ou=x,dc=vn", []],
    ["", []],
  ];
  for (const [dn, units] of cases) it(dn || "(none)", () => assert.deepEqual(unitsOf(dn), units));
});

describe("somebody in another directory", () => {
  const entry = (values: Record<string, string[]>) => ({
    dn: "CN=a,OU=Sở Nội vụ,DC=vn",
    values: new Map(Object.entries(values)),
  });
  const ad = { ...NO_LDAP, ...LDAP_PRESETS.activeDirectory };
  const open = { ...NO_LDAP, ...LDAP_PRESETS.openLdap, agencyAttribute: "o" };

  it("is read as Active Directory writes it", () => {
    const values = { objectguid: ["0a0b"], mail: ["Anh@Tinh.gov.vn"], displayname: ["Nguyễn  Thị Ánh"] };
    assert.deepEqual(personOf(entry({ ...values, useraccountcontrol: ["514"] }), ad), {
      ...{ id: "0a0b", dn: "CN=a,OU=Sở Nội vụ,DC=vn", address: "anh@tinh.gov.vn", name: "Nguyễn Thị Ánh" },
      ...{ title: "", unit: "", agencyNames: ["Sở Nội vụ"], isShut: true },
    });
    assert.equal(personOf(entry({ ...values, useraccountcontrol: ["512"] }), ad).isShut, false);
  });

  it("is read as OpenLDAP writes it", () => {
    const person = personOf(entry({ entryuuid: ["u-1"], cn: ["Đỗ Văn Bình"], o: ["H63.1"] }), open);
    assert.deepEqual([person.id, person.address, person.agencyNames], ["u-1", "", ["H63.1"]]);
    assert.equal(personOf(entry({ pwdaccountlockedtime: ["000001010000Z"] }), open).isShut, true);
  });
});

import assert from "node:assert/strict";
import { SETTINGS } from "@congthu/shared/api/setting-values";
import { isStrongPassword, passwordRule } from "./password-policy.ts";

const RULE = { minLength: 9, classes: 4, longLength: 14 };
const OWNER = { fullName: "Nguyễn Thị Ánh Tuyết", address: "tuyetnta.sonv@tinh.gov.vn" };

describe("isStrongPassword", () => {
  const cases: [string, boolean, string][] = [
    ["Mua-Xuan9", true, "nine of four kinds"],
    ["Mua-Xu9", false, "too short"],
    ["muaxuan-9", false, "three kinds"],
    ["mùa xuân trên bản", true, "a sentence"],
    ["con meo vang 12", true, "fourteen of few kinds"],
    ["Tuyetnta-2026", false, "part of the login"],
    ["Nguyễn-2026a", false, "a word of the name"],
    ["nguyen-thi-anh-tuyet", false, "the name"],
    ["Tuyết-Rơi-1", false, "a word of the name with marks"],
    ["aaaaaaaaaaaaaaaa", false, "one sign over and over"],
    ["Aa1!Aa1!Aa1!", false, "four signs over and over"],
    ["", false, "nothing"],
  ];
  for (const [password, strong, why] of cases) {
    it(`${strong ? "takes" : "refuses"} ${why}`, () => assert.equal(isStrongPassword(password, OWNER, RULE), strong));
  }
});

describe("a date of birth in a password", () => {
  const born = { ...OWNER, birthDay: "1990-02-05" };
  const cases: [string, boolean][] = [
    ["Mua-Xuan-05021990", false],
    ["Mua-Xuan-5/2/1990", false],
    ["Mua-Xuan-1990.02.05", false],
    ["Mua-Xuan-05-02-90", false],
    ["Mua-Xuan-2026", true],
  ];
  for (const [password, strong] of cases)
    it(`${strong ? "takes" : "refuses"} ${password}`, () =>
      assert.equal(isStrongPassword(password, born, RULE), strong));
});

describe("passwordRule", () => {
  it("asks for more of whoever has only the password", () => {
    const setting = SETTINGS.passwords.initial;
    assert.deepEqual(passwordRule(setting, true), { minLength: 9, classes: 4, longLength: 20 });
    assert.deepEqual(passwordRule(setting, false), { minLength: 14, classes: 4, longLength: 20 });
  });
});

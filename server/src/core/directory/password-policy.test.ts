import assert from "node:assert/strict";
import { isStrongPassword } from "./password-policy.ts";

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

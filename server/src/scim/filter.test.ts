import assert from "node:assert/strict";
import { matches, parseFilter } from "./filter.ts";
import { ScimError } from "./replies.ts";
import { ENTERPRISE, USER } from "./user.ts";

const resource = {
  schemas: [USER, ENTERPRISE],
  id: "a1",
  userName: "thanhnn.skhcn@tinh.gov.vn",
  name: { formatted: "Nguyễn Ngọc Thành", givenName: "Thành" },
  active: true,
  rank: 3,
  title: "",
  emails: [
    { value: "thanhnn.skhcn@tinh.gov.vn", type: "work" },
    { value: "cu@tinh.gov.vn", type: "other" },
  ],
  [ENTERPRISE]: { department: "Phòng Hành chính" },
};

const CASES: [filter: string, fits: boolean][] = [
  ['userName eq "thanhnn.skhcn@tinh.gov.vn"', true],
  ['USERNAME EQ "ThanhNN.skhcn@tinh.gov.vn"', true],
  [`${USER}:userName sw "thanhnn"`, true],
  ['userName ew "@khac.gov.vn"', false],
  ['name.formatted co "ngọc"', true],
  ['name.givenName eq "Tha\\u0300nh"', true],
  ["active eq true", true],
  ['active eq "true"', false],
  ["rank gt 2 and rank le 3", true],
  ["rank lt 3", false],
  ["title pr", false],
  ["name.formatted pr", true],
  ["nickName pr", false],
  ['nickName ne "x"', true],
  ['userName ne "thanhnn.skhcn@tinh.gov.vn"', false],
  ['emails eq "cu@tinh.gov.vn"', true],
  ['emails[type eq "work" and value co "cu@"]', false],
  ['emails[type eq "other" and value co "cu@"]', true],
  [`${ENTERPRISE}:department co "hành chính"`, true],
  ['not (active eq true) or userName sw "thanh"', true],
  ['active eq false and userName sw "thanh" or rank eq 3', true],
  ['active eq false and (userName sw "thanh" or rank eq 3)', false],
  ["externalId eq null", false],
];

describe("filters of SCIM", () => {
  for (const [filter, fits] of CASES)
    it(`${filter}: ${fits}`, () => assert.equal(matches(parseFilter(filter), resource), fits));

  for (const bad of [
    "",
    "userName",
    "userName eq",
    'userName is "x"',
    "userName eq x",
    '(userName eq "x"',
    'a eq "x" b',
    "emails[",
    'a eq "\\x"',
    "a eq 1 ".repeat(100),
  ])
    it(`refuses ${bad.slice(0, 30)}`, () =>
      assert.throws(
        () => parseFilter(bad),
        (err) => err instanceof ScimError && err.scimType === "invalidFilter",
      ));
});

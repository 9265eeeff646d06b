import assert from "node:assert/strict";
import { isInside, recoveryHash } from "./second-factors.ts";

describe("isInside", () => {
  const networks = ["10.0.0.0/8", "2001:db8::/32", "203.0.113.7"];
  const cases: [string, boolean][] = [
    ["10.1.2.3", true],
    ["::ffff:10.1.2.3", true],
    ["11.1.2.3", false],
    ["203.0.113.7", true],
    ["203.0.113.8", false],
    ["2001:db8:1::5", true],
    ["2001:db9::5", false],
    ["", false],
  ];
  for (const [ip, inside] of cases)
    it(`${ip || "(none)"}: ${inside}`, () => assert.equal(isInside(ip, networks), inside));
});

describe("recoveryHash", () => {
  it("does not mind how the code is written", () =>
    assert.equal(recoveryHash("AB3DE-fgh jk"), recoveryHash("ab3defghjk")));
});

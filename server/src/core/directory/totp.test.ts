import assert from "node:assert/strict";
import { newTotpSecret, totpStep, totpUri } from "./totp.ts";

// RFC 6238 Appendix B: the secret "12345678901234567890", the last six digits of each code
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("totpStep", () => {
  const cases: [seconds: number, code: string, step: number | null][] = [
    [59, "287082", 1],
    [1111111109, "081804", 37037036],
    [1111111111, "050471", 37037037],
    [1234567890, "005924", 41152263],
    [2000000000, "279037", 66666666],
    // A step late, a step early, two steps late.
    [59 + 30, "287082", 1],
    [59 - 30, "287082", 1],
    [59 + 60, "287082", null],
    [59, "287083", null],
    [59, "28708", null],
    [59, "", null],
    [59, " 287082", null],
  ];
  for (const [seconds, code, step] of cases)
    it(`takes "${code}" at ${seconds} s for ${step}`, () => assert.equal(totpStep(SECRET, code, seconds * 1000), step));
});

describe("totpUri", () => {
  it("names the house and the address", () => {
    const uri = new URL(totpUri({ secret: SECRET, address: "an@tinh.gov.vn", issuer: "Công Thư" }));
    assert.equal(uri.protocol, "otpauth:");
    assert.equal(uri.searchParams.get("secret"), SECRET);
    assert.equal(uri.searchParams.get("issuer"), "Công Thư");
    assert.match(decodeURIComponent(uri.pathname), /an@tinh\.gov\.vn$/);
  });
  it("makes another secret each time", () => assert.notEqual(newTotpSecret(), newTotpSecret()));
});

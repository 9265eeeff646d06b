import assert from "node:assert/strict";
import { withoutForgedVerdict } from "./forged-verdict.ts";

const HOST = "mail.tinh.gov.vn";
const CASES: [name: string, field: string, stays: boolean][] = [
  ["our name", `Authentication-Results: ${HOST}; spf=pass`, false],
  ["in other letters", `AUTHENTICATION-results :Mail.Tinh.gov.vn;dkim=pass`, false],
  ["folded, behind a comment", `Authentication-Results: (x)\r\n "${HOST}" 1;\r\n dmarc=pass`, false],
  ["without a result", `Authentication-Results: ${HOST}`, false],
  ["another server's", "Authentication-Results: mx.khac.vn; spf=pass", true],
  ["another server's that speaks of us", `Authentication-Results: mx.khac.vn; spf=pass smtp.helo=${HOST}`, true],
  ["another field", `X-Authentication-Results: ${HOST}; spf=pass`, true],
];

describe("verdicts that pose as ours", () => {
  for (const [name, field, stays] of CASES) {
    it(`${name}: ${stays ? "stays" : "goes"}`, () => {
      const before = "Received: from a\r\n";
      const after = "Subject: Thư\r\n\r\nAuthentication-Results: mail.tinh.gov.vn; spf=pass\r\n";
      const out = withoutForgedVerdict(Buffer.from(`${before}${field}\r\n${after}`), HOST).toString();
      assert.equal(out, stays ? `${before}${field}\r\n${after}` : before + after);
    });
  }

  it("all of them go", () => {
    const line = `Authentication-Results: ${HOST}; spf=pass\r\n`;
    assert.equal(
      withoutForgedVerdict(Buffer.from(`${line}A: 1\r\n${line}${line}\r\nx`), HOST).toString(),
      "A: 1\r\n\r\nx",
    );
  });
});

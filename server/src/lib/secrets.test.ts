import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { isSealed, SecretKeyError, secretsOf } from "./secrets.ts";

describe("secrets", () => {
  const key = randomBytes(32);
  const secrets = secretsOf(key);

  for (const text of ["", "JBSWY3DPEHPK3PXP", "mật khẩu của thư mục 🔑"])
    it(`gives "${text}" back, sealed differently each time`, () => {
      const [one, two] = [secrets.seal("totp", text), secrets.seal("totp", text)];
      assert.notEqual(one, two);
      assert.ok(isSealed(one) && (text === "" || !one.includes(text)));
      assert.equal(secrets.open("totp", one), text);
    });

  const sealed = secrets.seal("totp", "JBSWY3DPEHPK3PXP");
  const refused: [what: string, open: () => string][] = [
    ["for another purpose", () => secrets.open("ldap", sealed)],
    ["with another key", () => secretsOf(randomBytes(32)).open("totp", sealed)],
    ["when changed", () => secrets.open("totp", `${sealed.slice(0, -3)}AAA`)],
    ["when cut off", () => secrets.open("totp", sealed.slice(0, 20))],
    ["when it was never sealed", () => secrets.open("totp", "JBSWY3DPEHPK3PXP")],
  ];
  for (const [what, open] of refused) it(`does not open ${what}`, () => assert.throws(open, SecretKeyError));
});

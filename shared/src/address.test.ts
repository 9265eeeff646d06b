import assert from "node:assert/strict";
import { addressKey, parseAddress } from "./address.ts";

describe("address", () => {
  const good: [string, string, string][] = [
    ["thanhnn.skhcn@ninhbinh.gov.vn", "thanhnn.skhcn", "ninhbinh.gov.vn"],
    ["a+b@Example.COM", "a+b", "example.com"],
    ['"hai chữ"@x.vn', '"hai chữ"', "x.vn"],
    ["a@[192.0.2.1]", "a", "[192.0.2.1]"],
    ["postmaster@localhost", "postmaster", "localhost"],
  ];
  for (const [text, local, domain] of good)
    it(`takes ${text}`, () => {
      assert.deepEqual(parseAddress(text), { local, domain });
    });
  for (const bad of [
    "",
    "@x.vn",
    "a@",
    "a..b@x.vn",
    ".a@x.vn",
    "a b@x.vn",
    "a@x..vn",
    "a@-x.vn",
    `${"a".repeat(65)}@x.vn`,
    "a@b\r\n.vn",
  ])
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.equal(parseAddress(bad), null);
    });
  it("compares without case and form", () => {
    assert.equal(addressKey(" ThanhNN@X.vn "), "thanhnn@x.vn");
  });
});

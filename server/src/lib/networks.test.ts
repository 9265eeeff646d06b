import assert from "node:assert/strict";
import { createNetworks } from "./networks.ts";

describe("networks", () => {
  const isOurs = createNetworks(["127.0.0.0/8", "::1/128", "10.1.2.3", "fd00::/8"]);
  for (const [address, expected] of [
    ["127.0.0.1", true],
    ["::ffff:127.9.9.9", true],
    ["::1", true],
    ["10.1.2.3", true],
    ["10.1.2.4", false],
    ["fd12::1", true],
    ["2001:db8::1", false],
    ["not an address", false],
  ] as const)
    it(`${address}: ${expected}`, () => assert.equal(isOurs(address), expected));

  it("what cannot be read is an error", () => assert.throws(() => createNetworks(["10.0.0/8"]), /10\.0\.0/));
});

import assert from "node:assert/strict";
import { reverseName } from "./reverse-name.ts";

describe("the reverse name of an address", () => {
  for (const [address, name] of [
    ["192.0.2.25", "25.2.0.192.in-addr.arpa"],
    ["2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"],
    ["::1", `1.${"0.".repeat(31)}ip6.arpa`],
  ] as const)
    it(address, () => assert.equal(reverseName(address), name));
});

import assert from "node:assert/strict";
import { isPublicAddress } from "./public-address.ts";

describe("isPublicAddress", () => {
  const cases: [string, boolean][] = [
    ["8.8.8.8", true],
    ["203.162.0.1", true],
    ["127.0.0.1", false],
    ["10.1.2.3", false],
    ["172.31.255.255", false],
    ["172.32.0.1", true],
    ["192.168.1.1", false],
    ["169.254.169.254", false],
    ["100.100.100.200", false],
    ["0.0.0.0", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["2001:4860:4860::8888", true],
    ["::1", false],
    ["::", false],
    ["::ffff:127.0.0.1", false],
    ["::ffff:8.8.8.8", false],
    ["64:ff9b::7f00:1", false],
    ["fe80::1", false],
    ["fe80::1%eth0", false],
    ["fc00::1", false],
    ["2002:7f00:1::", false],
    ["2001:db8::1", false],
    ["2001:0:1::", false],
    ["localhost", false],
    ["0x7f000001", false],
    ["", false],
  ];
  for (const [address, ok] of cases) it(`${address}: ${ok}`, () => assert.equal(isPublicAddress(address), ok));
});

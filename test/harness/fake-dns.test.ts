import assert from "node:assert/strict";
import { Resolver } from "node:dns/promises";
import { type FakeDns, startFakeDns } from "./fake-dns.ts";

describe("fake DNS", () => {
  let dns: FakeDns;
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  before(async () => {
    dns = await startFakeDns({
      "yenbai.example": {
        MX: [
          [10, "mx1.yenbai.example"],
          [20, "mx2.yenbai.example"],
        ],
        TXT: ["v=spf1 mx -all", "x".repeat(300)],
      },
      "mx1.yenbai.example": { A: ["127.0.0.1"], AAAA: ["::1"] },
      "alias.example": { CNAME: "mx1.yenbai.example" },
      "empty.example": { A: [] },
      "big.example": { TXT: Array.from({ length: 40 }, (_, i) => `${i} ${"y".repeat(80)}`) },
      "_25._tcp.mx1.yenbai.example": {
        TLSA: [{ usage: 3, selector: 1, matchingType: 1, certificate: Buffer.alloc(32, 7) }],
      },
      "broken.example": "SERVFAIL",
      "closed.example": "REFUSED",
      "slow.example": "TIMEOUT",
    });
    resolver.setServers([dns.server]);
  });
  after(() => dns.close());

  it("answers what the zone says", async () => {
    const mx = await resolver.resolveMx("YenBai.example");
    assert.deepEqual(
      mx.map(({ priority, exchange }) => `${priority} ${exchange}`),
      ["10 mx1.yenbai.example", "20 mx2.yenbai.example"],
    );
    assert.deepEqual(await resolver.resolve4("mx1.yenbai.example"), ["127.0.0.1"]);
    assert.deepEqual(await resolver.resolve6("mx1.yenbai.example"), ["::1"]);
    assert.deepEqual(await resolver.resolve4("alias.example"), ["127.0.0.1"]);
    assert.deepEqual(
      (await resolver.resolveTxt("yenbai.example")).map((parts) => parts.join("").length),
      [14, 300],
    );
    const [tlsa] = await resolver.resolveTlsa("_25._tcp.mx1.yenbai.example");
    assert.deepEqual(
      [tlsa?.certUsage, tlsa?.selector, tlsa?.match, Buffer.from(tlsa?.data ?? new ArrayBuffer()).toString("hex")],
      [3, 1, 1, "07".repeat(32)],
    );
    assert.ok(dns.questions.includes("MX yenbai.example"));
  });

  it("answers over TCP what is too long for UDP", async () => {
    assert.equal((await resolver.resolveTxt("big.example")).length, 40);
  });

  const failures: [string, string][] = [
    ["nowhere.example", "ENOTFOUND"],
    ["empty.example", "ENODATA"],
    ["broken.example", "ESERVFAIL"],
    ["closed.example", "EREFUSED"],
    ["slow.example", "ETIMEOUT"],
  ];
  for (const [name, code] of failures)
    it(`${name} gives ${code}`, () => assert.rejects(resolver.resolve4(name), { code }));

  it("can be changed while it runs", async () => {
    dns.zone["later.example"] = { A: ["192.0.2.9"] };
    assert.deepEqual(await resolver.resolve4("later.example"), ["192.0.2.9"]);
  });
});

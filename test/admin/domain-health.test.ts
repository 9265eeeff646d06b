import assert from "node:assert/strict";
import { checkDomain, checkHost } from "@congthu/server/core/operations/check-domain";
import { dnsRecords, ensureDkimKeys } from "@congthu/server/core/outbound/dkim-keys";
import { createResolver } from "@congthu/server/lib/dns";
import type { DomainRow } from "@congthu/server/store/domains";
import type { HealthCheck } from "@congthu/shared/api/domains";
import { type Bench, openBench } from "../harness/engines.ts";
import { type FakeDns, startFakeDns, type ZoneEntry } from "../harness/fake-dns.ts";
import { DOMAIN, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const HOST = "mail.test.gov.vn";

describe("the health of a domain", function () {
  this.timeout(20_000);
  let bench: Bench;
  let dns: FakeDns;
  let row: DomainRow;
  before(async () => {
    bench = await openBench("sqlite");
    await seedProvince(bench.app);
    [row] = (await ensureDkimKeys(bench.app)) as [DomainRow];
  });
  after(() => bench.close());
  beforeEach(async () => {
    dns = await startFakeDns(healthy());
  });
  afterEach(() => dns.close());

  const net = () => ({ resolver: createResolver({ servers: [dns.server], timeoutMs: 300 }), hostname: HOST });
  /** A zone as `congthu domain dns` asks for it. */
  const healthy = (): Record<string, ZoneEntry> => {
    const txt = Object.fromEntries(
      dnsRecords(row, HOST).flatMap((r) => (r.type === "TXT" ? [[r.name, { TXT: [r.value] }]] : [])),
    );
    return {
      ...txt,
      [DOMAIN]: { ...txt[DOMAIN], MX: [[10, HOST]] },
      [HOST]: { A: ["192.0.2.25"] },
      "25.2.0.192.in-addr.arpa": { PTR: [HOST] },
    };
  };
  const states = (checks: readonly HealthCheck[]) => Object.fromEntries(checks.map((c) => [c.id, c.state]));

  it("is good once what the server prints is published", async () => {
    assert.deepEqual(states(await checkDomain(net(), row)), { mx: "ok", spf: "ok", dkim: "ok", dmarc: "ok" });
    assert.deepEqual(states(await checkHost(net(), ["bl.test"])), { host: "ok", ptr: "ok", blacklist: "ok" });
  });

  const faults: [string, Record<string, ZoneEntry | "SERVFAIL" | undefined>, Partial<Record<string, string>>][] = [
    ["nothing is published", { [DOMAIN]: undefined }, { mx: "bad", spf: "bad" }],
    [
      "mail goes elsewhere",
      { [DOMAIN]: { MX: [[5, "mx.khac.vn"]], TXT: ["v=spf1 mx -all"] } },
      { mx: "bad", spf: "ok" },
    ],
    ["two SPF records", { [DOMAIN]: { TXT: ["v=spf1 mx -all", "v=spf1 -all"] } }, { spf: "bad" }],
    ["SPF that lets everybody send", { [DOMAIN]: { TXT: ["v=spf1 mx +all"] } }, { spf: "bad" }],
    ["SPF of another server", { [DOMAIN]: { TXT: ["v=spf1 ip4:198.51.100.1 -all"] } }, { spf: "bad" }],
    ["SPF by our address", { [DOMAIN]: { TXT: ["v=spf1 ip4:192.0.2.25 -all"] } }, { spf: "ok" }],
    ["SPF without an end", { [DOMAIN]: { TXT: ["v=spf1 mx ?all"] } }, { spf: "warn" }],
    ["DMARC that only watches", { [`_dmarc.${DOMAIN}`]: { TXT: ["v=DMARC1; p=none"] } }, { dmarc: "warn" }],
    ["name servers that are silent", { [DOMAIN]: "SERVFAIL" }, { mx: "warn", spf: "warn", dkim: "ok" }],
  ];
  for (const [title, zone, wanted] of faults)
    it(`tells of ${title}`, async () => {
      for (const [name, entry] of Object.entries(zone)) {
        if (entry === undefined) delete dns.zone[name];
        else dns.zone[name] = entry;
      }
      const found = states(await checkDomain(net(), row));
      for (const [id, state] of Object.entries(wanted)) assert.equal(found[id], state, id);
    });

  it("tells of a published key that is not the one that signs", async () => {
    dns.zone[`${row.dkim_selector}._domainkey.${DOMAIN}`] = { TXT: ["v=DKIM1; k=rsa; p=AAAA"] };
    assert.equal(states(await checkDomain(net(), row)).dkim, "bad");
  });

  it("tells of a wrong name backwards, and of a blacklist that names the server", async () => {
    dns.zone["25.2.0.192.in-addr.arpa"] = { PTR: ["khach-25.nhamang.vn"] };
    dns.zone["25.2.0.192.bl.test"] = { A: ["127.0.0.2"] };
    dns.zone["25.2.0.192.kin.test"] = { A: ["127.255.255.254"] };
    const checks = await checkHost(net(), ["bl.test", "kin.test"]);
    assert.deepEqual(states(checks), { host: "ok", ptr: "bad", blacklist: "bad" });
    assert.equal(checks.find((c) => c.id === "blacklist")?.found, "192.0.2.25: bl.test");
  });

  it("is shown to whoever runs the whole, with the certificate", async () => {
    const province = await bench.app.db.read((r) =>
      r.all<{ agency_id: string }>(`SELECT agency_id FROM agency ORDER BY sort_order`),
    );
    const [root, department, commune] = province.map((a) => a.agency_id);
    const actors = await seedActors(bench.app, { root, department, commune, accounts: {} } as never);
    const app = {
      ...bench.app,
      outside: {
        resolver: net().resolver,
        certificate: { selfSigned: false, expiresAt: bench.now.ms + 5 * 86_400_000 },
      },
    };
    const { checks } = await callRoute<{ checks: HealthCheck[] }>(app, await actors.as("auditor"), "readHostHealth");
    assert.equal(checks.find((c) => c.id === "certificate")?.state, "bad");
    await assert.rejects(callRoute(app, await actors.as("auditorA"), "readHostHealth"), { code: "access.denied" });
  });
});

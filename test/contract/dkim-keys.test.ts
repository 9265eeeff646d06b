import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { dnsRecords, ensureDkimKeys } from "@congthu/server/core/outbound/dkim-keys";
import { openBench } from "../harness/engines.ts";
import { DOMAIN, seedProvince } from "../harness/province.ts";

describe("DKIM keys", () => {
  it("are made once, and published with the other records", async () => {
    const bench = await openBench("sqlite");
    await seedProvince(bench.app);
    const [first] = await ensureDkimKeys(bench.app);
    const [again] = await ensureDkimKeys(bench.app);
    assert.ok(first?.dkim_key);
    assert.equal(again?.dkim_key, first.dkim_key);
    assert.equal(createPrivateKey(first.dkim_key).asymmetricKeyDetails?.modulusLength, 2048);
    const records = dnsRecords(first, "mail.tinh.gov.vn");
    assert.deepEqual(
      records.map((r) => `${r.type} ${r.name}`),
      [`MX ${DOMAIN}`, `TXT ${DOMAIN}`, `TXT _dmarc.${DOMAIN}`, `TXT ct202603._domainkey.${DOMAIN}`],
    );
    assert.match(records.at(-1)?.value ?? "", /^v=DKIM1; k=rsa; p=MIIBIjAN[\w+/=]+$/);
    await bench.close();
  });
});

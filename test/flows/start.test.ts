import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePortBase, startChild } from "../harness/child-server.ts";

describe("the server as a process", function () {
  this.timeout(60_000);
  const dataDir = mkdtempSync(join(tmpdir(), "congthu-start-"));
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  it("shows the first administrator once, stops cleanly, and starts again", async () => {
    const env = { CONGTHU_HOSTNAME: "mail.tinh.gov.vn" };
    const first = await startChild({ data: dataDir, base: await freePortBase(), env });
    const words = first.output();
    assert.match(words, /quantri@tinh\.gov\.vn\n\s+\S{12,}/);
    for (const record of [
      "tinh.gov.vn MX 10 mail.tinh.gov.vn.",
      "v=spf1 mx",
      "_dmarc.tinh.gov.vn",
      "v=DKIM1; k=rsa; p=",
    ])
      assert.ok(words.includes(record), record);
    assert.equal(await first.stop(), 0);
    const second = await startChild({ data: dataDir, base: await freePortBase(), env });
    assert.doesNotMatch(second.output(), /quantri@/);
    assert.equal(await second.stop(), 0);
  });

  it("names the port that is in use and how to choose others", async () => {
    const base = await freePortBase();
    const squatter = createServer().listen(base + 143);
    await assert.rejects(startChild({ data: dataDir, base }), (err: Error) => {
      assert.match(err.message, new RegExp(`Cổng ${base + 143} \\(imap: .*--port-base`));
      return true;
    });
    squatter.close();
  });
});

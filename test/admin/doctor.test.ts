import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { doctor } from "@congthu/server/cli/doctor";
import { ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { putSetting } from "@congthu/server/store/settings";
import { NO_LDAP, NO_OIDC } from "@congthu/shared/api/connection-settings";
import { type FakeDns, startFakeDns } from "../harness/fake-dns.ts";
import { type OidcBench, startOidcProvider } from "../harness/oidc-provider.ts";

const HOST = "mail.tinh.gov.vn";

describe("congthu doctor --outside", function () {
  this.timeout(60_000);
  const dataDir = mkdtempSync(join(tmpdir(), "congthu-doctor-"));
  let dns: FakeDns;
  let provider: OidcBench;
  before(async () => {
    dns = await startFakeDns({ [HOST]: { A: ["192.0.2.1"] } });
    provider = await startOidcProvider(["https://mail.tinh.gov.vn"]);
    const app = await createApp({ dataDir, hostname: HOST, logLevel: "silent" });
    await ensureFirstAdministrator(app);
    const { issuer, clientId } = provider;
    const settings = {
      ldap: { ...NO_LDAP, url: "ldap://127.0.0.1:9" },
      oidc: { ...NO_OIDC, isOn: true, issuer, clientId },
    };
    await app.db.write(async (tx) => {
      for (const [name, value] of Object.entries(settings))
        await putSetting(tx, { name, value: JSON.stringify(value), changed_at: 1, changed_by: null });
    });
    await app.close();
  });
  after(async () => {
    await dns?.close();
    await provider?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const run = async (...args: string[]) => {
    let out = "";
    const add = (text: string) => {
      out += text;
    };
    const env = { CONGTHU_HOSTNAME: HOST, CONGTHU_DNS_SERVERS: dns.server, INIT_CWD: dataDir };
    return { code: await doctor.run([...args, "--data", dataDir], { out: add, err: add, env }), out: () => out };
  };

  it("asks the certificate, the disk, the clock, the name system, the directory and the provider", async () => {
    const { code, out } = await run("--outside");
    assert.equal(code, 1);
    for (const line of [
      /^! certificate: Chứng thư tự ký/m,
      /^✓ disk: Ổ đĩa còn \d+% trống\./m,
      /^✗ ldap: Không đọc được danh mục LDAP: .*ECONNREFUSED/m,
      /^✓ openid: Hệ thống đăng nhập trả lời\./m,
      /^✓ clock: Đồng hồ lệch \d+ giây/m,
      /^✓ mail\.tinh\.gov\.vn host: /m,
      /^✗ \S+ mx: /m,
    ])
      assert.match(out(), line);
  });

  it("asks nobody without being told to", async () => {
    const { code, out } = await run();
    assert.deepEqual([code, out()], [0, "✓ Không thấy gì sai · nothing wrong\n"]);
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { loadConfig } from "@congthu/server/config/load";
import { ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { askForCertificate, lastAcme } from "@congthu/server/core/operations/renew-certificate";
import { standingAlarms, watchHealth } from "@congthu/server/core/operations/watch-health";
import { changeAcme } from "@congthu/server/core/provisioning/change-connections";
import { issuedFile } from "@congthu/server/lib/tls";
import { type Serving, serve } from "@congthu/server/serve";
import { settingValue } from "@congthu/server/store/settings";
import { type AcmeSettings, NO_ACME } from "@congthu/shared/api/connection-settings";
import { type FakeDns, startFakeDns } from "../harness/fake-dns.ts";
import { describeWithPebble, type Pebble, startPebble } from "../harness/pebble.ts";
import { freePort } from "../harness/peer-program.ts";

const NAME = "mail.tinh.test";
const DAY_MS = 86_400_000;

describeWithPebble("a certificate from a real ACME authority", function () {
  this.timeout(90_000);
  const dir = mkdtempSync(join(tmpdir(), "congthu-acme-"));
  const clock = { ms: Date.now(), now: () => clock.ms };
  let httpsPort = 0;
  let serving: Serving;
  let dns: FakeDns;
  let pebble: Pebble;
  const config = () => {
    const on = { enabled: true, host: "127.0.0.1", port: 0 };
    const others = ["metrics", "imap", "smtp", "submission", "submissions", "pop3", "pop3s"];
    const off = Object.fromEntries(others.map((p) => [p, { enabled: false }]));
    const listeners = { http: on, https: { ...on, port: httpsPort }, imaps: on, ...off };
    const written = {
      hostname: NAME,
      dataFolder: dir,
      listeners,
      dns: { servers: [dns.server] },
      log: { level: "error" },
    };
    const file = join(dir, "config.json");
    writeFileSync(file, JSON.stringify(written));
    return loadConfig({ options: { config: file }, env: {} });
  };
  const start = () => serve(config(), { clock, watchMs: 50 });
  before(async () => {
    httpsPort = await freePort();
    dns = await startFakeDns({ [NAME]: { A: ["127.0.0.1"] }, "webmail.tinh.test": { A: ["127.0.0.1"] } });
    serving = await start();
    await ensureFirstAdministrator(serving.app);
    pebble = await startPebble({ httpPort: serving.ports.http ?? 0, dns: dns.server });
  });
  after(async () => {
    await serving?.close();
    await pebble?.close();
    await dns?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const operator = () => serving.app.db.read(operatorPrincipal);
  const change = async (more: Partial<AcmeSettings> = {}) => {
    const { directoryUrl, ca } = pebble;
    const settings = { ...NO_ACME, isOn: true, directoryUrl, ca, email: "vanthu@tinh.gov.vn", ...more };
    await changeAcme(serving.app, await operator(), settings);
    await serving.runner?.drain();
  };
  /** The certificate a port shows, and whether the authority's root vouches for it under this name. */
  const shown = async (port: number, servername = NAME) => {
    const ca = await pebble.root();
    return new Promise<{ fingerprint: string; trusted: boolean }>((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", servername, ca, rejectUnauthorized: false }, () => {
        const fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? "";
        resolve({ fingerprint, trusted: socket.authorized });
        socket.destroy();
      });
      socket.on("error", reject);
    });
  };
  /** What the port shows as soon as it is another than before. */
  const changed = async (port: number, before: string) => {
    const until = Date.now() + 15_000;
    let now = await shown(port);
    while (now.fingerprint === before && Date.now() < until) now = await shown(port);
    return now;
  };
  const problem = async () => (await serving.app.db.read(lastAcme))?.problem ?? null;
  const alarm = async () => {
    await watchHealth(serving.app, 0);
    return (await standingAlarms(serving.app)).find((a) => a.id === "acme");
  };

  it("is ordered when it is turned on, and shown by all ports without a restart", async () => {
    const { https = 0, imaps = 0 } = serving.ports;
    const first = await shown(https);
    assert.equal(first.trusted, false);
    await change({ names: ["webmail.tinh.test"] });
    assert.equal(await problem(), null);
    const now = await changed(https, first.fingerprint);
    assert.equal(now.trusted, true);
    assert.deepEqual(await changed(imaps, first.fingerprint), now);
    assert.equal((await shown(https, "webmail.tinh.test")).trusted, true);
    assert.equal(serving.app.outside.certificate?.selfSigned, false);
    assert.equal(statSync(issuedFile(join(dir, "tls"))).mode & 0o777, 0o600);
    const key = await serving.app.db.read((r) => settingValue(r, "acme.accountKey"));
    assert.ok(key && !key.includes("PRIVATE KEY"));
    assert.equal(await alarm(), undefined);
  });

  it("answers no challenge that nobody set, without TLS where all else is sent to it", async () => {
    const url = `http://127.0.0.1:${serving.ports.http}`;
    assert.equal((await fetch(`${url}/.well-known/acme-challenge/khong-co`)).status, 404);
    assert.equal((await fetch(`${url}/`, { redirect: "manual" })).status, 308);
  });

  it("is left alone while it is good, and there again after a restart", async () => {
    const { fingerprint } = await shown(serving.ports.https ?? 0);
    const at = (await serving.app.db.read(lastAcme))?.at;
    await serving.runner?.drain();
    assert.equal((await serving.app.db.read(lastAcme))?.at, at);
    await serving.close();
    await pebble.close();
    serving = await start();
    pebble = await startPebble({ httpPort: serving.ports.http ?? 0, dns: dns.server });
    assert.equal((await shown(serving.ports.https ?? 0)).fingerprint, fingerprint);
  });

  it("is ordered anew when an administrator asks", async () => {
    const { https = 0 } = serving.ports;
    const first = await shown(https);
    await change({ names: ["webmail.tinh.test"] });
    clock.ms += 60_000;
    await askForCertificate(serving.app, await operator());
    await serving.runner?.drain();
    assert.equal(await problem(), null);
    const second = await changed(https, first.fingerprint);
    assert.deepEqual([second.fingerprint !== first.fingerprint, second.trusted], [true, true]);
  });

  it("raises the alarm when the authority refuses, leaves it alone for an hour, and says when it went well again", async () => {
    clock.ms += 60_000;
    await change({ names: ["khong-co.tinh.test"] });
    assert.match((await problem())?.vi ?? "", /^Chưa lấy được chứng thư cho mail\.tinh\.test, khong-co\.tinh\.test: /);
    assert.ok(await alarm());
    const at = (await serving.app.db.read(lastAcme))?.at;
    clock.ms += 30 * 60_000;
    await serving.runner?.drain();
    assert.equal((await serving.app.db.read(lastAcme))?.at, at);
    dns.zone["khong-co.tinh.test"] = { A: ["127.0.0.1"] };
    clock.ms += 31 * 60_000;
    await serving.runner?.drain();
    assert.equal(await problem(), null);
    assert.equal(await alarm(), undefined);
  });

  it("raises it when the authority cannot be asked", async () => {
    clock.ms += 60_000;
    await change({ directoryUrl: "https://127.0.0.1:9/dir", names: ["khac.tinh.test"] });
    assert.match((await problem())?.en ?? "", /ECONNREFUSED/);
  });

  it("is renewed by itself before it ends", async () => {
    const { https = 0 } = serving.ports;
    const { directoryUrl, ca } = pebble;
    const settings = { ...NO_ACME, isOn: true, directoryUrl, ca };
    clock.ms += 2 * 3_600_000;
    await changeAcme(serving.app, await operator(), settings);
    await serving.runner?.drain();
    const first = await shown(https);
    clock.ms = (serving.app.outside.certificate?.expiresAt ?? 0) - 40 * DAY_MS;
    await serving.runner?.drain();
    assert.equal((await shown(https)).fingerprint, first.fingerprint);
    clock.ms += 20 * DAY_MS;
    await serving.runner?.drain();
    assert.equal(await problem(), null);
    const second = await changed(https, first.fingerprint);
    assert.deepEqual([second.fingerprint !== first.fingerprint, second.trusted], [true, true]);
  });
});

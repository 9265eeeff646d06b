import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { loadConfig } from "@congthu/server/config/load";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { type Serving, serve } from "@congthu/server/serve";

const PORTS = ["https", "imaps", "pop3s", "submissions"] as const;

describe("a certificate that is renewed while the server runs", function () {
  this.timeout(30_000);
  const dir = mkdtempSync(join(tmpdir(), "congthu-tls-"));
  let serving: Serving;
  const put = async () => {
    const made = await makeSelfSigned(["localhost", "127.0.0.1"], Date.now());
    for (const [name, text] of [
      ["key.pem", made.key],
      ["cert.pem", made.cert],
    ] as const) {
      writeFileSync(join(dir, `${name}.new`), text);
      renameSync(join(dir, `${name}.new`), join(dir, name));
    }
    return made.fingerprint;
  };
  /** The certificate a port shows now. */
  const shown = (port: number) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
        resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? "");
        socket.destroy();
      });
      socket.on("error", reject);
    });
  after(async () => {
    await serving.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it("is shown by every port, without a restart", async () => {
    const first = await put();
    const on = { enabled: true, host: "127.0.0.1", port: 0 };
    const off = { enabled: false };
    const others = ["http", "metrics", "imap", "smtp", "submission", "pop3"];
    const listeners = Object.fromEntries([...PORTS.map((p) => [p, on]), ...others.map((p) => [p, off])]);
    const tls = { certFile: join(dir, "cert.pem"), keyFile: join(dir, "key.pem") };
    const file = join(dir, "config.json");
    writeFileSync(
      file,
      JSON.stringify({ hostname: "localhost", dataFolder: dir, tls, listeners, log: { level: "error" } }),
    );
    serving = await serve(loadConfig({ options: { config: file }, env: {} }), { watchMs: 50 });
    const at = () => Promise.all(PORTS.map((p) => shown(serving.ports[p] ?? 0)));
    assert.deepEqual(
      await at(),
      PORTS.map(() => first),
    );
    const second = await put();
    const until = Date.now() + 15_000;
    let now = await at();
    while (now.some((f) => f !== second) && Date.now() < until) now = await at();
    assert.deepEqual(
      now,
      PORTS.map(() => second),
    );
    assert.ok((serving.app.outside.certificate?.expiresAt ?? 0) > Date.now());
  });
});

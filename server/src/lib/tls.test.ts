import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { ensureSelfSigned, makeSelfSigned, readTls, TlsFileError } from "./tls.ts";

describe("tls", () => {
  const now = Date.UTC(2026, 10, 1);
  const folder = mkdtempSync(join(tmpdir(), "congthu-tls-"));
  after(() => rmSync(folder, { recursive: true }));

  it("makes a certificate once, for all names, with a private key only we can read", async () => {
    const names = ["mail.yenbai.example", "yenbai.example", "127.0.0.1"];
    const first = await ensureSelfSigned({ folder: join(folder, "a"), names, nowMs: now });
    const again = await ensureSelfSigned({ folder: join(folder, "a"), names: names.slice(1), nowMs: now + 1 });
    assert.equal(again.fingerprint, first.fingerprint);
    assert.ok(first.selfSigned);
    assert.equal(statSync(join(folder, "a/key.pem")).mode & 0o777, 0o600);
    const x509 = new X509Certificate(first.cert);
    assert.equal(x509.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.equal(x509.subjectAltName, "DNS:mail.yenbai.example, DNS:yenbai.example, IP Address:127.0.0.1");
    assert.ok(!x509.ca);
  });

  it("makes a new one for a new name and before the old one ends", async () => {
    const at = join(folder, "b");
    const first = await ensureSelfSigned({ folder: at, names: ["a.example"], nowMs: now });
    const named = await ensureSelfSigned({ folder: at, names: ["a.example", "b.example"], nowMs: now });
    assert.notEqual(named.fingerprint, first.fingerprint);
    const kept = await ensureSelfSigned({ folder: at, names: ["b.example"], nowMs: named.expiresAt - 31 * 86_400_000 });
    assert.equal(kept.fingerprint, named.fingerprint);
    const late = await ensureSelfSigned({ folder: at, names: ["b.example"], nowMs: named.expiresAt - 29 * 86_400_000 });
    assert.notEqual(late.fingerprint, named.fingerprint);
  });

  it("is accepted by a TLS client that trusts it, under its names alone", async () => {
    const { cert, key } = await makeSelfSigned(["mail.yenbai.example"], Date.now());
    const server = createServer({ cert, key }, (socket) => socket.end("xin chào")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const greet = (servername: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port, host: "127.0.0.1", servername, ca: cert }).setEncoding("utf8");
        socket.once("data", (text: Buffer) => resolve(String(text))).once("error", reject);
      });
    assert.equal(await greet("mail.yenbai.example"), "xin chào");
    await assert.rejects(greet("mail.other.example"), /altnames/);
    server.close();
  });

  it("refuses files that are missing, broken or no pair", async () => {
    await ensureSelfSigned({ folder: join(folder, "c"), names: ["c.example"], nowMs: now });
    await ensureSelfSigned({ folder: join(folder, "d"), names: ["d.example"], nowMs: now });
    writeFileSync(join(folder, "text.pem"), "no certificate");
    const certFile = join(folder, "c/cert.pem");
    assert.equal(
      (await readTls({ certFile, keyFile: join(folder, "c/key.pem") })).cert,
      readFileSync(certFile, "utf8"),
    );
    for (const keyFile of ["d/key.pem", "text.pem", "nowhere.pem"])
      await assert.rejects(readTls({ certFile, keyFile: join(folder, keyFile) }), TlsFileError);
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { totpPurpose } from "@congthu/server/core/directory/totp";
import { SecretKeyError } from "@congthu/server/lib/secrets";
import { factorsOf, insertFactor } from "@congthu/server/store/second-factors";
import Database from "better-sqlite3";
import { seedProvince } from "../harness/province.ts";

const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

describe("the secret key of an installation", function () {
  this.timeout(60_000);
  const dataDir = mkdtempSync(join(tmpdir(), "congthu-secret-"));
  const file = join(dataDir, "secret.key");
  after(() => rmSync(dataDir, { recursive: true, force: true }));
  const open = () => createApp({ dataDir, hostname: "mail.test", logLevel: "silent" });

  it("is made at the first start, for us alone, and seals what a database from before held open", async () => {
    const app = await open();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const { accounts } = await seedProvince(app);
    const account_id = accounts.anh;
    const factor = { factor_id: "f1", account_id, kind: "totp" as const, label: "Điện thoại", secret: SECRET };
    await app.db.write((tx) =>
      insertFactor(tx, { ...factor, credential_id: null, counter: 0, created_at: 1, used_at: null }),
    );
    await app.close();
    // As a database looks that was never opened by a version with keys.
    const db = new Database(join(dataDir, "congthu.sqlite"));
    db.prepare("DELETE FROM setting WHERE name = 'secrets.check'").run();
    db.close();
    rmSync(file);

    const later = await open();
    const [kept] = await later.db.read((r) => factorsOf(r, account_id));
    assert.ok(kept && !kept.secret.includes(SECRET));
    assert.equal(later.secrets.open(totpPurpose(account_id), kept.secret), SECRET);
    assert.throws(() => later.secrets.open(totpPurpose(accounts.binh), kept.secret), SecretKeyError);
    await later.close();
  });

  it("is neither made anew nor exchanged once a database was sealed", async () => {
    renameSync(file, `${file}.kept`);
    await assert.rejects(open(), SecretKeyError);
    writeFileSync(file, `${Buffer.alloc(32).toString("base64")}\n`);
    await assert.rejects(open(), SecretKeyError);
    writeFileSync(file, "");
    await assert.rejects(open(), SecretKeyError);
    renameSync(`${file}.kept`, file);
    await (await open()).close();
    assert.equal(readFileSync(file, "utf8").length, 45);
  });
});

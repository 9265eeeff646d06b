import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { UsageError } from "@congthu/server/cli/command";
import { COMMANDS } from "@congthu/server/cli/index";
import { ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { signIn } from "@congthu/server/core/directory/sign-in";

describe("commands of administration", function () {
  this.timeout(60_000);
  const dir = mkdtempSync(join(tmpdir(), "congthu-cli-"));
  const options = { dataDir: dir, hostname: "mail.tinh.gov.vn", logLevel: "silent" } as const;
  before(async () => {
    const app = await createApp(options);
    await ensureFirstAdministrator(app);
    await app.close();
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const run = async (...words: string[]): Promise<{ code: number; out: string; err: string }> => {
    let out = "";
    let err = "";
    const command = COMMANDS.find((c) => c.name === words[0]);
    assert.ok(command);
    const code = await command.run([...words.slice(1), "--data", dir], {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      env: { CONGTHU_HOSTNAME: "mail.tinh.gov.vn", INIT_CWD: dir },
    });
    return { code, out, err };
  };

  it("builds a province by hand: agency, account, lock, reset, report", async () => {
    const agency = ["agency", "create", "--parent", "ubnd", "--name", "Sở Nội vụ", "--abbr", "snv"];
    assert.equal((await run(...agency)).code, 0);
    assert.match((await run("agency", "list")).out, /Ủy ban nhân dân tỉnh\tubnd.*\n {2}Sở Nội vụ\tsnv\ttinh/);
    const again = await run(...agency);
    assert.deepEqual([again.code, again.err], [1, "✗ agency.exists\n"]);

    const made = await run(
      "account",
      "create",
      "--agency",
      "snv",
      "--name",
      "Nguyễn Thị Ánh",
      "--title",
      "Giám đốc",
      "--leader",
    );
    const [address = "", password = ""] = made.out.trim().split("\t");
    assert.equal(address, "anhnt.snv@tinh.gov.vn");
    assert.match(
      (await run("account", "list", "--text", "nguyen anh")).out,
      /^anhnt\.snv@tinh\.gov\.vn\tNguyễn Thị Ánh\tGiám đốc\tSở Nội vụ\tactive\n$/,
    );

    assert.equal((await run("account", "lock", address, "--reason", "leave")).code, 0);
    assert.equal((await run("account", "lock", address)).err, "✗ state.mismatch (locked)\n");
    assert.equal((await run("account", "unlock", address)).code, 0);
    const next = (await run("account", "reset", address)).out.trim();
    assert.notEqual(next, password);
    const app = await createApp(options);
    assert.equal(
      (await signIn(app, { login: address, password: next, channel: "web", ip: "" })).mustChangePassword,
      true,
    );
    await app.close();

    const report = await run("report", "usage", "--file", "report.csv");
    assert.equal(report.code, 0);
    assert.match(readFileSync(join(dir, "report.csv"), "utf8"), /Sở Nội vụ,Cấp tỉnh,chưa báo cáo,1,/);
    assert.match((await run("report", "usage", "--agency", "snv")).out, /Sở Nội vụ\t–\t1\t–\t0\t1\t100/);
    assert.match((await run("doctor")).out, /✓/);
  });

  it("prints what to publish for each domain, and serves another", async () => {
    const added = (await run("domain", "add", "Xa.Tinh.gov.vn")).out;
    assert.match(added, /^xa\.tinh\.gov\.vn\tMX\t10 mail\.tinh\.gov\.vn\.\t/);
    assert.match(added, /_domainkey\.xa\.tinh\.gov\.vn\tTXT\tv=DKIM1; k=rsa; p=/);
    assert.match((await run("domain", "dns")).out, /_dmarc\.tinh\.gov\.vn\tTXT\tv=DMARC1/);
    assert.equal((await run("domain", "add", "xa.tinh.gov.vn")).code, 1);
  });

  it("says what is wrong with a command line", async () => {
    await assert.rejects(run("account", "shred"), UsageError);
    await assert.rejects(run("account", "create", "--agency", "nowhere", "--name", "X"), UsageError);
    await assert.rejects(run("report", "usage", "--file", "report.exe"), UsageError);
    await assert.rejects(run("account", "lock", "ai@tinh.gov.vn"), UsageError);
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoFile, type DemoLogin, readDemoFile } from "@congthu/server/demo/demo-file";
import { ROLES } from "@congthu/server/demo/roles";
import { freePortBase, startChild } from "../harness/child-server.ts";

/** The status and address of a JMAP session asked for with name and password; the certificate is the demo's own. */
function openSession(url: string, login: DemoLogin): Promise<{ status: number; username: string }> {
  return new Promise((resolve, reject) => {
    const options = { auth: `${login.address}:${login.password}`, rejectUnauthorized: false };
    get(url, options, (res) => {
      let text = "";
      res.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      res.on("end", () => {
        const username = res.statusCode === 200 ? (JSON.parse(text) as { username: string }).username : "";
        resolve({ status: res.statusCode ?? 0, username });
      });
    }).on("error", reject);
  });
}

describe("npm run demo", function () {
  this.timeout(180_000);
  const dir = mkdtempSync(join(tmpdir(), "congthu-demo-"));
  after(() => rmSync(dir, { recursive: true, force: true }));
  const start = async (args: readonly string[] = []) =>
    startChild({ command: "demo", data: dir, base: await freePortBase(), args });
  const file = () => readDemoFile(dir) as DemoFile;

  it("seeds a new folder and says in demo.json where to go and who may sign in", async () => {
    const server = await start();
    try {
      const demo = file();
      assert.deepEqual([demo.size, demo.agencies, demo.accounts], ["small", 12, 72]);
      assert.equal(demo.ports.imaps, server.base + 993);
      assert.equal(statSync(join(dir, "demo.json")).mode & 0o077, 0);
      for (const role of ROLES) assert.ok(demo.roles[role].length >= 3, role);
      for (const clerk of demo.roles.clerk) assert.match(clerk.sharedMailbox ?? "", /@binhminh\.gov\.vn$/);
      assert.match(server.output(), new RegExp(demo.roles.systemAdministrator[0]?.address ?? "-"));
      for (const role of ROLES) {
        const [login] = demo.roles[role];
        if (!login) continue;
        assert.deepEqual(await openSession(`https://localhost:${demo.ports.https}/jmap/session`, login), {
          status: 200,
          username: login.address,
        });
      }
    } finally {
      await server.stop();
    }
    assert.equal(server.process.exitCode, 0);
  });

  it("starts a seeded folder as it is, with the new ports", async () => {
    const before = file();
    const server = await start();
    assert.doesNotMatch(server.output(), /»/);
    assert.deepEqual({ ...file(), ports: before.ports, urls: before.urls }, before);
    assert.equal(file().ports.https, server.base + 443);
    assert.equal(await server.stop(), 0);
  });

  it("refuses another seed or size in the same folder, and what it does not know", async () => {
    for (const args of [
      ["--seed", "2"],
      ["--size", "province"],
      ["--size", "large"],
      ["--today", "hôm nay"],
    ])
      await assert.rejects(start(args), /✗/, args.join(" "));
  });

  it("begins again where seeding was broken off, and never over other mail", async () => {
    rmSync(join(dir, "demo.json"));
    await assert.rejects(start(), /không phải của bản dùng thử/);
    writeFileSync(join(dir, "demo-unfinished"), "");
    const server = await start(["--seed", "7"]);
    assert.equal(file().seed, "7");
    assert.equal(await server.stop(), 0);
  });
});

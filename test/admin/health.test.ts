import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PERSON_HANDLERS } from "@congthu/server/admin/person";
import { standingAlarms, watchHealth } from "@congthu/server/core/operations/watch-health";
import { changeSetting } from "@congthu/server/core/settings/change-setting";
import type { NoticesView } from "@congthu/shared/api/health";
import { createTransport } from "nodemailer";
import { DOMAIN } from "../harness/province.ts";
import { openSmtp, type SmtpBench } from "../harness/smtp.ts";
import { callRoute, seedActors } from "./actors.ts";

const DAY_MS = 86_400_000;

describe("alarms, maintenance and announcements", function () {
  this.timeout(30_000);
  let bench: SmtpBench;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await openSmtp();
    actors = await seedActors(bench.app, bench.province);
  });
  afterEach(() => bench.close());

  const set = async (name: "alerts" | "maintenance" | "announcements", value: unknown) =>
    changeSetting(bench.app, await actors.as("system"), { name, value });
  const ALERTS = {
    mailTo: [`anh@${DOMAIN}`],
    webhook: "",
    queueLetters: 5,
    queueHours: 4,
    diskPercent: 1,
    certificateDays: 14,
    blacklists: [],
  };

  it("begin and end once each, by mail and webhook, and stand on the page meanwhile", async () => {
    const called: string[] = [];
    const hook = createServer((req, res) => {
      let body = "";
      req.on("data", (chunk: Buffer) => (body += chunk));
      req.on("end", () => {
        called.push(body);
        res.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
    const port = (hook.address() as AddressInfo).port;
    await set("alerts", { ...ALERTS, webhook: `http://127.0.0.1:${port}/` });
    const app = {
      ...bench.app,
      outside: { ...bench.app.outside, certificate: { selfSigned: false, expiresAt: bench.now.ms + 3 * DAY_MS } },
    };
    await watchHealth(app, 0);
    await watchHealth(app, 0);
    assert.deepEqual(
      (await standingAlarms(app)).map((a) => a.id),
      ["certificate"],
    );
    assert.equal((await bench.inbox("anh")).length, 1);
    app.outside.certificate.expiresAt += 90 * DAY_MS;
    await watchHealth(app, 0);
    assert.deepEqual(await standingAlarms(app), []);
    assert.equal((await bench.inbox("anh")).length, 2);
    assert.deepEqual(
      called
        .map((text) => JSON.parse(text) as { began: { id: string }[]; ended: { id: string }[] })
        .map((c) => [c.began.length, c.ended.length]),
      [
        [1, 0],
        [0, 1],
      ],
    );
    await new Promise((resolve) => hook.close(resolve));
  });

  it("tell of new faults of the software, and leave the figures to the scraper", async () => {
    await set("alerts", ALERTS);
    bench.app.metrics.count("congthu_bugs_total", { at: "worker.x" }, 2);
    assert.equal(await watchHealth(bench.app, 0), 2);
    assert.deepEqual(
      (await standingAlarms(bench.app)).map((a) => a.id),
      ["bugs"],
    );
    await watchHealth(bench.app, 2);
    assert.equal((await standingAlarms(bench.app)).length, 1, "it stands for an hour");
    bench.now.ms += 3_600_001;
    await watchHealth(bench.app, 2);
    assert.deepEqual(await standingAlarms(bench.app), []);
    const text = bench.app.metrics.text();
    for (const name of ["congthu_queue_letters 0", "congthu_queue_oldest_seconds 0", "congthu_disk_free_bytes "])
      assert.ok(text.includes(name), name);
    const seen = await callRoute<{ waiting: number; bugs: number }>(bench.app, await actors.as("system"), "readHealth");
    assert.deepEqual([seen.waiting, seen.bugs], [0, 2]);
  });

  it("under maintenance letters are asked to come later, inside and from outside; afterwards they come", async () => {
    await set("maintenance", { isOn: true, message: "Nâng cấp đến 22 giờ" });
    const outside = createTransport({ host: "127.0.0.1", port: bench.ports.mx, tls: { rejectUnauthorized: false } });
    const letter = { from: "ai@gui.vn", to: `anh@${DOMAIN}`, text: "x" };
    await assert.rejects(outside.sendMail(letter), /451 4\.3\.0/);
    assert.deepEqual((await notices()).maintenance, { message: "Nâng cấp đến 22 giờ" });
    await set("maintenance", { isOn: false, message: "" });
    await outside.sendMail(letter);
    assert.equal((await bench.inbox("anh")).length, 1);
  });

  const notices = async () => {
    const one = PERSON_HANDLERS.find((h) => h.route.name === "readNotices");
    return one?.run({
      app: bench.app,
      principal: await actors.as("reviewerA"),
      params: {},
      query: {},
      body: undefined,
    }) as Promise<NoticesView>;
  };

  it("announcements are shown on their days to everybody", async () => {
    const item = { id: "n1", text: "Nghỉ lễ", textEn: "", level: "info", fromDay: "2026-03-02", toDay: "2026-03-03" };
    await set("announcements", { items: [item, { ...item, id: "n2", fromDay: "2026-03-03" }] });
    assert.deepEqual(
      (await notices()).items.map((n) => n.id),
      ["n1"],
    );
    bench.now.ms += DAY_MS;
    assert.deepEqual(
      (await notices()).items.map((n) => n.id),
      ["n1", "n2"],
    );
    bench.now.ms += DAY_MS;
    assert.deepEqual((await notices()).items, []);
    await assert.rejects(set("announcements", { items: [{ ...item, text: " " }] }), { code: "invalid" });
  });
});

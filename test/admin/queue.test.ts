import assert from "node:assert/strict";
import { OUTBOUND_TIMEOUTS } from "@congthu/server/core/outbound/attempt";
import { type SubmitRequest, submit } from "@congthu/server/core/submission/submit";
import { createResolver } from "@congthu/server/lib/dns";
import { accountById } from "@congthu/server/store/accounts";
import { outboundWorker } from "@congthu/server/workers/outbound";
import type { WaitingDomain, WaitingLetter } from "@congthu/shared/api/queue";
import { type FakeDns, startFakeDns } from "../harness/fake-dns.ts";
import { type FakeMx, startFakeMx } from "../harness/fake-mx.ts";
import { DOMAIN } from "../harness/province.ts";
import { openSmtp, type SmtpBench } from "../harness/smtp.ts";
import { callRoute, seedActors } from "./actors.ts";

type Page = { items: WaitingLetter[]; next: string | null };

describe("the queue of an administrator", function () {
  this.timeout(30_000);
  let bench: SmtpBench;
  let dns: FakeDns;
  let mx: FakeMx;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  before(async () => {
    bench = await openSmtp();
    actors = await seedActors(bench.app, bench.province);
    mx = await startFakeMx({ behaviour: { rcpt: { code: 451, text: "4.7.1 Greylisted, come back" } } });
    dns = await startFakeDns({
      "example.org": { MX: [[10, "mx.example.org"]] },
      "mx.example.org": { A: ["127.0.0.1"] },
      "cham.vn": "SERVFAIL",
    });
    await send("anh", ["ai@example.org", "em@example.org"]);
    await send("chi", ["ai@cham.vn"]);
    await run();
  });
  after(async () => {
    await mx.close();
    await dns.close();
    await bench.close();
  });

  let written = 0;
  const run = () =>
    outboundWorker({
      resolver: createResolver({ servers: [dns.server], timeoutMs: 300 }),
      port: mx.port,
      timeouts: { ...OUTBOUND_TIMEOUTS, connectMs: 500, greetingMs: 500, idleMs: 500 },
    }).run(bench.app);
  const send = async (who: "anh" | "chi", to: string[]) => {
    const account = await bench.app.db.read((r) => accountById(r, bench.province.accounts[who]));
    assert.ok(account);
    const from = `${who}@${DOMAIN}`;
    const bytes = Buffer.from(
      `From: ${from}\r\nTo: a@b.vn\r\nSubject: Thu\r\nMessage-ID: <${++written}@t>\r\n\r\nKinh gui\r\n`,
    );
    const q: SubmitRequest = {
      actor: { account, channel: "web" },
      mailFrom: from,
      to: to.map((address) => ({ address })),
      bytes,
    };
    return submit(bench.app, q);
  };
  const call = async <T>(who: Parameters<typeof actors.as>[0], name: string, c = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const list = (who: Parameters<typeof actors.as>[0], query = {}) => call<Page>(who, "listQueue", { query });

  it("says why each letter waits, with the far server's words, its name and the line", async () => {
    const { items } = await list("system", { domain: "example.org" });
    assert.deepEqual(
      items.map((l) => [l.from, l.to, l.attempts, l.host, l.reply, l.why.vi, l.agencyName]),
      ["ai", "em"].map((local) => [
        `anh@${DOMAIN}`,
        `${local}@example.org`,
        1,
        "mx.example.org [127.0.0.1]",
        "451 4.7.1 Greylisted, come back",
        "Máy chủ nhận từ chối thư theo quy định của nơi nhận.",
        "Sở Nội vụ",
      ]),
    );
    assert.match(items[0]?.tls ?? "", /^TLSv1\.[23]$/);
    assert.equal(items[0]?.lastAt, bench.now.ms);
    assert.equal(items[0]?.nextAt, bench.now.ms + 60_000);
    const [silent] = (await list("system", { domain: "cham.vn" })).items;
    assert.deepEqual([silent?.host, silent?.why.vi], ["", "Không tra được tên miền của người nhận."]);
  });

  it("comes a page at a time and by domain", async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page: Page = await list("system", { limit: "1", ...(after ? { after } : {}) });
      seen.push(...page.items.map((l) => l.to));
      if (page.next === null) break;
      after = page.next;
    }
    assert.deepEqual(seen.sort(), ["ai@cham.vn", "ai@example.org", "em@example.org"]);
    const { items, total } = await call<{ items: WaitingDomain[]; total: number }>("system", "listQueueDomains");
    assert.deepEqual(
      [items.map((d) => [d.domain, d.waiting]), total],
      [
        [
          ["example.org", 2],
          ["cham.vn", 1],
        ],
        3,
      ],
    );
  });

  it("shows an agency what its own people sent, and lets only the operator act", async () => {
    assert.deepEqual(
      (await list("adminB")).items.map((l) => l.to),
      ["ai@cham.vn"],
    );
    assert.equal((await list("helpdeskA")).items.length, 2);
    for (const who of ["adminA", "helpdeskA", "auditor"] as const)
      await assert.rejects(call(who, "dropQueue", { body: { domain: "example.org", reason: "x" } }), {
        code: "access.denied",
      });
    await assert.rejects(call("system", "retryQueue", { body: {} }), { code: "invalid" });
  });

  it("tries a letter now, and not those that were not chosen", async () => {
    const { items } = await list("system", { domain: "example.org" });
    const [first] = items;
    const before = mx.connections;
    assert.equal(await run(), 0, "nothing is due");
    assert.deepEqual(await call("system", "retryQueue", { body: { ids: [first?.id ?? ""] } }), { letters: 1 });
    assert.equal(await run(), 1);
    assert.equal(mx.connections, before + 1);
    const after = await list("system", { domain: "example.org" });
    assert.deepEqual(after.items.map((l) => l.attempts).sort(), [1, 2]);
  });

  it("drops what waits for a domain, tells the sender, and the audit knows who did it and why", async () => {
    const body = { domain: "example.org", reason: "Máy chủ nhận đã ngừng hoạt động" };
    assert.deepEqual(await call("system", "dropQueue", { body }), { letters: 2 });
    assert.deepEqual((await list("system", { domain: "example.org" })).items, []);
    const [notice] = await bench.inbox("anh");
    assert.match(notice ?? "", /Diagnostic-Code: smtp; 550 5.7.0 Taken out of the queue by the administrator/);
    const audit = await call<{ items: { action: string; detail: { reason?: string } }[] }>("auditor", "listAudit", {
      query: { action: "queue.dropped" },
    });
    assert.deepEqual(
      audit.items.map((e) => e.detail.reason),
      [body.reason, body.reason],
    );
  });
});

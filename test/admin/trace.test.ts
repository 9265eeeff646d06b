import assert from "node:assert/strict";
import { OUTBOUND_TIMEOUTS } from "@congthu/server/core/outbound/attempt";
import { submit } from "@congthu/server/core/submission/submit";
import { createResolver } from "@congthu/server/lib/dns";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { outboundWorker } from "@congthu/server/workers/outbound";
import type { Hop, TracedLetter } from "@congthu/shared/api/trace";
import { createTransport } from "nodemailer";
import { type FakeDns, startFakeDns } from "../harness/fake-dns.ts";
import { type FakeMx, startFakeMx } from "../harness/fake-mx.ts";
import { DOMAIN } from "../harness/province.ts";
import { openSmtp, type SmtpBench } from "../harness/smtp.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";

type Page = { items: TracedLetter[]; next: string | null };
type Trace = { letter: TracedLetter; hops: Hop[] };

describe("why a letter did not arrive", function () {
  this.timeout(30_000);
  let bench: SmtpBench;
  let dns: FakeDns;
  let mx: FakeMx;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  before(async () => {
    bench = await openSmtp();
    actors = await seedActors(bench.app, bench.province);
    mx = await startFakeMx({
      behaviour: { rcpt: (a) => (a.startsWith("khongco") ? { code: 550, text: "5.1.1 No such user" } : "accept") },
    });
    dns = await startFakeDns({
      "example.org": { MX: [[10, "mx.example.org"]] },
      "mx.example.org": { A: ["127.0.0.1"] },
    });
    // Chi left: her address is known, and closed.
    await bench.app.db.write((tx) =>
      updateAccount(tx, bench.province.accounts.chi, { status: "departed", standing_at: 0 }),
    );
    const outside = createTransport({
      host: "127.0.0.1",
      port: bench.ports.mx,
      name: "gui.vn",
      tls: { rejectUnauthorized: false },
    });
    const letter = { from: "Ai@Gui.VN", subject: "Giấy mời", text: "Kính gửi", messageId: "<Moi-1@gui.vn>" };
    await outside.sendMail({ ...letter, to: [`anh@${DOMAIN}`, `chi@${DOMAIN}`, `nhamten@${DOMAIN}`] });
    const account = await bench.app.db.read((r) => accountById(r, bench.province.accounts.anh));
    assert.ok(account);
    await submit(bench.app, {
      actor: { account, channel: "web", ip: "192.0.2.7" },
      mailFrom: `anh@${DOMAIN}`,
      to: [`binh@${DOMAIN}`, "co@example.org", "khongco@example.org"].map((address) => ({ address })),
      bytes: Buffer.from(`From: anh@${DOMAIN}\r\nTo: a@b.vn\r\nSubject: x\r\nMessage-ID: <di-2@t>\r\n\r\nKinh gui\r\n`),
    });
    bench.now.ms += 1000;
    await outboundWorker({
      resolver: createResolver({ servers: [dns.server], timeoutMs: 300 }),
      port: mx.port,
      timeouts: OUTBOUND_TIMEOUTS,
    }).run(bench.app);
  });
  after(async () => {
    await mx.close();
    await dns.close();
    await bench.close();
  });

  const call = async <T>(who: ActorName, name: string, c = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const find = (who: ActorName, text: string) => call<Page>(who, "findLetters", { query: { text } });
  const read = (who: ActorName, traceId: string) => call<Trace>(who, "readTrace", { params: { traceId } });
  const words = (t: Trace) => t.hops.map((h) => [h.what.vi, h.why?.vi ?? ""].join(" ").trim());

  it("tells who brought a letter and into which mailbox it went, by Message-ID", async () => {
    const { items } = await find("system", "<Moi-1@gui.vn>");
    assert.equal(items.length, 1);
    const trace = await read("system", items[0]?.traceId ?? "");
    assert.deepEqual(words(trace), [
      "Máy chủ gui.vn [127.0.0.1] giao thư của ai@gui.vn; đã kiểm tra và nhận.",
      `Đã vào hộp thư của anh@${DOMAIN} (Hộp thư đến).`,
    ]);
    assert.match(trace.hops[0]?.tls ?? "", /^TLSv1\.[23]$/);
    assert.ok((trace.hops[0]?.port ?? 0) > 1023);
  });

  for (const [local, why] of [
    ["chi", "Không có địa chỉ này, hoặc chủ hộp thư đã thôi sử dụng."],
    ["nhamten", "Không có địa chỉ này, hoặc chủ hộp thư đã thôi sử dụng."],
  ] as const)
    it(`tells of ${local}, refused at RCPT, with the reason and the sender's host`, async () => {
      const { items } = await find("system", `${local}@${DOMAIN}`);
      assert.deepEqual(
        items.map((l) => [l.sender, l.refused]),
        [["ai@gui.vn", 1]],
      );
      const trace = await read("system", items[0]?.traceId ?? "");
      assert.deepEqual(words(trace), [`Bị từ chối ngay khi đến, người nhận ${local}@${DOMAIN}. ${why}`]);
      assert.equal(trace.hops[0]?.agent, "gui.vn");
    });

  it("tells every hop of a letter of ours: sent, delivered, queued, taken by the far server, bounced with its words", async () => {
    const { items } = await find("system", "di-2@t");
    const [letter] = items;
    assert.deepEqual([letter?.delivered, letter?.relayed, letter?.failed, letter?.waiting], [1, 1, 1, 0]);
    const trace = await read("system", letter?.traceId ?? "");
    const said = words(trace);
    assert.equal(said[0], `anh@${DOMAIN} gửi thư bằng webmail.`);
    assert.equal(trace.hops[0]?.ip, "192.0.2.7");
    assert.ok(said.includes(`Đã vào hộp thư của binh@${DOMAIN} (Hộp thư đến).`), String(said));
    assert.ok(said.includes("Đưa vào hàng đợi để gửi tới co@example.org."), String(said));
    assert.ok(
      said.some((w) =>
        /^Máy chủ mx\.example\.org \[127\.0\.0\.1\] đã nhận thư cho co@example\.org \(mã hóa TLS/.test(w),
      ),
    );
    const bounce = trace.hops.find((h) => h.kind === "bounced");
    assert.equal(bounce?.reply, "550 5.1.1 No such user");
    assert.equal(bounce?.why?.vi, "Không có địa chỉ này tại máy chủ nhận.");
  });

  it("finds by the name of a person, marks or not", async () => {
    const found = await find("system", "nguyen thi anh");
    assert.deepEqual(
      found.items
        .map((l) => l.messageId)
        .filter(Boolean)
        .sort(),
      ["Moi-1@gui.vn", "di-2@t"],
    );
  });

  it("shows an agency its own letters alone: a refusal of its former official, not the letters of another", async () => {
    const own = await find("adminB", `chi@${DOMAIN}`);
    assert.equal(own.items.length, 1);
    for (const text of ["<Moi-1@gui.vn>", "di-2@t", `anh@${DOMAIN}`, `nhamten@${DOMAIN}`, ""])
      assert.deepEqual(
        (await find("adminB", text)).items.map((l) => l.recipient).filter((to) => to !== `chi@${DOMAIN}`),
        [],
        text,
      );
    const [foreign] = (await find("system", "di-2@t")).items;
    await assert.rejects(read("adminB", foreign?.traceId ?? ""), { code: "message.notFound" });
    await assert.rejects(find("reviewer", ""), { code: "access.denied" });
  });

  it("leaves each search in the audit", async () => {
    await find("helpdeskA", "Moi-1@gui.vn");
    const { items } = await call<{ items: { actor: { name: string }; detail: { text: string } }[] }>(
      "auditor",
      "listAudit",
      {
        query: { action: "trace.searched" },
      },
    );
    assert.deepEqual([items[0]?.actor.name, items[0]?.detail.text], ["Tài khoản helpdeskA", "Moi-1@gui.vn"]);
  });

  it("gives the log as a file with time, addresses, client, port, size and result", async () => {
    const query = { fromDay: "2026-03-02", toDay: "2026-03-02" };
    const { file } = await call<{ file: { bytes: Uint8Array } }>("auditor", "readMailLog", {
      query: { ...query, format: "json" },
    });
    const rows = JSON.parse(Buffer.from(file.bytes).toString()) as Record<string, string | number>[];
    const refused = rows.find((row) => row.event === "refused" && row.recipient === `chi@${DOMAIN}`);
    assert.deepEqual(
      [refused?.time, refused?.ip, refused?.agent, refused?.result, refused?.agency],
      ["2026-03-02T01:00:00.000Z", "127.0.0.1", "gui.vn", "recipient.unknown", "Xã Bình An"],
    );
    assert.ok(Number(refused?.port) > 1023);
    const csv = await call<{ file: { bytes: Uint8Array } }>("adminB", "readMailLog", { query });
    const lines = Buffer.from(csv.file.bytes).toString().trimEnd().split("\r\n");
    assert.match(lines[0] ?? "", /^\uFEFFThời điểm,Sự kiện,Người gửi/);
    assert.equal(lines.length, 2, "the own agency's row alone");
  });

  it("keeps only so many refusals of one connection", async () => {
    const guess = createTransport({
      host: "127.0.0.1",
      port: bench.ports.mx,
      name: "do.vn",
      tls: { rejectUnauthorized: false },
    });
    const to = Array.from({ length: 30 }, (_, i) => `do${i}@${DOMAIN}`);
    await guess.sendMail({ from: "ke@do.vn", to, text: "x" }).catch(() => undefined);
    assert.equal((await find("system", "ke@do.vn")).items.length, 20);
  });
});

import assert from "node:assert/strict";
import { domainToASCII } from "node:url";
import { OUTBOUND_TIMEOUTS } from "@congthu/server/core/outbound/attempt";
import { dnsRecords, ensureDkimKeys } from "@congthu/server/core/outbound/dkim-keys";
import { type SubmitRequest, submit } from "@congthu/server/core/submission/submit";
import { createResolver } from "@congthu/server/lib/dns";
import { partBytes } from "@congthu/server/mime/decode-body";
import { describeMessage } from "@congthu/server/mime/describe";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { unrolledMailLog } from "@congthu/server/store/mail-log";
import { submissionRecipients } from "@congthu/server/store/submissions";
import { outboundWorker } from "@congthu/server/workers/outbound";
import type { EmailId, IdentityId, ThreadId } from "@congthu/shared/ids";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { type FakeDns, startFakeDns } from "../harness/fake-dns.ts";
import { type FakeMx, startFakeMx } from "../harness/fake-mx.ts";
import { DOMAIN } from "../harness/province.ts";
import { openSmtp, type SmtpBench } from "../harness/smtp.ts";

const HOUR_MS = 3_600_000;
const MAIL = { MX: [[10, "mx.example.org"]] as const };
const REFUSED = { code: 550, text: "5.1.1 No such user" };
const LATER = { code: 451, text: "4.7.1 Greylisted" };
let written = 0;

describe("mail that leaves", () => {
  let bench: SmtpBench;
  let dns: FakeDns;
  let mx: FakeMx;
  let worker: ReturnType<typeof outboundWorker>;
  beforeEach(async () => {
    bench = await openSmtp();
    mx = await startFakeMx();
    dns = await startFakeDns({ "example.org": MAIL, "mx.example.org": { A: ["127.0.0.1"] } });
    worker = newWorker();
  });
  afterEach(async () => {
    await mx.close();
    await dns.close();
    await bench.close();
  });

  const newWorker = () =>
    outboundWorker({
      resolver: createResolver({ servers: [dns.server], timeoutMs: 300 }),
      port: mx.port,
      timeouts: { ...OUTBOUND_TIMEOUTS, connectMs: 500, greetingMs: 500, idleMs: 500 },
    });
  const run = () => worker.run(bench.app);
  const send = async (to: SubmitRequest["to"], q: Partial<SubmitRequest> & { body?: string } = {}) => {
    const account = await bench.app.db.read((r) => accountById(r, bench.province.accounts.anh));
    assert.ok(account);
    const head = `From: Ánh <anh@${DOMAIN}>\r\nTo: ai@example.org\r\nSubject: Thư ${++written}\r\nMessage-ID: <${written}@t>\r\n`;
    const bytes = Buffer.from(
      `${head}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${q.body ?? "Kinh gui"}\r\n`,
    );
    return submit(bench.app, { actor: { account, channel: "web" }, mailFrom: `anh@${DOMAIN}`, to, bytes, ...q });
  };
  const facts = async () =>
    (await bench.app.db.read((r) => unrolledMailLog(r, 1000))).map((f) => `${f.kind} ${f.recipient}`);
  const kindsOf = async (kind: string) => (await facts()).filter((f) => f.startsWith(`${kind} `));
  /** The words of a notice. */
  const wordsOf = (notice: string | undefined) => {
    const bytes = Buffer.from(notice ?? "", "latin1");
    const [words] = describeMessage(bytes).root.children;
    assert.ok(words);
    return partBytes(bytes, words).toString("utf8");
  };

  it("leaves by the queue, over TLS, with a valid signature, one transaction for many recipients", async () => {
    const [domain] = await ensureDkimKeys(bench.app);
    assert.ok(domain);
    for (const { name, type, value } of dnsRecords(domain, "mail.test.gov.vn")) {
      if (type === "TXT") dns.zone[name] = { TXT: [value] };
    }
    const sent = await send([{ address: "ai@example.org" }, { address: "em@example.org" }], {
      email: { emailId: "e" as EmailId, threadId: "t" as ThreadId, identityId: "i" as IdentityId },
    });
    assert.equal(await run(), 2);
    const [got, ...more] = mx.messages;
    assert.ok(got);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [got.from, got.to, got.helo],
      [`anh@${DOMAIN}`, ["ai@example.org", "em@example.org"], "mail.test.gov.vn"],
    );
    assert.match(got.tls ?? "", /^TLSv1\.[23]$/);
    assert.equal(got.mailParameters.BODY, "8BITMIME", "the header of the letter is UTF-8");
    assert.match(
      got.bytes.toString(),
      new RegExp(`^DKIM-Signature: [\\s\\S]*\r\nReceived: by mail.test.gov.vn id ${sent.traceId}`),
    );
    const resolver = createResolver({ servers: [dns.server], timeoutMs: 300 });
    const verified = await dkimVerify(got.bytes, {
      resolver: async (name: string) => (await resolver.txt(name)).map((t) => [t]),
    });
    assert.deepEqual(
      verified.results.map((r) => [r.status.result, r.signingDomain]),
      [["pass", DOMAIN]],
    );
    assert.ok(sent.submissionId);
    const states = (await bench.app.db.read((r) => submissionRecipients(r, [sent.submissionId as never]))).values();
    for (const rows of states)
      for (const row of rows) assert.deepEqual([row.delivered, row.smtp_reply.slice(0, 3)], ["unknown", "250"]);
    assert.deepEqual(await kindsOf("relayed"), ["relayed ai@example.org", "relayed em@example.org"]);
    assert.equal(await run(), 0);
  });

  it("keeps one connection for several messages", async () => {
    for (let i = 0; i < 5; i++) await send([{ address: "ai@example.org" }]);
    await run();
    assert.deepEqual([mx.messages.length, mx.connections], [5, 1]);
  });

  it("speaks in the clear to a host without TLS, and follows address records when there is no MX", async () => {
    await mx.close();
    mx = await startFakeMx({ tls: false });
    worker = newWorker();
    dns.zone["khongmx.vn"] = { A: ["127.0.0.1"] };
    await send([{ address: "ai@khongmx.vn" }]);
    await run();
    assert.deepEqual([mx.messages.length, mx.messages[0]?.tls], [1, undefined]);
  });

  it("tries hosts in the order of preference, IPv6 and dead ones included", async () => {
    dns.zone["nhieu.vn"] = {
      MX: [
        [5, "chet.vn"],
        [10, "sau.vn"],
        [20, "mx.example.org"],
      ],
    };
    dns.zone["sau.vn"] = { AAAA: ["::2"] };
    await send([{ address: "ai@nhieu.vn" }]);
    await run();
    assert.equal(mx.messages.length, 1);
  });

  it("gives up at once where it is said or sure that nobody takes the mail", async () => {
    dns.zone["null.vn"] = { MX: [[0, ""]] };
    dns.zone["vong.vn"] = { MX: [[10, "mail.test.gov.vn"]] };
    dns.zone["vang.vn"] = {};
    mx.behaviour = { rcpt: (to) => (to.startsWith("khong") ? REFUSED : "accept") };
    await send(["null.vn", "vong.vn", "vang.vn", "khong-ton-tai.vn"].map((d) => ({ address: `ai@${d}` })));
    await send([{ address: "khong@example.org" }, { address: "co@example.org" }]);
    await run();
    assert.deepEqual((await kindsOf("bounced")).sort(), [
      "bounced ai@khong-ton-tai.vn",
      "bounced ai@null.vn",
      "bounced ai@vang.vn",
      "bounced ai@vong.vn",
      "bounced khong@example.org",
    ]);
    assert.deepEqual(mx.messages[0]?.to, ["co@example.org"]);
    const notices = await bench.inbox("anh");
    assert.equal(notices.length, 5);
    const all = notices.join("\n");
    for (const status of ["5.1.10", "5.4.6", "5.4.4", "5.1.2", "5.1.1"])
      assert.ok(all.includes(`Status: ${status}`), status);
  });

  it("tries again with growing waits, tells of the delay after hours, and at last that it failed, in both languages", async () => {
    dns.zone["chet.vn"] = { MX: [[10, "may.chet.vn"]] };
    dns.zone["may.chet.vn"] = { A: ["127.0.0.2"] };
    await send([{ address: "ai@chet.vn" }]);
    const start = bench.now.ms;
    const tries: number[] = [];
    for (let minutes = 0; minutes <= 6 * 24 * 60; minutes++) {
      bench.now.ms = start + minutes * 60_000;
      if ((await run()) > 0) tries.push(minutes);
    }
    assert.deepEqual(tries.slice(0, 8), [0, 1, 6, 21, 51, 111, 231, 471]);
    assert.ok(tries.length < 45, `${tries.length} tries in five days`);
    assert.equal(tries.at(-1), 5 * 24 * 60, "the last at the end of five days");
    const [failed, delayed, ...more] = await bench.inbox("anh");
    assert.deepEqual(more, []);
    assert.match(delayed ?? "", /Action: delayed\r\n[\s\S]*Will-Retry-Until: /);
    assert.match(failed ?? "", /^Return-Path: <>\r\n[\s\S]*Action: failed\r\nStatus: 4\.4\.1\r\n/);
    assert.match(failed ?? "", /Auto-Submitted: auto-replied/);
    const text = wordsOf(failed);
    assert.match(text, /không chuyển được/);
    assert.match(text, /could not be delivered/);
    assert.equal((await kindsOf("bounced")).length, 1);
    assert.equal((await kindsOf("deferred")).length, tries.length - 1);
  });

  it("asks a dead host once, not once for every letter", async () => {
    dns.zone["chet.vn"] = { MX: [[10, "may.chet.vn"]] };
    dns.zone["may.chet.vn"] = { A: ["127.0.0.2"] };
    for (let i = 0; i < 120; i++) await send([{ address: `ai${i}@chet.vn` }]);
    await run();
    assert.equal((await kindsOf("deferred")).length <= 4 * 50, true);
    const asked = dns.questions.filter((q) => q === "MX chet.vn").length;
    assert.ok(asked <= 4, `${asked} look-ups`);
    assert.equal(await run(), 0, "everything waits");
  });

  it("a slow host holds up nobody else", async () => {
    const slow = await startFakeMx({ behaviour: { connect: "hang" } });
    try {
      dns.zone["cham.vn"] = { MX: [[10, "cham.vn"]], A: ["127.0.0.3"] };
      await send([{ address: "ai@cham.vn" }]);
      const running = run();
      await send([{ address: "ai@example.org" }]);
      await mx.until(1);
      await running;
    } finally {
      await slow.close();
    }
  });

  it("a refusal is final, a wish to wait is not", async () => {
    mx.behaviour = { data: LATER };
    await send([{ address: "ai@example.org" }]);
    await run();
    assert.deepEqual(await kindsOf("deferred"), ["deferred ai@example.org"]);
    mx.behaviour = { data: { code: 554, text: "5.7.1 Spam" } };
    bench.now.ms += HOUR_MS;
    await run();
    assert.deepEqual(await kindsOf("bounced"), ["bounced ai@example.org"]);
    assert.match((await bench.inbox("anh"))[0] ?? "", /Diagnostic-Code: smtp; 554 5\.7\.1 Spam/);
  });

  it("a connection lost in the middle is tried again, and the others go on over a new one", async () => {
    let drops = 1;
    mx.behaviour = { rcpt: () => (drops-- > 0 ? "drop" : "accept") };
    await send([{ address: "mot@example.org" }], { body: "mot" });
    await send([{ address: "hai@example.org" }], { body: "hai" });
    await run();
    assert.deepEqual(
      mx.messages.map((m) => m.to),
      [["hai@example.org"]],
    );
    bench.now.ms += HOUR_MS;
    await run();
    assert.deepEqual(
      mx.messages.map((m) => m.to),
      [["hai@example.org"], ["mot@example.org"]],
    );
  });

  it("what one server took up is not taken by another, and comes back when its lease lapses", async () => {
    await send([{ address: "ai@example.org" }]);
    mx.behaviour = { data: "hang" };
    const first = run();
    await assert.doesNotReject(async () => {
      while (mx.connections === 0) await new Promise((resolve) => setImmediate(resolve));
    });
    assert.equal(await newWorker().run(bench.app), 0, "it is leased");
    await first;
    assert.deepEqual(await kindsOf("deferred"), ["deferred ai@example.org"]);
    mx.behaviour = {};
    bench.now.ms += HOUR_MS;
    await Promise.all([newWorker().run(bench.app), newWorker().run(bench.app)]);
    assert.equal(mx.messages.length, 1);
  });

  it("tells what was asked for: NEVER nothing, SUCCESS of hosts that cannot tell themselves, with ENVID and ORCPT", async () => {
    mx.behaviour = { rcpt: (to) => (to.startsWith("khong") ? REFUSED : "accept") };
    await send([{ address: "khong@example.org", notify: "NEVER" }]);
    await run();
    assert.deepEqual(await bench.inbox("anh"), []);
    await send([{ address: "ai@example.org", notify: "SUCCESS,FAILURE", orcpt: "rfc822;Ai@Example.org" }], {
      envid: "QQ31",
      ret: "HDRS",
    });
    await run();
    const [told] = await bench.inbox("anh");
    assert.match(told ?? "", /Original-Envelope-Id: QQ31\r\n/);
    assert.match(told ?? "", /Original-Recipient: rfc822;Ai@Example\.org\r\n[\s\S]*Action: relayed\r\n/);
    assert.doesNotMatch(told ?? "", /Kinh gui/);
  });

  it("tells of delivery at home when asked, also in groups", async () => {
    await send([{ address: `chi@${DOMAIN}`, notify: "SUCCESS" }, { address: `binh@${DOMAIN}` }]);
    await run();
    const [told, ...more] = await bench.inbox("anh");
    assert.deepEqual(more, []);
    assert.match(told ?? "", new RegExp(`Final-Recipient: rfc822; chi@${DOMAIN}\r\nAction: delivered\r\nStatus: 2\\.`));
    assert.doesNotMatch(told ?? "", /Final-Recipient: rfc822; binh/);
  });

  it("a full mailbox is tried again until there is room, or its sender is told", async () => {
    await send([{ address: `vanthu@${DOMAIN}` }]);
    assert.equal(await run(), 1);
    assert.deepEqual(await bench.inbox("vanthu"), []);
    await bench.app.db.write((tx) => updateAccount(tx, bench.province.accounts.vanthu, { quota_bytes: 1e9 }));
    bench.now.ms += HOUR_MS;
    await run();
    assert.equal((await bench.inbox("vanthu")).length, 1);
    await bench.app.db.write((tx) => updateAccount(tx, bench.province.accounts.vanthu, { quota_bytes: 0 }));
    await send([{ address: `vanthu@${DOMAIN}` }]);
    bench.now.ms += 6 * 24 * HOUR_MS;
    await run();
    assert.match((await bench.inbox("anh"))[0] ?? "", /Action: failed\r\nStatus: 4\.2\.2/);
  });

  it("never answers a notice with a notice", async () => {
    mx.behaviour = { rcpt: REFUSED };
    await send([{ address: "ai@example.org" }], { mailFrom: "" });
    await run();
    assert.deepEqual(await bench.inbox("anh"), []);
    assert.equal((await kindsOf("bounced")).length, 1);
  });

  it("does not pass an address beyond ASCII to a host that cannot read it", async () => {
    await send([{ address: "ánh@example.org" }, { address: "ai@ví-dụ.vn" }]);
    dns.zone[domainToASCII("ví-dụ.vn")] = MAIL;
    await run();
    const to = mx.messages.flatMap((m) => m.to).sort();
    assert.equal(to.length, 2);
    assert.ok(mx.messages.some((m) => m.mailParameters.SMTPUTF8 === true));
  });
});

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createResolver } from "@congthu/server/lib/dns";
import nodemailer from "nodemailer";
import { type FakeDns, startFakeDns } from "../harness/fake-dns.ts";
import { DOMAIN } from "../harness/province.ts";
import { openSmtp, type SmtpBench } from "../harness/smtp.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "der" },
});

/** RFC 8601: our verdict on who stands behind a message stands above all that came with it. */
describe("who stands behind a message from outside", () => {
  let bench: SmtpBench;
  let dns: FakeDns;
  let trusted: boolean;
  beforeEach(async () => {
    trusted = false;
    dns = await startFakeDns({
      "bo.gov.vn": { TXT: ["v=spf1 ip4:127.0.0.1 -all"] },
      "s1._domainkey.bo.gov.vn": { TXT: [`v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`] },
      "_dmarc.bo.gov.vn": { TXT: ["v=DMARC1; p=reject"] },
      "thu-rac.example": { TXT: ["v=spf1 -all"] },
      "hong.example": "SERVFAIL",
      "_dmarc.hong.example": "SERVFAIL",
    });
    const resolver = createResolver({ servers: [dns.server], timeoutMs: 300 });
    bench = await openSmtp({ trust: { isTrusted: () => trusted, ask: resolver.asNode } });
  });
  afterEach(async () => {
    await bench.close();
    await dns.close();
  });

  /** Sends to binh, and gives the letter as she has it. */
  async function receive(q: { from: string; signed?: boolean; raw?: string }): Promise<string> {
    const transport = nodemailer.createTransport({
      host: "127.0.0.1",
      port: bench.ports.mx,
      ignoreTLS: true,
      ...(q.signed ? { dkim: { domainName: "bo.gov.vn", keySelector: "s1", privateKey } } : {}),
    });
    const to = `binh@${DOMAIN}`;
    const envelope = { from: q.from, to };
    await transport.sendMail(
      q.raw === undefined
        ? { from: q.from, to, subject: "Công văn", text: "Kính gửi", envelope }
        : { raw: q.raw, envelope },
    );
    const [letter] = await bench.inbox("binh");
    assert.ok(letter);
    return letter;
  }
  /** The verdicts of our line: `spf=pass`, … */
  const verdicts = (letter: string) => {
    const [, line = ""] =
      /^Return-Path: [^\r]*\r\nDelivered-To: [^\r]*\r\n(Authentication-Results: (?:[^\r]|\r\n[ \t])*)/.exec(letter) ??
      [];
    assert.ok(line.startsWith("Authentication-Results: mail.test.gov.vn;"), letter.slice(0, 400));
    assert.ok(line.split("\r\n").every((part) => part.length < 200));
    return [...line.matchAll(/(?:^|;)\s*(spf|dkim|dmarc)=(\w+)/g)].map(([, method, result]) => `${method}=${result}`);
  };

  it("a ministry that signs and sends from its own server passes all three", async () => {
    assert.deepEqual(verdicts(await receive({ from: "vp@bo.gov.vn", signed: true })), [
      "dkim=pass",
      "spf=pass",
      "dmarc=pass",
    ]);
  });

  it("who writes in its name from elsewhere fails, and the letter still comes, marked", async () => {
    const raw = `From: Bộ <vp@bo.gov.vn>\r\nTo: binh@${DOMAIN}\r\nSubject: Gap\r\n\r\nBam vao day\r\n`;
    assert.deepEqual(verdicts(await receive({ from: "x@thu-rac.example", raw })), [
      "dkim=none",
      "spf=fail",
      "dmarc=fail",
    ]);
  });

  it("names that nobody answers for are a temporary error, not a refusal", async () => {
    const got = verdicts(await receive({ from: "a@hong.example" }));
    assert.deepEqual(got, ["dkim=none", "spf=temperror", "dmarc=temperror"]);
  });

  it("a line that poses as ours is taken out; another server's stays", async () => {
    const forged = "Authentication-Results: mail.test.gov.vn; dmarc=pass header.from=bo.gov.vn\r\n";
    const other = "Authentication-Results: mx.khac.vn; spf=pass\r\n";
    const head = `From: a@khong-co.example\r\nTo: binh@${DOMAIN}\r\nSubject: x\r\n`;
    const letter = await receive({ from: "a@khong-co.example", raw: `${forged}${other}${head}${forged}\r\nx\r\n` });
    assert.deepEqual(verdicts(letter), ["dkim=none", "spf=none", "dmarc=none"]);
    assert.equal(letter.split("Authentication-Results: mail.test.gov.vn").length, 2);
    assert.ok(letter.includes(other));
  });

  it("machines that are trusted are not asked about, and the line says so", async () => {
    trusted = true;
    const letter = await receive({ from: "may-quet@bo.gov.vn" });
    assert.deepEqual(verdicts(letter), []);
    assert.match(letter, /Authentication-Results: mail\.test\.gov\.vn;\r\n none\r\n/);
    assert.deepEqual(dns.questions, []);
  });
});

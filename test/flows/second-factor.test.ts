import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { newRecoveryCodesIn } from "@congthu/server/core/directory/second-factors";
import { tellOfSignIns } from "@congthu/server/core/directory/tell-of-sign-ins";
import { httpSms, type SendSms } from "@congthu/server/lib/sms";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { insertGrants } from "@congthu/server/store/grants";
import { ImapFlow } from "imapflow";
import { TOTP } from "otpauth";
import { type EdgesBench, openEdges } from "../harness/edges.ts";
import { dialLines } from "../harness/line-client.ts";
import { DOMAIN, PASSWORD } from "../harness/province.ts";

const json = { "Content-Type": "application/json" };
type Reply = Record<string, unknown>;

/** A gateway as the configuration describes it; keeps what it was told. */
async function startGateway() {
  const told: { to: string; text: string; authorization: string | undefined }[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (part) => {
      body += String(part);
    });
    req.on("end", () => {
      const { to, text } = JSON.parse(body) as { to: string; text: string };
      told.push({ to, text, authorization: req.headers.authorization });
      res.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const sms: SendSms = httpSms({ url: `http://127.0.0.1:${port}/send`, authorization: "Bearer bi-mat" });
  return {
    told,
    sms,
    fail: () => {
      status = 500;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe("second factors and app passwords", function () {
  this.timeout(60_000);
  let bench: EdgesBench;
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  before(async () => {
    gateway = await startGateway();
    bench = await openEdges({ sms: gateway.sms });
    bench.app.site.isTrial = false;
  });
  after(async () => {
    await bench.close();
    await gateway.close();
  });

  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const init = { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) };
    const response = await fetch(`${bench.url}${path}`, init);
    return { response, reply: (await response.json()) as Reply };
  };
  const login = (local: string, password = PASSWORD) =>
    post("/api/auth/login", { login: `${local}@${DOMAIN}`, password });
  const answer = (ticket: unknown, code: string) => post("/api/auth/login/factor", { ticket, code });
  /** A browser that is signed in, made of the reply that opened the session. */
  function browser({ response, reply }: { response: Response; reply: Reply }) {
    assert.equal(response.status, 200, JSON.stringify(reply));
    const cookie = response.headers.getSetCookie().find((c) => c.startsWith("congthu="));
    const headers = { Cookie: (cookie ?? "").split(";")[0] ?? "", "X-CSRF-Token": String(reply.csrfToken) };
    return async (method: string, path: string, body?: unknown): Promise<Reply> => {
      const init = body === undefined ? { method, headers } : { method, headers: { ...headers, ...json } };
      const answered = await fetch(`${bench.url}${path}`, {
        ...init,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await answered.json()) as Reply;
    };
  }
  const codeOf = (secret: string, atMs = bench.now.ms) => new TOTP({ secret }).generate({ timestamp: atMs });
  /** Gives a signed-in person an authenticator app. */
  async function addTotp(person: ReturnType<typeof browser>): Promise<{ secret: string; codes: string[] }> {
    const begun = await person("POST", "/api/auth/security/totp", {});
    const secret = String(begun.secret);
    const code = codeOf(secret);
    const factor = { kind: "totp", ticket: begun.ticket, label: "Điện thoại", code };
    const added = await person("POST", "/api/auth/security/factors", factor);
    assert.ok(Array.isArray(added.recoveryCodes), JSON.stringify(added));
    bench.now.ms += 30_000;
    return { secret, codes: added.recoveryCodes as string[] };
  }
  const reach = async (local: string, password: string) => {
    const client = new ImapFlow({
      host: "127.0.0.1",
      port: bench.ports.imaps,
      secure: true,
      auth: { user: `${local}@${DOMAIN}`, pass: password },
      tls: { rejectUnauthorized: false },
      logger: false,
    });
    await client.connect();
    return client;
  };

  it("asks for a code after the password; each code and ticket is good for once", async () => {
    const anh = browser(await login("anh"));
    const { secret, codes } = await addTotp(anh);
    assert.equal(codes.length, 10);
    const first = await login("anh");
    assert.deepEqual(
      [first.reply.methods, first.reply.passkey, first.response.headers.getSetCookie()],
      [["totp", "recovery"], null, []],
    );
    assert.equal((await answer(first.reply.ticket, "000000")).reply.code, "auth.factorFailed");
    const code = codeOf(secret);
    const inside = browser(await answer(first.reply.ticket, code));
    assert.equal((await inside("GET", "/api/auth/session")).factorDue, false);
    assert.equal((await answer(first.reply.ticket, code)).reply.code, "ticket.expired");
    const second = await login("anh");
    assert.equal((await answer(second.reply.ticket, code)).reply.code, "auth.factorFailed", "the same code again");
    const recovered = await answer(second.reply.ticket, ` ${String(codes[0]).toUpperCase()} `);
    assert.equal(recovered.response.status, 200);
    const third = await login("anh");
    assert.equal((await answer(third.reply.ticket, String(codes[0]))).reply.code, "auth.factorFailed");
    const sessions = (await inside("GET", "/api/auth/security")).sessions as { means: string }[];
    assert.deepEqual(sessions.map((s) => s.means).sort(), ["password", "recovery", "totp"]);
  });

  it("ends a ticket after five wrong codes, and locks after twelve wrong answers", async () => {
    const { binh } = bench.province.accounts;
    const { secret } = await addTotp(browser(await login("binh")));
    const { ticket } = (await login("binh")).reply;
    for (let n = 0; n < 5; n++) assert.equal((await answer(ticket, "000000")).reply.code, "auth.factorFailed");
    assert.equal((await answer(ticket, codeOf(secret))).reply.code, "ticket.expired");
    for (let n = 5; n < 12; n++) {
      bench.now.ms += 15 * 60_000;
      const again = (await login("binh")).reply.ticket;
      assert.equal((await answer(again, "000000")).reply.code, "auth.factorFailed", String(n));
    }
    assert.equal((await bench.app.db.read((r) => accountById(r, binh)))?.status, "locked");
    await bench.app.db.write((tx) =>
      updateAccount(tx, binh, { status: "active", standing_at: bench.now.ms, failed_count: 0 }),
    );
  });

  it("lets mail programs in by an app password alone, for its protocols and its time", async () => {
    const refused = await reach("anh", PASSWORD).catch(
      (err: { serverResponseCode?: string; response?: unknown }) => err,
    );
    assert.ok(refused instanceof Error, "the own password opens no mail program");
    const { reply } = await login("anh");
    const anh = browser(await answer(reply.ticket, await freshCode("anh")));
    const made = await anh("POST", "/api/auth/security/app-passwords", {
      label: "Thunderbird ở cơ quan",
      channels: ["imap"],
      days: 30,
    });
    const password = String(made.password);
    assert.match(password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const client = await reach("anh", password);
    assert.ok((await client.list()).length >= 5);
    // SMTP was not named.
    const smtp = await dialLines({ port: bench.ports.submissions, tls: true });
    await smtp.until(/^220 /);
    smtp.send("EHLO may.test");
    await smtp.until(/^250 /);
    smtp.send(`AUTH PLAIN ${Buffer.from(`\0anh@${DOMAIN}\0${password}`).toString("base64")}`);
    assert.match(await smtp.line(), /^535 /);
    smtp.destroy();
    const gone = new Promise((resolve) => client.once("close", resolve));
    client.on("error", () => undefined);
    assert.equal(await anh("DELETE", `/api/auth/security/app-passwords/${String(made.id)}`), null);
    await gone;
    await assert.rejects(reach("anh", password), "taken back");
    const short = await anh("POST", "/api/auth/security/app-passwords", { label: "x", channels: ["imap"], days: 1 });
    await (await reach("anh", String(short.password))).logout();
    bench.now.ms += 86_400_000;
    await assert.rejects(reach("anh", String(short.password)), "its day is over");
  });

  /** New recovery codes for a person whose secret this test does not hold. */
  async function freshCode(local: "anh" | "chi"): Promise<string> {
    const codes = await bench.app.db.write((tx) => newRecoveryCodesIn(tx, bench.province.accounts[local]));
    return codes[0] ?? "";
  }

  it("lets an administrator do nothing before there is a second factor, and keeps the last one", async () => {
    const { province, app } = bench;
    const grant = { account_id: province.accounts.chi, role: "system", agency_id: province.root } as const;
    await app.db.write((tx) => insertGrants(tx, [{ ...grant, granted_at: 0, granted_by: null }]));
    const signedIn = await login("chi");
    assert.equal(signedIn.reply.factorDue, true);
    const chi = browser(signedIn);
    assert.equal((await chi("GET", "/api/settings")).code, "auth.factorNeeded");
    assert.equal((await chi("GET", "/jmap/session")).code, "auth.factorNeeded");
    await addTotp(chi);
    assert.equal(typeof (await chi("GET", "/api/settings")).passwords, "object");
    const [factor] = (await chi("GET", "/api/auth/security")).factors as { id: string }[];
    assert.equal((await chi("DELETE", `/api/auth/security/factors/${factor?.id}`)).code, "factor.last");
    await assert.rejects(reach("chi", PASSWORD));
  });

  it("asks for the password again before the doors are changed", async () => {
    const vanthu = browser(await login("vanthu"));
    bench.now.ms += 16 * 60_000;
    assert.equal((await vanthu("POST", "/api/auth/security/totp", {})).code, "auth.confirm");
    assert.equal((await vanthu("POST", "/api/auth/security/confirm", { password: "sai" })).code, "auth.failed");
    assert.equal(await vanthu("POST", "/api/auth/security/confirm", { password: PASSWORD }), null);
    assert.match(String((await vanthu("POST", "/api/auth/security/totp", {})).uri), /^otpauth:\/\/totp\//);
  });

  it("sends a code to the telephone through the gateway", async () => {
    const vanthu = browser(await login("vanthu"));
    const phone = "0912345678";
    const begun = await vanthu("POST", "/api/auth/security/sms", { phone });
    assert.equal(gateway.told.at(-1)?.to, "84912345678");
    assert.equal(gateway.told.at(-1)?.authorization, "Bearer bi-mat");
    const sent = () => /\b(\d{6})\b/.exec(gateway.told.at(-1)?.text ?? "")?.[1] ?? "";
    const factor = { kind: "sms", ticket: begun.ticket, label: "Di động", code: sent() };
    assert.ok(Array.isArray((await vanthu("POST", "/api/auth/security/factors", factor)).recoveryCodes));
    const { reply } = await login("vanthu");
    assert.deepEqual([reply.methods, reply.smsTo], [["sms", "recovery"], "••• 678"]);
    assert.equal((await answer(reply.ticket, factor.code)).reply.code, "auth.factorFailed", "not of this sign-in");
    assert.equal((await post("/api/auth/login/sms", { ticket: reply.ticket })).reply, null);
    assert.equal((await post("/api/auth/login/sms", { ticket: reply.ticket })).reply.code, "rate.limited");
    assert.equal((await answer(reply.ticket, sent())).response.status, 200);
    const late = (await login("vanthu")).reply;
    await post("/api/auth/login/sms", { ticket: late.ticket });
    bench.now.ms += 6 * 60_000;
    assert.equal((await answer(late.ticket, sent())).reply.code, "auth.factorFailed");
    gateway.fail();
    assert.equal((await post("/api/auth/login/sms", { ticket: late.ticket })).reply.code, "sms.failed");
  });

  it("shows sessions and sign-ins, and ends them", async () => {
    const { reply } = await login("chi");
    const here = browser(await answer(reply.ticket, await freshCode("chi")));
    const view = await here("GET", "/api/auth/security");
    const sessions = view.sessions as { id: string; isCurrent: boolean }[];
    assert.equal(sessions.filter((s) => s.isCurrent).length, 1);
    const other = sessions.find((s) => !s.isCurrent);
    assert.ok(other);
    assert.equal(await here("POST", "/api/auth/security/sign-outs", { sessionId: other.id }), null);
    assert.equal(await here("POST", "/api/auth/security/sign-outs", {}), null);
    assert.equal(((await here("GET", "/api/auth/security")).sessions as unknown[]).length, 1);
    const { items } = (await here("GET", "/api/auth/security/sign-ins?limit=2")) as { items: { result: string }[] };
    assert.equal(items.length, 2);
    assert.equal(items[0]?.result, "ok");
  });

  it("writes to the owner when a new browser comes in, once, and not of the first sign-in", async () => {
    const inboxOf = (id: string) =>
      bench.app.db.read((r) => r.all<{ uid: number }>(`SELECT uid FROM message WHERE account_id = ?`, id));
    const { binh } = bench.province.accounts;
    await tellOfSignIns(bench.app);
    const before = (await inboxOf(binh)).length;
    const codes = await bench.app.db.write((tx) => newRecoveryCodesIn(tx, binh));
    const first = await answer((await login("binh")).reply.ticket, codes[0] ?? "");
    await tellOfSignIns(bench.app);
    assert.equal((await inboxOf(binh)).length, before + 1, "a browser without a mark is new");
    const device = first.response.headers.getSetCookie().find((c) => c.startsWith("congthu-device="));
    const Cookie = (device ?? "").split(";")[0] ?? "";
    const { reply } = await login("binh");
    const again = { ticket: reply.ticket, code: codes[1] };
    assert.equal((await post("/api/auth/login/factor", again, { Cookie })).response.status, 200);
    await tellOfSignIns(bench.app);
    assert.equal((await inboxOf(binh)).length, before + 1, "the same browser is known");
  });
});

import assert from "node:assert/strict";
import { keepSignIns } from "@congthu/server/core/directory/keep-sign-ins";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { insertGrants } from "@congthu/server/store/grants";
import { signInsOf } from "@congthu/server/store/sign-ins";
import type { AccountId } from "@congthu/shared/ids";
import { type EdgesBench, openEdges } from "../harness/edges.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { DOMAIN, PASSWORD } from "../harness/province.ts";

const DAY = 86_400_000;
const plain = (local: string, password: string) => Buffer.from(`\0${local}@${DOMAIN}\0${password}`).toString("base64");

describe("signing in at every edge", function () {
  this.timeout(60_000);
  let bench: EdgesBench;
  before(async () => {
    bench = await openEdges();
  });
  after(() => bench.close());

  const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code ?? "ok";
  const web = async (local: string, password: string) =>
    codeOf(
      await fetch(`${bench.url}/api/auth/login`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ login: `${local}@${DOMAIN}`, password }),
      }),
    );
  const basic = async (local: string, password: string) => {
    const Authorization = `Basic ${Buffer.from(`${local}@${DOMAIN}:${password}`).toString("base64")}`;
    return codeOf(await fetch(`${bench.url}/jmap/session`, { headers: { Authorization } }));
  };
  /** Opens a connection and signs in; gives the reply, and the client to go on with. */
  async function imap(local: string, password: string): Promise<{ client: LineClient; reply: string }> {
    const client = await dialLines({ port: bench.ports.imaps, tls: true });
    await client.line();
    client.send(`a LOGIN ${local}@${DOMAIN} ${password}`);
    return { client, reply: (await client.until(/^a /)).at(-1) ?? "" };
  }
  async function pop3(local: string, password: string): Promise<{ client: LineClient; reply: string }> {
    const client = await dialLines({ port: bench.ports.pop3s, tls: true });
    await client.line();
    client.send(`AUTH PLAIN ${plain(local, password)}`);
    return { client, reply: await client.line() };
  }
  async function smtp(local: string, password: string): Promise<{ client: LineClient; reply: string }> {
    const client = await dialLines({ port: bench.ports.submissions, tls: true });
    await client.until(/^220 /);
    client.send("EHLO may.test");
    await client.until(/^250 /);
    client.send(`AUTH PLAIN ${plain(local, password)}`);
    return { client, reply: await client.line() };
  }
  const account = (id: AccountId) => bench.app.db.read((r) => accountById(r, id));
  const admin = async () => {
    const { app, province } = bench;
    const grant = { account_id: province.accounts.binh, role: "system", agency_id: province.root } as const;
    await app.db.write((tx) => insertGrants(tx, [{ ...grant, granted_at: 0, granted_by: null }]));
    return bench.signIn("binh");
  };

  it("makes the next try wait after five wrong ones, whatever the door, and locks after twelve", async () => {
    const { anh } = bench.province.accounts;
    const wrong = [
      () => web("anh", "sai"),
      () => basic("anh", "sai"),
      async () => (await imap("anh", "sai")).reply,
      async () => (await pop3("anh", "sai")).reply,
      async () => (await smtp("anh", "sai")).reply,
    ];
    const replies = [];
    for (const go of wrong) replies.push(await go());
    assert.deepEqual(replies, [
      "auth.failed",
      "auth.failed",
      "a NO [AUTHENTICATIONFAILED] Wrong address or password",
      "-ERR [AUTH] Wrong address or password",
      "535 5.7.8 Authentication credentials invalid",
    ]);
    assert.equal(await web("anh", PASSWORD), "rate.limited", "even the right one waits");
    assert.match((await imap("anh", PASSWORD)).reply, /^a NO \[LIMIT\]/);
    assert.match((await pop3("anh", PASSWORD)).reply, /^-ERR \[SYS\/TEMP\]/);
    assert.match((await smtp("anh", PASSWORD)).reply, /^450 4\.7\.1/);
    for (let n = 5; n < 12; n++) {
      bench.now.ms += 15 * 60_000;
      assert.equal(await web("anh", "sai"), "auth.failed", `try ${n}`);
    }
    assert.equal((await account(anh))?.status, "locked");
    bench.now.ms += 15 * 60_000;
    assert.equal(await web("anh", PASSWORD), "auth.locked");
    const history = await bench.app.db.read((r) => signInsOf(r, { accountId: anh, before: "~", limit: 50 }));
    assert.deepEqual([history.length, new Set(history.map((h) => h.result)).size], [12, 1]);
    const binh = await admin();
    await binh.fetch(`/api/accounts/${anh}/unlock`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    assert.equal(await web("anh", PASSWORD), "ok");
    assert.equal((await account(anh))?.failed_count, 0);
  });

  it("counts a hundred guesses at once as a hundred in a row", async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => web("vanthu", "sai")));
    assert.equal(outcomes.filter((code) => code === "auth.failed").length, 5);
    assert.equal((await account(bench.province.accounts.vanthu))?.failed_count, 5);
  });

  it("lets a network that tries many names wait, and nobody who has been there before", async () => {
    const from = (ip: string, local: string, password: string) =>
      fetch(`${bench.url}/api/auth/login`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Forwarded-For": ip },
        body: JSON.stringify({ login: `${local}@${DOMAIN}`, password }),
      }).then(codeOf);
    assert.equal(await from("203.0.113.9", "anh", PASSWORD), "ok");
    for (let n = 0; n < 30; n++) assert.equal(await from("203.0.113.9", `ten${n}`, "sai"), "auth.failed");
    assert.equal(await from("203.0.113.9", "chi", PASSWORD), "rate.limited");
    assert.equal(await from("203.0.113.9", "anh", PASSWORD), "ok");
    assert.equal(await from("203.0.113.10", "chi", PASSWORD), "ok");
    // One program with an old password does not take the whole office down.
    for (let n = 0; n < 40; n++) await from("203.0.113.77", "khong-co", "sai");
    assert.equal(await from("203.0.113.77", "chi", PASSWORD), "ok");
  });

  it("ends what a locked account has open at every edge, and nothing of anybody else", async () => {
    const { chi } = bench.province.accounts;
    const binh = await admin();
    const other = await imap("binh", PASSWORD);
    const session = await bench.signIn("chi");
    const stream = await session.fetch("/jmap/eventsource?types=*&closeafter=no&ping=0");
    const open = [await imap("chi", PASSWORD), await pop3("chi", PASSWORD), await smtp("chi", PASSWORD)];
    assert.deepEqual(
      open.map(({ reply }) => reply.split(" ").slice(0, 2).join(" ")),
      ["a OK", "+OK 0", "235 2.7.0"],
    );
    const lock = await binh.fetch(`/api/accounts/${chi}/lock`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reason: "request" }),
    });
    assert.equal(lock.status, 200);
    const [overImap, overPop3, overSmtp] = open.map(({ client }) => client);
    assert.match((await overImap?.line()) ?? "", /^\* BYE/);
    await overImap?.closed();
    await overPop3?.closed();
    assert.match((await overSmtp?.line()) ?? "", /^421 4\.7\.0/);
    await overSmtp?.closed();
    await stream.text().catch(() => "");
    assert.equal((await session.fetch("/api/auth/session")).status, 401);
    other.client.send("b NOOP");
    assert.match(await other.client.line(), /^b OK/);
    other.client.send("c LOGOUT");
  });

  it("asks for a new password when its term is over, sooner of administrators", async () => {
    const due = async (local: string) => (await bench.signIn(local)).session.passwordDue;
    const { anh, binh } = bench.province.accounts;
    await admin();
    const at = bench.now.ms;
    await bench.app.db.write(async (tx) => {
      for (const id of [anh, binh]) await updateAccount(tx, id, { password_at: at });
    });
    bench.now.ms = at + 59 * DAY;
    assert.deepEqual([await due("anh"), await due("binh")], [null, null]);
    bench.now.ms = at + 60 * DAY;
    assert.deepEqual([await due("anh"), await due("binh")], [null, "expired"]);
    bench.now.ms = at + 180 * DAY;
    assert.deepEqual([await due("anh"), await due("binh")], ["expired", "expired"]);
    assert.match((await imap("anh", PASSWORD)).reply, /^a NO \[EXPIRED\]/);
    bench.now.ms = at;
  });

  it("locks an account whose given password nobody changed in time, and says so in the audit", async () => {
    const { anh } = bench.province.accounts;
    const at = bench.now.ms;
    await bench.app.db.write((tx) => updateAccount(tx, anh, { password_at: at, must_change: 1 }));
    bench.now.ms = at + 29 * DAY;
    await keepSignIns(bench.app);
    assert.equal((await account(anh))?.status, "active");
    bench.now.ms = at + 31 * DAY;
    await keepSignIns(bench.app);
    assert.equal((await account(anh))?.status, "locked");
    const entries = await bench.app.db.read((r) =>
      r.all<{ detail: string }>(`SELECT detail FROM audit WHERE subject_id = ? ORDER BY seq DESC LIMIT 1`, anh),
    );
    assert.equal((JSON.parse(entries[0]?.detail ?? "{}") as { reason?: string }).reason, "defaultPassword");
  });
});

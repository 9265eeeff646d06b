import assert from "node:assert/strict";
import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";
import type { PostPush } from "@congthu/server/core/push/post-push";
import { postPush } from "@congthu/server/core/push/post-push";
import { sendPushes } from "@congthu/server/core/push/send-pushes";
import type { SetResponse } from "@congthu/shared/jmap/core";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Set = Partial<SetResponse<Record<string, unknown> & { id: string }, string>>;
type Got = { list: Record<string, unknown>[]; notFound: string[] };

/** RFC 8620 §7.2. */
describe("JMAP push subscriptions", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let status = 201;
  const posted: Parameters<PostPush>[0][] = [];
  const post: PostPush = async (q) => {
    posted.push(q);
    return status;
  };
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());

  /** These methods take no account. */
  const call = async <T>(name: string, args: Record<string, unknown>, who = anh): Promise<T> => {
    const [response] = await who.run([name, args]);
    if (response?.[0] === "error") throw new Error(String(response[1].type));
    return response?.[1] as T;
  };
  const sent = () => posted.splice(0).map((q) => JSON.parse(q.body.toString()) as Record<string, unknown>);
  const deliver = () => bench.deliver(`Subject: x\r\nMessage-ID: <${Math.random()}@x>\r\n\r\nx\r\n`, [anh.accountId]);
  const URL = "https://push.vn/abc";

  it("are told nothing but their code until the client says it, then what changes", async () => {
    const create = { p: { deviceClientId: "máy-1", url: URL, types: ["Email", "Mailbox"] } };
    const made = await call<Set>("PushSubscription/set", { create });
    const id = made.created?.p?.id ?? "";
    assert.ok(id);
    await deliver();
    assert.equal(await sendPushes(bench.app, post), 1);
    const [verification] = sent();
    assert.deepEqual([verification?.["@type"], verification?.pushSubscriptionId], ["PushVerification", id]);
    assert.equal(await sendPushes(bench.app, post), 0);
    const wrong = await call<Set>("PushSubscription/set", { update: { [id]: { verificationCode: "x" } } });
    assert.deepEqual(wrong.notUpdated?.[id], { type: "invalidProperties", properties: ["verificationCode"] });
    const right = { [id]: { verificationCode: verification?.verificationCode } };
    assert.ok(id in ((await call<Set>("PushSubscription/set", { update: right })).updated ?? {}));
    assert.equal(await sendPushes(bench.app, post), 0);
    await deliver();
    assert.equal(await sendPushes(bench.app, post), 1);
    const [change] = sent();
    assert.equal(change?.["@type"], "StateChange");
    const changed = ((change?.changed ?? {}) as Record<string, Record<string, string>>)[anh.accountId] ?? {};
    assert.deepEqual(Object.keys(changed).toSorted(), ["Email", "Mailbox"]);
    // Gathered for some seconds, and nothing is told twice.
    await deliver();
    assert.equal(await sendPushes(bench.app, post), 0);
    bench.now.ms += 5_000;
    assert.equal(await sendPushes(bench.app, post), 1);
    bench.now.ms += 5_000;
    assert.equal(await sendPushes(bench.app, post), 0);
    sent();
    const got = await call<Got>("PushSubscription/get", {});
    assert.deepEqual(Object.keys(got.list[0] ?? {}).toSorted(), [
      "deviceClientId",
      "expires",
      "id",
      "types",
      "verificationCode",
    ]);
    await assert.rejects(call("PushSubscription/get", { properties: ["url"] }), /forbidden/);
    const chi = await bench.signIn("chi");
    assert.deepEqual((await call<Got>("PushSubscription/get", { ids: [id] }, chi)).notFound, [id]);
    assert.deepEqual((await call<Set>("PushSubscription/set", { destroy: [id] })).destroyed, [id]);
  });

  it("are encrypted for their client alone", async () => {
    const ecdh = createECDH("prime256v1");
    const keys = { p256dh: ecdh.generateKeys("base64url"), auth: Buffer.alloc(16, 7).toString("base64url") };
    await call<Set>("PushSubscription/set", { create: { p: { deviceClientId: "máy-2", url: URL, keys } } });
    assert.equal(await sendPushes(bench.app, post), 1);
    const [q] = posted.splice(0);
    assert.ok(q);
    assert.equal(q.encoding, "aes128gcm");
    const [salt, sender] = [q.body.subarray(0, 16), q.body.subarray(21, 86)];
    const hkdf = (secret: Buffer, s: Buffer, info: Buffer, n: number) =>
      Buffer.from(hkdfSync("sha256", secret, s, info, n));
    const context = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), sender]);
    const ikm = hkdf(ecdh.computeSecret(sender), Buffer.alloc(16, 7), context, 32);
    const key = hkdf(ikm, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = hkdf(ikm, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
    const open = createDecipheriv("aes-128-gcm", key, nonce);
    open.setAuthTag(q.body.subarray(-16));
    const text = Buffer.concat([open.update(q.body.subarray(86, -16)), open.final()]).subarray(0, -1);
    assert.equal((JSON.parse(text.toString()) as { "@type": string })["@type"], "PushVerification");
  });

  it("are refused for what is no https address, no key, a code of the client's own", async () => {
    const cases: Record<string, Record<string, unknown>> = {
      plain: { url: "http://push.vn/a" },
      key: { url: URL, keys: { p256dh: "AAAA", auth: "AAAA" } },
      code: { url: URL, verificationCode: "x" },
    };
    for (const [name, record] of Object.entries(cases)) {
      const { notCreated } = await call<Set>("PushSubscription/set", {
        create: { p: { deviceClientId: name, ...record } },
      });
      assert.equal(notCreated?.p?.type, "invalidProperties", name);
    }
    // Whoever it is asked by, nothing inside is posted to.
    for (const url of ["https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x"])
      assert.equal(await postPush({ url, body: Buffer.from("x"), encoding: null }), 0, url);
  });

  it("are tried again when the service is away, and end when it does not know them", async () => {
    const ids = async () => (await call<Got>("PushSubscription/get", {})).list.map((one) => one.deviceClientId);
    await call<Set>("PushSubscription/set", { create: { p: { deviceClientId: "máy-3", url: URL } } });
    status = 503;
    assert.equal(await sendPushes(bench.app, post), 1);
    assert.equal(await sendPushes(bench.app, post), 0);
    assert.deepEqual((await ids()).toSorted(), ["máy-2", "máy-3"]);
    bench.now.ms += 120_000;
    status = 410;
    assert.equal(await sendPushes(bench.app, post), 1);
    assert.deepEqual(await ids(), ["máy-2"]);
    status = 201;
    posted.splice(0);
  });

  it("end with their time", async () => {
    bench.now.ms += 8 * 24 * 3_600_000;
    await sendPushes(bench.app, post);
    anh = await bench.signIn("anh");
    assert.deepEqual((await call<Got>("PushSubscription/get", {})).list, []);
  });
});

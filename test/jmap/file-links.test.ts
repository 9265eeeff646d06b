import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { expireLinks } from "@congthu/server/core/file-links/end-links";
import { storeSettingIn } from "@congthu/server/core/settings/change-setting";
import { SETTINGS, type SettingValue } from "@congthu/shared/api/setting-values";
import type { FileLink, FileLinksCapability } from "@congthu/shared/jmap/congthu";
import { CAPABILITY, type JmapSession, type SetResponse } from "@congthu/shared/jmap/core";
import type { Quota } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

const MIB = 1024 ** 2;
const DAY_MS = 86_400_000;

describe("files sent as links", () => {
  let bench: JmapBench;
  let binh: JmapPerson;
  let anh: JmapPerson;
  const large = randomBytes(3 * MIB);
  before(async () => {
    bench = await openJmap();
    binh = await bench.signIn("binh");
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());

  const capability = async (who: JmapPerson, accountId: string = who.accountId) => {
    const session = (await (await who.fetch("/jmap/session")).json()) as JmapSession;
    const ours = session.accounts[accountId]?.accountCapabilities[CAPABILITY.congthu];
    return (ours as { fileLinks: FileLinksCapability | null }).fileLinks;
  };
  const upload = (who: JmapPerson, name: string, body: Buffer, accountId: string = who.accountId) =>
    who.fetch(`/jmap/link/${accountId}?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "Content-Type": "application/zip" },
      body: new Uint8Array(body),
    });
  const made = async (...args: Parameters<typeof upload>) => {
    const reply = await upload(...args);
    assert.equal(reply.status, 201, await reply.clone().text());
    return (await reply.json()) as FileLink;
  };
  const links = async (who: JmapPerson) => (await who.call<{ list: FileLink[] }>("FileLink/get")).list;
  const used = async (who: JmapPerson) => (await who.call<{ list: Quota[] }>("Quota/get")).list[0]?.used;
  const set = (value: Partial<SettingValue<"fileLinks">>) =>
    bench.app.db.write((tx) =>
      storeSettingIn(bench.app, tx, null, "fileLinks", { ...SETTINGS.fileLinks.initial, ...value }),
    );

  it("come up as they are, and whoever has the link fetches them without signing in, whole or in parts", async () => {
    const offered = await capability(binh);
    assert.deepEqual([offered?.above, offered?.most, offered?.days], [20 * MIB, 500 * MIB, 30]);
    const link = await made(binh, "Bản vẽ quy hoạch.zip", large);
    assert.deepEqual([link.name, link.size, link.downloads], ["Bản vẽ quy hoạch.zip", large.length, 0]);
    assert.equal(Date.parse(link.expiresAt) - Date.parse(link.createdAt), 30 * DAY_MS);
    assert.match(link.url, /^\/tep\/[0-9a-f]{64}$/);

    const page = await fetch(`${bench.url}${link.url}`);
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.match(page.headers.get("x-robots-tag") ?? "", /noindex/);
    assert.match(html, /Bản vẽ quy hoạch\.zip/);
    assert.match(html, /3 MB/);
    const href = /href="(\/tep\/[^"]+)"/.exec(html)?.[1] ?? "";

    const whole = await fetch(`${bench.url}${href}`);
    assert.ok(Buffer.from(await whole.arrayBuffer()).equals(large));
    assert.match(whole.headers.get("content-disposition") ?? "", /^attachment; filename="Ban ve quy hoach\.zip"/);
    assert.match(whole.headers.get("content-security-policy") ?? "", /sandbox/);
    const part = await fetch(`${bench.url}${href}`, { headers: { Range: "bytes=100-199" } });
    assert.ok(Buffer.from(await part.arrayBuffer()).equals(large.subarray(100, 200)));
    assert.equal((await fetch(`${bench.url}${href}`, { method: "HEAD" })).status, 200);
    const [listed] = await links(binh);
    assert.deepEqual([listed?.id, listed?.downloads, listed?.byName], [link.id, 1, binh.session.account.name]);
  });

  it("take room of the mailbox until the owner withdraws them; nobody else can", async () => {
    const before = (await used(binh)) ?? 0;
    const link = await made(binh, "a.zip", large);
    assert.equal(await used(binh), before + large.length);
    const foreign = await anh.call<SetResponse<FileLink, string>>("FileLink/set", { destroy: [link.id] });
    assert.equal(foreign.notDestroyed?.[link.id]?.type, "notFound");
    assert.equal((await upload(anh, "x", large, binh.accountId)).status, 403);
    await assert.rejects(anh.call("FileLink/get", { accountId: binh.accountId }), /accountNotFound/);
    const { destroyed } = await binh.call<SetResponse<FileLink, string>>("FileLink/set", { destroy: [link.id] });
    assert.deepEqual(destroyed, [link.id]);
    assert.equal(await used(binh), before);
    const page = await fetch(`${bench.url}${link.url}`);
    assert.equal(page.status, 404);
    assert.match(await page.text(), /đã được người gửi thu hồi/);
    const audit = await bench.app.db.read((r) =>
      r.all<{ action: string }>(`SELECT action FROM audit WHERE action LIKE 'fileLink.%' ORDER BY seq DESC LIMIT 2`),
    );
    assert.deepEqual(audit.map((a) => a.action).toSorted(), ["fileLink.made", "fileLink.withdrawn"]);
  });

  it("expire, and the worker takes them away with their room", async () => {
    const before = (await used(anh)) ?? 0;
    const link = await made(anh, "nhỏ.txt", Buffer.from("vài chữ"));
    assert.equal(await (await fetch(`${bench.url}${link.url}/x`)).text(), "vài chữ");
    bench.now.ms += 30 * DAY_MS;
    assert.equal((await fetch(`${bench.url}${link.url}`)).status, 404);
    assert.equal((await fetch(`${bench.url}${link.url}/x`)).status, 404);
    assert.ok((await expireLinks(bench.app)) >= 1);
    anh = await bench.signIn("anh");
    binh = await bench.signIn("binh");
    assert.deepEqual([await links(anh), await used(anh)], [[], before]);
  });

  it("are refused above the setting's size, without room, and when they are off", async () => {
    await set({ maxBytes: 2 * MIB });
    assert.equal((await upload(binh, "a", large)).status, 413);
    // Without a length told before.
    const pieces = new ReadableStream({
      start(c) {
        c.enqueue(new Uint8Array(large));
        c.close();
      },
    });
    const init = { method: "POST", body: pieces, duplex: "half" } as RequestInit;
    assert.equal((await binh.fetch(`/jmap/link/${binh.accountId}?name=a`, init)).status, 413);
    await set({});
    const quota = `UPDATE account SET quota_bytes = ? WHERE account_id = ?`;
    await bench.app.db.write((tx) => tx.run(quota, MIB, binh.accountId));
    assert.equal((await upload(binh, "a", large)).status, 409);
    await bench.app.db.write((tx) => tx.run(quota, 2 * 1024 * MIB, binh.accountId));
    await set({ isOn: false });
    assert.equal(await capability(binh), null);
    assert.equal((await upload(binh, "a", large)).status, 403);
    await set({});
    assert.deepEqual(await links(binh), []);
  });

  it("are not for guessing: unknown ones look like expired ones, and one network may ask only so often", async () => {
    const first = await fetch(`${bench.url}/tep/${"0".repeat(64)}`);
    assert.equal(first.status, 404);
    assert.match(await first.text(), /Tệp không còn ở đây/);
    assert.equal((await fetch(`${bench.url}/tep/..%2F..%2Fetc`)).status, 404);
    const statuses = new Set<number>();
    for (let n = 0; n < 130; n++) statuses.add((await fetch(`${bench.url}/tep/${n}`)).status);
    assert.ok(statuses.has(429));
    bench.now.ms += 60_000;
    assert.equal((await fetch(`${bench.url}/tep/1`)).status, 404);
  });
});

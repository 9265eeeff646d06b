import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { acceptRecipient } from "@congthu/server/core/inbound/accept";
import { appendMessage } from "@congthu/server/core/mailbox/append-message";
import { warnOwners, watchPools } from "@congthu/server/core/quotas/watch-quotas";
import { submit } from "@congthu/server/core/submission/submit";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import type { StorageView } from "@congthu/shared/api/storage";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";

onEveryEngine("room", (open) => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  afterEach(async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
    await bench.close();
  });

  type Local = keyof Province["accounts"];
  const call = async <T>(who: ActorName, name: string, c = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  let written = 0;
  const fill = async (local: Local, bytes: number) => {
    const accountId = province.accounts[local];
    const box = await bench.app.db.read((r) => mailboxByRole(r, accountId, "inbox"));
    assert.ok(box);
    const head = `Subject: ${++written}\r\n\r\n`;
    const staged = await stageMessage(bench.app, Buffer.from(head + "x".repeat(bytes - head.length)));
    await appendMessage(bench.app, { accountId, mailboxId: box.mailbox_id, staged, flags: 0, keywords: "" });
  };
  const subjects = async (local: Local) => {
    const rows = await bench.app.db.read((r) =>
      r.all<{ meta: string }>(
        `SELECT b.meta FROM message m JOIN blob b ON b.blob_id = m.blob_id WHERE m.account_id = ? ORDER BY m.uid`,
        province.accounts[local],
      ),
    );
    return rows.map((row) => (JSON.parse(row.meta) as { subject: string }).subject).filter((s) => !/^\d+$/.test(s));
  };
  const accept = (local: Local) =>
    bench.app.db.read((r) => acceptRecipient(r, { address: `${local}@${DOMAIN}`, sizeBytes: 100 }));
  const setPool = (agencyId: string, poolBytes: number | null) =>
    call("system", "setPool", { params: { agencyId }, body: { poolBytes } });

  it("that runs out is told to its owner once a threshold, and again after it was emptied", async () => {
    await bench.app.db.write((tx) => updateAccount(tx, province.accounts.anh, { quota_bytes: 200_000 }));
    await fill("anh", 161_000);
    const ids = [province.accounts.anh, province.accounts.binh];
    assert.equal(await warnOwners(bench.app, ids), 1);
    assert.equal(await warnOwners(bench.app, ids), 0);
    assert.deepEqual(await subjects("anh"), ["Hộp thư đã dùng trên 80% dung lượng"]);
    await fill("anh", 20_000);
    assert.equal(await warnOwners(bench.app, ids), 1);
    assert.equal((await subjects("anh")).at(-1), "Hộp thư đã dùng trên 90% dung lượng");
    await bench.app.db.write((tx) => updateAccount(tx, province.accounts.anh, { quota_bytes: 2_000_000 }));
    await warnOwners(bench.app, ids);
    await bench.app.db.write((tx) => updateAccount(tx, province.accounts.anh, { quota_bytes: 220_000 }));
    assert.equal(await warnOwners(bench.app, ids), 1);
    assert.equal((await subjects("anh")).length, 3);
  });

  it("of an agency's mailbox is told to its clerks, though the mailbox has none left for a letter", async () => {
    await bench.app.db.write((tx) => updateAccount(tx, province.accounts.sonv, { quota_bytes: 100_000 }));
    await fill("sonv", 96_000);
    assert.equal(await warnOwners(bench.app, [province.accounts.sonv]), 1);
    assert.deepEqual([await subjects("sonv"), await subjects("binh")], [[], ["Hộp thư đã dùng trên 95% dung lượng"]]);
  });

  it("shared by an agency closes all its mailboxes when it is used up, whatever is left in each", async () => {
    await setPool(province.department, 100_000);
    await fill("anh", 99_000);
    await watchPools(bench.app);
    await accept("binh");
    await fill("binh", 2_000);
    await watchPools(bench.app);
    for (const local of ["anh", "binh", "sonv"] as const)
      await assert.rejects(accept(local), { code: "quota.exceeded" });
    await accept("chi");
    const account = await bench.app.db.read((r) => accountById(r, province.accounts.chi));
    assert.ok(account);
    const from = `chi@${DOMAIN}`;
    const { posted } = await submit(bench.app, {
      actor: { account, channel: "web" },
      mailFrom: from,
      to: [{ address: `anh@${DOMAIN}` }],
      bytes: Buffer.from(`From: ${from}\r\nTo: a@b.vn\r\nSubject: x\r\nMessage-ID: <a@t>\r\n\r\nx\r\n`),
    });
    assert.deepEqual(posted, [{ address: `anh@${DOMAIN}`, status: "queued", code: "quota.exceeded" }]);
    await setPool(province.department, null);
    await accept("anh");
  });

  it("of the province, of an agency and of a mailbox all count: the narrowest refuses", async () => {
    await fill("chi", 5_000);
    await setPool(province.root, 10_000);
    await setPool(province.commune, 4_000);
    await accept("anh");
    await assert.rejects(accept("vanthu"), { code: "quota.exceeded" });
    await setPool(province.commune, 20_000);
    await accept("vanthu");
    await setPool(province.root, 5_000);
    await assert.rejects(accept("anh"), { code: "quota.exceeded" });
  });

  it("is told to the administrators of a pool", async () => {
    await setPool(province.department, 100_000);
    await fill("anh", 85_000);
    await watchPools(bench.app);
    await watchPools(bench.app);
    const rows = await bench.app.db.read((r) =>
      r.all(`SELECT uid FROM message WHERE account_id = ?`, actors.ids.adminA),
    );
    assert.equal(rows.length, 1);
  });

  it("is shown by agency; the disk to the operator alone", async () => {
    await fill("anh", 3_000);
    await fill("chi", 4_000);
    await setPool(province.commune, 50_000);
    const whole = await call<StorageView>("system", "readStorage");
    assert.deepEqual([whole.whole.name, whole.whole.usedBytes], ["Tỉnh Thử Nghiệm", 7_000]);
    assert.deepEqual(
      whole.below.map((b) => [b.name, b.usedBytes, b.poolBytes]),
      [
        ["Sở Nội vụ", 3_000, null],
        ["Xã Bình An", 4_000, 50_000],
      ],
    );
    assert.ok((whole.disk?.totalBytes ?? 0) > (whole.disk?.freeBytes ?? 0));
    const own = await call<StorageView>("adminB", "readStorage");
    assert.deepEqual([own.whole.name, own.disk, own.mayManage], ["Xã Bình An", null, false]);
    await assert.rejects(
      call("adminB", "setPool", { params: { agencyId: province.commune }, body: { poolBytes: 1 } }),
      {
        code: "access.denied",
      },
    );
  });
});

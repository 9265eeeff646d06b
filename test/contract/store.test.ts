import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { appendMessage } from "@congthu/server/core/mailbox/append-message";
import { copyMessages } from "@congthu/server/core/mailbox/copy-messages";
import { expunge } from "@congthu/server/core/mailbox/expunge";
import { flagsFromNames } from "@congthu/server/core/mailbox/flags";
import { createMailbox, listMailboxes, removeMailbox } from "@congthu/server/core/mailbox/mailbox-tree";
import { moveMessages } from "@congthu/server/core/mailbox/move-messages";
import { messageBytes } from "@congthu/server/core/mailbox/read-message";
import { setFlags } from "@congthu/server/core/mailbox/set-flags";
import { tombstonesSince, vanishedSince } from "@congthu/server/store/changes";
import { skipSeenNumbers } from "@congthu/server/store/machine-restart";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { messagesByUid, newestMessages, uidsOf } from "@congthu/server/store/messages";
import { migrate } from "@congthu/server/store/migrations";
import type { AccountId } from "@congthu/shared/ids";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { type Province, seedProvince } from "../harness/province.ts";

const letter = (n: number | string, more = "") =>
  Buffer.from(
    `From: a@x.gov.vn\r\nTo: b@tinh.gov.vn\r\nSubject: Thu ${n}\r\nMessage-ID: <${n}@x.gov.vn>\r\n${more}\r\nNoi dung ${n}\r\n`,
  );

onEveryEngine("store contract", (open) => {
  let bench: Bench;
  let province: Province;
  before(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
  });
  after(() => bench.close());
  afterEach(async () => assert.deepEqual(await checkConsistency(bench.app), []));

  const inboxOf = async (accountId: AccountId) => {
    const row = await bench.app.db.read((r) => mailboxByRole(r, accountId, "inbox"));
    assert.ok(row);
    return { accountId, mailboxId: row.mailbox_id, row };
  };
  const deliver = async (bytes: Buffer, to: AccountId[]) => {
    const staged = await stageMessage(bench.app, bytes);
    return bench.app.db.write((tx) =>
      deliverIn(bench.app, tx, {
        staged,
        mailFrom: "a@x.gov.vn",
        senderAgencyId: null,
        to: to.map((accountId) => ({ accountId, address: `${accountId}@tinh.gov.vn` })),
        received: "Received: from x\r\n",
        extra: "",
        traceId: "t",
        channel: "smtp",
      }),
    );
  };

  it("migrates once", async () => {
    assert.deepEqual(await migrate(bench.app.db), []);
  });

  it("gives uids that grow without holes under concurrent deliveries", async () => {
    const { anh } = province.accounts;
    await Promise.all(Array.from({ length: 50 }, (_, i) => deliver(letter(i), [anh])));
    const inbox = await inboxOf(anh);
    const uids = (await bench.app.db.read((r) => uidsOf(r, inbox))).map((m) => m.uid);
    assert.deepEqual(
      uids,
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    assert.deepEqual([inbox.row.total, inbox.row.unseen, inbox.row.uid_next], [50, 50, 51]);
  });

  it("puts one message into many mailboxes, its octets once, and tells each outcome", async () => {
    const { anh, binh, chi, sonv } = province.accounts;
    const outcomes = await deliver(letter("many"), [anh, binh, chi, sonv, binh, "a-nobody" as AccountId]);
    assert.deepEqual(outcomes.map((o) => o.status).sort(), [
      "delivered",
      "delivered",
      "delivered",
      "delivered",
      "refused",
    ]);
    const inbox = await inboxOf(chi);
    const [row] = await bench.app.db.read((r) => newestMessages(r, inbox, { limit: 1 }));
    assert.ok(row);
    const bytes = (await messageBytes(bench.app, row)).toString();
    assert.equal(bytes.length, row.size_bytes);
    assert.match(bytes, /^Return-Path: <a@x\.gov\.vn>\r\nDelivered-To: .*\r\nReceived: from x\r\nFrom: a@x/);
    assert.ok(bytes.endsWith("Noi dung many\r\n"));
  });

  it("puts the very same letter sent again into a mailbox once", async () => {
    const { chi, vanthu } = province.accounts;
    const [first] = await deliver(letter("again"), [chi]);
    const [second, other] = await deliver(letter("again"), [chi, vanthu]);
    assert.deepEqual(second, first);
    assert.equal(other?.status, "delivered");
  });

  it("keeps large octets outside the database, exact", async () => {
    const { binh } = province.accounts;
    const big = Buffer.concat([letter("big"), Buffer.alloc(300_000, "x\r\n")]);
    await deliver(big, [binh]);
    const inbox = await inboxOf(binh);
    const [row] = await bench.app.db.read((r) => newestMessages(r, inbox, { limit: 1 }));
    assert.ok(row);
    assert.ok(big.equals((await messageBytes(bench.app, row)).subarray(row.prefix.length)));
  });

  it("puts replies into the thread of the letter", async () => {
    const { chi } = province.accounts;
    await deliver(letter("root"), [chi]);
    await deliver(
      Buffer.from("Subject: Re: Thu root\r\nMessage-ID: <r1@x>\r\nReferences: <root@x.gov.vn>\r\n\r\ntra loi\r\n"),
      [chi],
    );
    const inbox = await inboxOf(chi);
    const [reply, root] = await bench.app.db.read((r) => newestMessages(r, inbox, { limit: 2 }));
    assert.equal(reply?.thread_id, root?.thread_id);
  });

  it("sets flags, counts them, and holds back what changed since", async () => {
    const inbox = await inboxOf(province.accounts.anh);
    const first = await setFlags(bench.app, {
      ...inbox,
      uids: [1, 2, 3],
      mode: "add",
      change: flagsFromNames(["\\Seen", "Việc-Gấp"]),
    });
    assert.deepEqual(
      first.rows.map((m) => [m.uid, m.flags, m.keywords]),
      [1, 2, 3].map((uid) => [uid, 1, "việc-gấp"]),
    );
    assert.equal((await inboxOf(province.accounts.anh)).row.unseen, inbox.row.unseen - 3);
    const late = await setFlags(bench.app, {
      ...inbox,
      uids: [3, 4],
      mode: "replace",
      change: flagsFromNames(["\\Flagged"]),
      unchangedSince: first.modseq - 1,
    });
    assert.deepEqual([late.rows.map((m) => m.uid), late.modified], [[4], [3]]);
  });

  it("moves, copies and expunges; tells what vanished", async () => {
    const { anh } = province.accounts;
    const inbox = await inboxOf(anh);
    const to = await createMailbox(bench.app, { accountId: anh, parentId: "", name: "Công văn đến" });
    const target = { accountId: anh, mailboxId: to.mailbox_id };
    const since = inbox.row.highest_modseq;
    const moved = await moveMessages(bench.app, {
      accountId: anh,
      from: inbox.mailboxId,
      uids: [5, 6, 999],
      to: to.mailbox_id,
    });
    assert.deepEqual(
      [moved.fromUids, moved.toUids],
      [
        [5, 6],
        [1, 2],
      ],
    );
    assert.deepEqual(await bench.app.db.read((r) => vanishedSince(r, inbox, since)), [5, 6]);
    const copied = await copyMessages(bench.app, {
      accountId: anh,
      from: to.mailbox_id,
      uids: [1],
      to: inbox.mailboxId,
    });
    assert.equal(copied.toUids.length, 1);
    await setFlags(bench.app, { ...target, uids: [1, 2], mode: "add", change: flagsFromNames(["\\Deleted"]) });
    assert.deepEqual((await expunge(bench.app, { ...target, uids: new Set([2]) })).uids, [2]);
    const gone = await bench.app.db.read((r) => tombstonesSince(r, anh, { kind: "email", modseq: since }));
    assert.equal(gone.length, 1);
    await assert.rejects(removeMailbox(bench.app, { ...target, onDestroyRemoveEmails: false }), {
      code: "mailbox.notEmpty",
    });
    await removeMailbox(bench.app, { ...target, onDestroyRemoveEmails: true });
    const paths = (await bench.app.db.read((r) => listMailboxes(r, anh))).map((m) => m.path);
    assert.deepEqual(paths, ["INBOX", "Thư nháp", "Thư đã gửi", "Lưu trữ", "Thư rác", "Thùng rác"]);
  });

  it("appends with flags and date, and refuses over quota", async () => {
    const { vanthu } = province.accounts;
    const inbox = await inboxOf(vanthu);
    const staged = await stageMessage(bench.app, letter("append"));
    const done = await appendMessage(bench.app, {
      ...inbox,
      staged,
      ...flagsFromNames(["\\Seen", "\\Draft"]),
      receivedAt: 1_000,
    });
    const [row] = await bench.app.db.read((r) =>
      messagesByUid(r, inbox, { fromUid: done.uid, toUid: done.uid, limit: 1 }),
    );
    assert.deepEqual([row?.flags, row?.received_at], [17, 1_000]);
    await bench.app.db.write((tx) => tx.run(`UPDATE account SET quota_bytes = 10 WHERE account_id = ?`, vanthu));
    await assert.rejects(appendMessage(bench.app, { ...inbox, staged, flags: 0, keywords: "" }), {
      code: "quota.exceeded",
    });
    const outcomes = await deliver(letter("full"), [vanthu]);
    assert.deepEqual(
      outcomes.map((o) => o.status === "refused" && o.code),
      ["quota.exceeded"],
    );
  });

  it("gives no number a second time after the machine was started anew", async () => {
    const { anh } = province.accounts;
    const nowMs = bench.app.clock.now();
    assert.equal(await skipSeenNumbers(bench.app.db, { bootId: "first", nowMs }), false);
    await deliver(letter("restart-1"), [anh]);
    const seen = await inboxOf(anh);
    assert.equal(await skipSeenNumbers(bench.app.db, { bootId: "first", nowMs }), false);
    assert.equal(await skipSeenNumbers(bench.app.db, { bootId: "second", nowMs }), true);
    await deliver(letter("restart-2"), [anh]);
    const { row } = await inboxOf(anh);
    const [newest] = await bench.app.db.read((r) =>
      newestMessages(r, { accountId: anh, mailboxId: row.mailbox_id }, { limit: 1 }),
    );
    assert.ok(newest && newest.uid >= seen.row.uid_next + 1_000 && newest.modseq >= seen.row.highest_modseq + 1_000);
  });
});

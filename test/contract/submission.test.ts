import assert from "node:assert/strict";
import type { Principal } from "@congthu/server/core/access";
import { checkConsistency } from "@congthu/server/core/consistency";
import { messageBytes } from "@congthu/server/core/mailbox/read-message";
import { cancelSubmission } from "@congthu/server/core/submission/cancel";
import { releaseDue } from "@congthu/server/core/submission/release-due";
import { type SubmitRequest, submit } from "@congthu/server/core/submission/submit";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { insertAddresses, insertGroup, insertGroupMembers, type Posting } from "@congthu/server/store/addresses";
import { unrolledMailLog } from "@congthu/server/store/mail-log";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { newestMessages } from "@congthu/server/store/messages";
import { claimOutbound, dueDomains } from "@congthu/server/store/outbound";
import { submissionRecipients } from "@congthu/server/store/submissions";
import type { AccountId, EmailId, GroupId, IdentityId, SubmissionId, ThreadId } from "@congthu/shared/ids";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";

let written = 0;
const letter = (from: string, more = "", subject = "Hop giao ban") =>
  Buffer.from(
    `From: ${from}\r\nTo: x@y\r\n${more}Subject: ${subject}\r\nMessage-ID: <${++written}@t>\r\n\r\nNoi dung\r\n`,
  );
const email = { emailId: "e1" as EmailId, threadId: "t1" as ThreadId, identityId: "i1" as IdentityId };

onEveryEngine("submission contract", (open) => {
  let bench: Bench;
  let province: Province;
  /** What stood in the log and the inboxes before each test. */
  let factsBefore = 0;
  const lettersBefore = new Map<AccountId, number>();
  before(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
  });
  beforeEach(async () => {
    factsBefore += (await facts()).length;
    for (const id of Object.values(province.accounts)) {
      lettersBefore.set(id, (lettersBefore.get(id) ?? 0) + (await inbox(id)).length);
      await bench.app.db.write((tx) => updateAccount(tx, id, { status: "active", standing_at: 0, quota_bytes: 1e9 }));
    }
    await claimed();
    bench.now.ms += 1000;
  });
  afterEach(async () => assert.deepEqual(await checkConsistency(bench.app), []));
  after(() => bench.close());

  const actor = async (id: AccountId): Promise<Pick<Principal, "account" | "channel">> => {
    const account = await bench.app.db.read((r) => accountById(r, id));
    assert.ok(account);
    return { account, channel: "web" };
  };
  const send = async (who: AccountId, q: Partial<SubmitRequest> & { to: SubmitRequest["to"] }) =>
    submit(bench.app, {
      actor: await actor(who),
      mailFrom: `anh@${DOMAIN}`,
      bytes: letter(`Anh <anh@${DOMAIN}>`),
      ...q,
    });
  const inbox = async (accountId: AccountId) => {
    const box = await bench.app.db.read((r) => mailboxByRole(r, accountId, "inbox"));
    assert.ok(box);
    const all = await bench.app.db.read((r) =>
      newestMessages(r, { accountId, mailboxId: box.mailbox_id }, { limit: 100 }),
    );
    return all.slice(0, all.length - (lettersBefore.get(accountId) ?? 0));
  };
  const claimed = async () => {
    const nowMs = bench.app.clock.now();
    const domains = (await bench.app.db.read((r) => dueDomains(r, nowMs))).map((d) => d.domain);
    const rows = [];
    for (const domain of domains)
      rows.push(...(await bench.app.db.write((tx) => claimOutbound(tx, { domain, nowMs, leaseMs: 1e9, limit: 100 }))));
    return rows;
  };
  const facts = async () => (await bench.app.db.read((r) => unrolledMailLog(r, 1000))).slice(factsBefore);
  const states = async (id: SubmissionId | null) => {
    assert.ok(id);
    const rows = (await bench.app.db.read((r) => submissionRecipients(r, [id]))).get(id) ?? [];
    return rows.map((s) => `${s.address} ${s.delivered} ${s.smtp_reply.slice(0, 9)}`);
  };
  const group = async (local: string, posting: Posting, members: AccountId[]) => {
    const group_id = `g-${local}` as GroupId;
    const address = `${local}@${DOMAIN}`;
    const created_at = bench.app.clock.now();
    await bench.app.db.write(async (tx) => {
      await insertGroup(tx, {
        group_id,
        agency_id: province.department,
        address,
        name: local,
        fold: local,
        posting,
        created_at,
      });
      await insertAddresses(tx, [{ address, account_id: null, group_id, kind: "group", created_at, retired_at: null }]);
      await insertGroupMembers(tx, group_id, members);
    });
    return address;
  };

  it("delivers at home and queues abroad in one commit, without Bcc, with its facts", async () => {
    const { anh, chi } = province.accounts;
    const sent = await send(anh, {
      to: [{ address: `chi@${DOMAIN}` }, { address: "ai@Example.ORG" }, { address: `khong-co@${DOMAIN}` }],
      bytes: letter(`anh@${DOMAIN}`, "Bcc: giau@example.org\r\nIn-Reply-To: <0@t>\r\n"),
      email,
    });
    assert.deepEqual(
      sent.posted.map((p) => p.status),
      ["delivered", "queued", "refused"],
    );
    const [got] = await inbox(chi);
    assert.ok(got);
    const text = (await messageBytes(bench.app, got)).toString();
    assert.match(text, new RegExp(`^Return-Path: <anh@${DOMAIN}>\r\nDelivered-To: chi@${DOMAIN}\r\nReceived: by `));
    assert.ok(text.includes(sent.traceId) && !/^bcc:/im.test(text));
    const [row, ...others] = await claimed();
    assert.deepEqual(others, []);
    assert.deepEqual([row?.domain, row?.recipient, row?.trace_id], ["example.org", "ai@Example.ORG", sent.traceId]);
    assert.deepEqual(await claimed(), [], "a leased row is nobody else's");
    assert.deepEqual(await states(sent.submissionId), [
      "ai@Example.ORG queued 250 2.0.0",
      `chi@${DOMAIN} yes 250 2.1.5`,
      `khong-co@${DOMAIN} no 550 5.1.1`,
    ]);
    assert.deepEqual((await facts()).map((f) => `${f.kind} ${f.peer} ${f.account_id === anh}`).sort(), [
      "queued other true",
      "received province false",
      "replied other true",
      "sent other true",
    ]);
  });

  it("sends in an agency's name for its clerk alone, and counts the clerk", async () => {
    const { anh, binh, chi } = province.accounts;
    const asAgency = {
      mailFrom: `sonv@${DOMAIN}`,
      bytes: letter(`sonv@${DOMAIN}`),
      to: [{ address: `chi@${DOMAIN}` }],
    };
    await send(binh, asAgency);
    assert.equal((await inbox(chi)).length, 1);
    assert.deepEqual(
      (await facts()).map((f) => [f.kind, f.account_id]),
      [
        ["received", chi],
        ["sent", binh],
      ],
    );
    await assert.rejects(send(anh, asAgency), { code: "sender.notAllowed" });
    await assert.rejects(send(binh, { ...asAgency, bytes: letter(`anh@${DOMAIN}`) }), { code: "sender.notAllowed" });
    await assert.rejects(send(anh, { ...asAgency, accountId: province.accounts.sonv }), { code: "sender.notAllowed" });
  });

  it("refuses what must not leave", async () => {
    const { anh } = province.accounts;
    const to = [{ address: `chi@${DOMAIN}` }];
    await assert.rejects(send(anh, { to: [] }), { code: "recipients.none" });
    await assert.rejects(send(anh, { to, bytes: Buffer.from("To: x\r\n\r\n") }), { code: "message.invalid" });
    const two = Buffer.concat([Buffer.from("From: ke-gian@x.vn\r\n"), letter(`anh@${DOMAIN}`)]);
    await assert.rejects(send(anh, { to, bytes: two }), { code: "message.invalid" });
    await assert.rejects(send(anh, { to, mailFrom: "anh@gmail.com" }), { code: "sender.notAllowed" });
    await assert.rejects(send(anh, { to, bytes: letter(`anh@${DOMAIN}`, "", "[MẬT] abc") }), {
      code: "message.secret",
    });
    assert.deepEqual(await facts(), []);
  });

  it("holds a letter until its time, and gives it back before", async () => {
    const { anh, chi } = province.accounts;
    const sendAt = bench.now.ms + 60_000;
    const to = [{ address: `chi@${DOMAIN}` }, { address: "ai@example.org" }];
    const kept = await send(anh, { to, sendAt, email });
    const undone = await send(anh, { to, sendAt, email });
    assert.deepEqual([kept.undoStatus, kept.posted], ["pending", []]);
    assert.equal(await releaseDue(bench.app), 0);
    await cancelSubmission(bench.app, { accountId: anh, submissionId: undone.submissionId as SubmissionId });
    bench.now.ms = sendAt;
    assert.equal(await releaseDue(bench.app), 1);
    assert.equal(await releaseDue(bench.app), 0);
    assert.equal((await inbox(chi)).length, 1);
    assert.equal((await claimed()).length, 1);
    assert.deepEqual(await states(kept.submissionId), [
      "ai@example.org queued 250 2.0.0",
      `chi@${DOMAIN} yes 250 2.1.5`,
    ]);
    const late = { accountId: anh, submissionId: kept.submissionId as SubmissionId };
    await assert.rejects(cancelSubmission(bench.app, late), { code: "submission.tooLate" });
    await assert.rejects(cancelSubmission(bench.app, { ...late, accountId: chi }), { code: "submission.notFound" });
  });

  it("does not send for someone who was locked meanwhile", async () => {
    const { anh, chi } = province.accounts;
    const kept = await send(anh, { to: [{ address: `chi@${DOMAIN}` }], sendAt: bench.now.ms + 1000, email });
    await bench.app.db.write((tx) => updateAccount(tx, anh, { status: "locked", standing_at: 0 }));
    bench.now.ms += 1000;
    await releaseDue(bench.app);
    assert.equal((await inbox(chi)).length, 0);
    assert.deepEqual(await states(kept.submissionId), [`chi@${DOMAIN} no 550 5.7.1`]);
  });

  it("reaches every member of a group once, and keeps closed groups closed", async () => {
    const { anh, binh, chi, vanthu } = province.accounts;
    const all = await group("tatca", "internal", [anh, binh, chi, vanthu]);
    const few = await group("lanhdao", "members", [binh, chi]);
    const sent = await send(anh, { to: [{ address: all }, { address: `chi@${DOMAIN}` }, { address: few }] });
    assert.deepEqual(
      sent.posted.map((p) => (p.status === "refused" ? p.code : p.status)),
      ["delivered", "delivered", "recipient.closed"],
    );
    for (const id of [anh, binh, chi, vanthu]) assert.equal((await inbox(id)).length, 1);
  });

  it("tries a full mailbox again", async () => {
    const { anh, chi } = province.accounts;
    await bench.app.db.write((tx) => updateAccount(tx, chi, { quota_bytes: 10 }));
    const sent = await send(anh, { to: [{ address: `chi@${DOMAIN}` }], email });
    assert.deepEqual(sent.posted, [{ address: `chi@${DOMAIN}`, status: "queued", code: "quota.exceeded" }]);
    assert.deepEqual(await states(sent.submissionId), [`chi@${DOMAIN} queued 452 4.2.2`]);
    const [row] = await claimed();
    assert.deepEqual([row?.domain, row?.last_reply], [DOMAIN, "452 4.2.2 Mailbox full"]);
  });
});

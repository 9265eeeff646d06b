import assert from "node:assert/strict";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { MailError } from "@congthu/server/core/errors";
import { appendMessage } from "@congthu/server/core/mailbox/append-message";
import { listRecords, putRecordIn } from "@congthu/server/core/records/account-records";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import type { AccountDetail, OpenWork } from "@congthu/shared/api/accounts";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;

onEveryEngine("the hand-over of an agency's mailbox", (open) => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  afterEach(() => bench.close());

  const handOver = async (fromId: string, toId: string) =>
    callRoute<{ account: AccountDetail; open: OpenWork }>(bench.app, await actors.as("system"), "handOverMailbox", {
      params: { accountId: province.accounts.sonv, clerkId: fromId },
      body: { toId, note: "Theo QĐ 12" },
    });

  it("passes rights and work on in one commit, and writes down what lay open", async () => {
    const { sonv, binh, anh } = province.accounts;
    const inbox = await bench.app.db.read((r) => mailboxByRole(r, sonv, "inbox"));
    const staged = await stageMessage(bench.app, Buffer.from("Subject: Den\r\n\r\nXin chao\r\n"));
    assert.ok(inbox);
    await appendMessage(bench.app, {
      ...{ accountId: sonv, mailboxId: inbox.mailbox_id, staged, flags: 0, keywords: "" },
    });
    const assign = (recordId: string, assigneeId: string, isDone: boolean) =>
      bench.app.db.write((tx) =>
        putRecordIn(
          tx,
          { accountId: sonv, kind: "Assignment", recordId },
          { value: { threadId: recordId, assigneeId, isDone }, dueAt: null, modseq: 1 },
        ),
      );
    await assign("t1", binh, false);
    await assign("t2", binh, true);
    const { account, open: work } = await handOver(binh, anh);
    assert.deepEqual(work, { unread: 1, drafts: 0, scheduled: 0, putAside: 0, inCare: 1 });
    assert.deepEqual(
      account.clerks.map((c) => [c.accountId, c.rights]),
      [[anh, "full"]],
    );
    const records = await bench.app.db.read((r) => listRecords<{ assigneeId: string }>(r, sonv, "Assignment"));
    assert.deepEqual(
      records.map(({ id, value }) => [id, value.assigneeId]),
      [
        ["t1", anh],
        ["t2", binh],
      ],
    );
    const audit = await callRoute<{ items: { action: string; detail: Record<string, unknown> }[] }>(
      bench.app,
      await actors.as("system"),
      "listAudit",
      { query: { subjectId: sonv } },
    );
    const [entry] = audit.items;
    assert.equal(entry?.action, "clerk.handedOver");
    assert.equal(entry?.detail.open, "thư chưa đọc 1, nháp 0, hẹn giờ 0, tạm gác 0, hồ sơ đang giao 1");
    assert.equal(entry?.detail.note, "Theo QĐ 12");
    await assert.rejects(handOver(binh, anh), refused("notFound"));
  });

  it("changes nothing when the next one cannot be a clerk", async () => {
    const { sonv, binh } = province.accounts;
    await assert.rejects(handOver(binh, actors.ids.adminA), refused("invalid"));
    await assert.rejects(handOver(binh, binh), refused("invalid"));
    const account = await callRoute<AccountDetail>(bench.app, await actors.as("system"), "readAccount", {
      params: { accountId: sonv },
    });
    assert.deepEqual(
      account.clerks.map((c) => c.accountId),
      [binh],
    );
  });
});

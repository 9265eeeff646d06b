import assert from "node:assert/strict";
import { doDue } from "@congthu/server/core/records/do-due";
import type { Assignment, MailRule, Preferences, Presence, Reminder, Template } from "@congthu/shared/jmap/congthu";
import type { SetResponse } from "@congthu/shared/jmap/core";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[]; state: string };
type Set<T = Record<string, unknown>> = SetResponse<T & { id: string }, string>;
const HOUR_MS = 3_600_000;

describe("JMAP: rules, letters put aside, reminders, searches, templates, shared work", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let binh: JmapPerson;
  let boxes: Record<string, string>;
  const boxesOf = async (person: JmapPerson) => {
    const { list } = await person.call<Got<Mailbox>>("Mailbox/get");
    return Object.fromEntries(list.map((m) => [m.role ?? m.name, m.id]));
  };
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    binh = await bench.signIn("binh");
    boxes = await boxesOf(anh);
  });
  after(() => bench.close());

  let serial = 0;
  const letter = (subject: string, more = "") =>
    `From: Sở Tài chính <stc@x.gov.vn>\r\nTo: anh@tinh.gov.vn\r\nSubject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=\r\nMessage-ID: <${++serial}@x>\r\n${more}\r\nx\r\n`;
  const newest = async (person: JmapPerson, filter: Record<string, unknown> = {}) => {
    const sort = [{ property: "receivedAt", isAscending: false }];
    const [, got] = await person.run(
      ["Email/query", { accountId: person.accountId, filter, sort, limit: 1 }],
      ["Email/get", { accountId: person.accountId, "#ids": { resultOf: "c0", name: "Email/query", path: "/ids" } }],
    );
    return (got?.[1].list as Email[] | undefined)?.[0];
  };
  const deliver = async (subject: string, more = "") => {
    bench.now.ms += 1000;
    await bench.deliver(letter(subject, more), [anh.accountId]);
    return newest(anh);
  };

  it("follows rules as mail comes", async () => {
    const folder = await anh.call<Set>("Mailbox/set", { create: { f: { name: "Báo cáo" } } });
    const folderId = folder.created?.f?.id ?? "";
    const base = { conditions: [], actions: [{ type: "flag" }] };
    const made = await anh.call<Set<MailRule>>("MailRule/set", {
      create: {
        a: {
          name: "Báo cáo của Tài chính",
          sortOrder: 1,
          conditions: [
            { type: "subject", contains: "bao cao" },
            { type: "from", contains: "TÀI CHÍNH" },
            { type: "hasAttachment", not: true },
          ],
          actions: [
            { type: "fileInto", mailboxId: folderId },
            { type: "label", keyword: "ke-hoach" },
            { type: "forward", to: "binh@tinh.gov.vn" },
          ],
          stop: true,
        },
        b: { name: "Còn lại", sortOrder: 2, ...base },
        wrong: { name: "x", ...base, actions: [{ type: "forward", to: "ai@gmail.com" }] },
        nowhere: { name: "x", ...base, actions: [{ type: "fileInto", mailboxId: "m000000000000000" }] },
        odd: { name: "x", ...base, conditions: [{ type: "moon" }] },
      },
    });
    assert.deepEqual(Object.keys(made.created ?? {}), ["a", "b"], JSON.stringify(made.notCreated));
    assert.deepEqual(
      [made.notCreated?.wrong?.type, made.notCreated?.nowhere?.type, made.notCreated?.odd?.type],
      ["forbidden", "invalidProperties", "invalidProperties"],
    );
    const filed = await deliver("Báo cáo quý");
    assert.deepEqual(filed?.mailboxIds, { [folderId]: true });
    assert.deepEqual(filed?.keywords, { "ke-hoach": true });
    const other = await deliver("Giấy mời");
    assert.deepEqual([other?.mailboxIds, other?.keywords], [{ [boxes.inbox ?? ""]: true }, { $flagged: true }]);
    const queued = await bench.app.db.read((r) =>
      r.all<{ recipient: string; mail_from: string }>(`SELECT recipient, mail_from FROM outbound`),
    );
    assert.deepEqual(queued, [{ recipient: "binh@tinh.gov.vn", mail_from: "anh@tinh.gov.vn" }]);
    const { list } = await anh.call<Got<Mailbox>>("Mailbox/get", { ids: [folderId] });
    assert.deepEqual([list[0]?.totalEmails, list[0]?.unreadEmails], [1, 1]);

    const { a = { id: "" }, b = { id: "" } } = made.created ?? {};
    const changed = await anh.call<Set>("MailRule/set", {
      update: {
        [a.id ?? ""]: { isEnabled: false },
        [b.id ?? ""]: { actions: [{ type: "trash" }, { type: "markRead" }] },
        none: { name: "x" },
      },
    });
    assert.deepEqual(Object.keys(changed.updated ?? {}).length, 2, JSON.stringify(changed.notUpdated));
    assert.equal(changed.notUpdated?.none?.type, "notFound");
    const thrown = await deliver("Báo cáo năm");
    assert.deepEqual([thrown?.mailboxIds, thrown?.keywords], [{ [boxes.trash ?? ""]: true }, { $seen: true }]);
    const test = await anh.call<{ looked: number; ids: string[] }>("MailRule/test", {
      rule: { conditions: [{ type: "subject", contains: "giấy" }] },
    });
    assert.deepEqual(test.ids, [other?.id]);
    await anh.call("MailRule/set", { destroy: [a.id, b.id] });
    assert.deepEqual((await anh.call<Got<MailRule>>("MailRule/get")).list, []);
  });

  it("forwards a letter once only", async () => {
    await anh.call<Set>("MailRule/set", {
      create: { a: { name: "x", actions: [{ type: "forward", to: "x@bo.gov.vn" }] } },
    });
    const rows = () =>
      bench.app.db.read((r) => r.all(`SELECT outbound_id FROM outbound WHERE recipient = 'x@bo.gov.vn'`));
    await bench.deliver("Subject: A\r\nMessage-ID: <vong@x>\r\n\r\nx\r\n", [anh.accountId]);
    assert.equal((await rows()).length, 1);
    // What comes back around bears more trace lines.
    await bench.deliver("Received: from y\r\nSubject: A\r\nMessage-ID: <vong@x>\r\n\r\nx\r\n", [anh.accountId]);
    assert.equal((await rows()).length, 1);
    const { list } = await anh.call<Got<MailRule>>("MailRule/get");
    await anh.call("MailRule/set", { destroy: list.map((rule) => rule.id) });
  });

  it("puts letters aside until their time", async () => {
    const email = await deliver("Họp tuần sau");
    const id = email?.id ?? "";
    await anh.call("Email/set", { update: { [id]: { "keywords/$seen": true } } });
    const until = new Date(bench.now.ms + HOUR_MS).toISOString().replace(".000Z", "Z");
    const made = await anh.call<Set>("Snooze/set", {
      create: { s: { emailId: id, until }, past: { emailId: id, until: "2020-01-01T00:00:00Z" } },
    });
    assert.deepEqual(made.created?.s?.mailboxId, boxes.inbox, JSON.stringify(made));
    assert.equal(made.notCreated?.past?.type, "invalidProperties");
    const aside = (await boxesOf(anh)).snoozed ?? "";
    assert.equal((await newest(anh, { inMailbox: aside }))?.id, id);
    const { state } = await anh.call<Got<unknown>>("Snooze/get");
    await doDue(bench.app);
    assert.equal((await newest(anh, { inMailbox: aside }))?.id, id);
    bench.now.ms += HOUR_MS + 1000;
    await doDue(bench.app);
    const back = await newest(anh, { inMailbox: boxes.inbox });
    assert.deepEqual([back?.subject, back?.keywords, back?.threadId], ["Họp tuần sau", {}, email?.threadId]);
    assert.notEqual(back?.id, id);
    assert.equal(await newest(anh, { inMailbox: aside }), undefined);
    const changes = await anh.call<{ destroyed: string[] }>("Snooze/changes", { sinceState: state });
    assert.deepEqual(changes.destroyed, [made.created?.s?.id]);
  });

  it("brings a letter back at once when it is no longer put aside", async () => {
    const email = await deliver("Bỏ hẹn");
    const until = new Date(bench.now.ms + HOUR_MS).toISOString().replace(".000Z", "Z");
    const made = await anh.call<Set>("Snooze/set", { create: { s: { emailId: email?.id, until } } });
    await anh.call("Snooze/set", { destroy: [made.created?.s?.id] });
    assert.equal((await newest(anh, { inMailbox: boxes.inbox }))?.subject, "Bỏ hẹn");
  });

  it("reminds of what nobody answered", async () => {
    const one = await deliver("Chờ trả lời");
    const two = await deliver("Đã trả lời");
    const at = new Date(bench.now.ms + 5 * HOUR_MS).toISOString().replace(".000Z", "Z");
    const made = await anh.call<Set<Reminder>>("Reminder/set", {
      create: { a: { emailId: one?.id, at, note: "gọi lại" }, b: { emailId: two?.id, at } },
    });
    assert.deepEqual([made.created?.a?.state, made.created?.a?.threadId], ["waiting", one?.threadId]);
    await deliver("Re: Đã trả lời", `In-Reply-To: <${serial}@x>\r\n`);
    bench.now.ms += 5 * HOUR_MS;
    await doDue(bench.app);
    const { list } = await anh.call<Got<Reminder>>("Reminder/get", {
      ids: [made.created?.a?.id, made.created?.b?.id],
      properties: ["state", "note"],
    });
    assert.deepEqual(
      list.map((r) => [r.state, r.note]),
      [
        ["due", "gọi lại"],
        ["answered", ""],
      ],
    );
  });

  it("keeps searches, preferences and templates; an agency's templates are its people's", async () => {
    const saved = await anh.call<Set>("SavedSearch/set", {
      create: { a: { name: "Chưa đọc", query: "chưa đọc từ:stc" } },
    });
    assert.equal(saved.created?.a?.sortOrder, 0);
    const empty = await anh.call<Got<Preferences>>("Preferences/get");
    assert.deepEqual(empty.list, [{ id: "singleton" }]);
    const set = await anh.call<Set>("Preferences/set", {
      create: { x: {} },
      update: { singleton: { density: "compact", panes: { right: true } } },
    });
    assert.deepEqual([set.notCreated?.x?.type, set.updated], ["singleton", { singleton: null }]);
    await anh.call("Preferences/set", { update: { singleton: { "panes/right": null, "panes/below": true } } });
    const { list } = await anh.call<Got<Preferences>>("Preferences/get");
    assert.deepEqual(list, [{ id: "singleton", density: "compact", panes: { below: true } }]);
    const bad = await anh.call<Set>("Preferences/set", { update: { singleton: { "a/b/c": 1 } } });
    assert.equal(bad.notUpdated?.singleton?.type, "invalidPatch");

    const { sonv } = bench.province.accounts;
    const shared = await binh.call<Set>("Template/set", {
      accountId: sonv,
      create: { t: { name: "Giấy mời", subject: "Mời họp", textBody: "Kính gửi" } },
    });
    assert.equal(shared.created?.t?.isShared, false);
    const { list: mine } = await anh.call<Got<Template>>("Template/get");
    assert.deepEqual(
      mine.map((t) => [t.name, t.isShared]),
      [["Giấy mời", true]],
    );
    const chi = await bench.signIn("chi");
    assert.deepEqual((await chi.call<Got<Template>>("Template/get")).list, []);
    await assert.rejects(anh.call("Template/set", { accountId: sonv, destroy: [mine[0]?.id] }), /accountNotFound/);
  });

  it("tells who of a shared mailbox takes care of a thread, and who answers", async () => {
    const { sonv } = bench.province.accounts;
    await bench.deliver(letter("Hỏi thủ tục"), [sonv]);
    const { ids } = await binh.call<{ ids: string[] }>("Email/query", { accountId: sonv });
    const { list } = await binh.call<Got<Email>>("Email/get", { accountId: sonv, ids });
    const threadId = list[0]?.threadId ?? "";
    const made = await binh.call<Set<Assignment>>("Assignment/set", {
      accountId: sonv,
      create: { a: { threadId, assigneeId: binh.accountId }, b: { threadId, assigneeId: anh.accountId } },
    });
    assert.deepEqual([made.created?.a?.id, made.created?.a?.assigneeName], [threadId, "Đỗ Văn Bình"]);
    assert.equal(made.notCreated?.b?.type, "invalidProperties");
    const told = await binh.call<Set<Presence>>("Presence/set", { accountId: sonv, create: { p: { threadId } } });
    assert.equal(told.created?.p?.personName, "Đỗ Văn Bình");
    bench.now.ms += 121_000;
    await doDue(bench.app);
    assert.deepEqual((await binh.call<Got<Presence>>("Presence/get", { accountId: sonv })).list, []);
    const done = await binh.call<Set>("Assignment/set", { accountId: sonv, update: { [threadId]: { isDone: true } } });
    assert.ok(done.updated?.[threadId]);
    await assert.rejects(anh.call("Assignment/get", { accountId: sonv }), /accountNotFound/);
  });
});

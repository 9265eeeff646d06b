import assert from "node:assert/strict";
import { releaseDue } from "@congthu/server/core/submission/release-due";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import type { EmailSubmission, Identity } from "@congthu/shared/jmap/submission";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[]; state: string };
type SetReply = {
  created: Record<string, Record<string, unknown> & { id: string }> | null;
  updated: Record<string, unknown> | null;
  destroyed: string[] | null;
  notCreated: Record<string, { type: string; invalidRecipients?: string[]; properties?: string[] }> | null;
  notUpdated: Record<string, { type: string }> | null;
  notDestroyed: Record<string, { type: string }> | null;
  newState: string;
};

describe("JMAP EmailSubmission", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let binh: JmapPerson;
  let boxes: Record<string, string>;
  let identityId: string;

  const boxesOf = async (person: JmapPerson, accountId = person.accountId) => {
    const { list } = await person.call<Got<Mailbox>>("Mailbox/get", { accountId });
    return Object.fromEntries(list.map((m) => [m.role ?? m.name, m.id]));
  };
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    binh = await bench.signIn("binh");
    boxes = await boxesOf(anh);
    identityId = (await anh.call<Got<Identity>>("Identity/get")).list[0]?.id ?? "";
  });
  after(() => bench.close());

  const draft = (more: Record<string, unknown> = {}) => ({
    mailboxIds: { [boxes.drafts ?? ""]: true },
    keywords: { $draft: true, $seen: true },
    from: [{ name: "Nguyễn Thị Ánh", email: "anh@tinh.gov.vn" }],
    to: [{ email: "binh@tinh.gov.vn" }],
    subject: "Công văn số 12",
    bodyValues: { t: { value: "Kính gửi." } },
    textBody: [{ partId: "t", type: "text/plain" }],
    ...more,
  });
  /** Writes a draft and sends it, in one request, as the webmail does. */
  const send = async (email: Record<string, unknown>, submission: Record<string, unknown> = {}) => {
    const responses = await anh.run(
      ["Email/set", { accountId: anh.accountId, create: { d: draft(email) } }],
      [
        "EmailSubmission/set",
        {
          accountId: anh.accountId,
          create: { s: { identityId, emailId: "#d", ...submission } },
          onSuccessUpdateEmail: {
            "#s": { "keywords/$draft": null, mailboxIds: { [boxes.sent ?? ""]: true } },
          },
        },
      ],
    );
    const made = responses[0]?.[1] as unknown as SetReply;
    const emailId = made.created?.d?.id ?? "";
    const reply = responses.find(([name]) => name === "EmailSubmission/set")?.[1] as unknown as SetReply;
    return { emailId, reply, responses };
  };
  const newestOf = async (person: JmapPerson) => {
    const [, got] = await person.run(
      [
        "Email/query",
        { accountId: person.accountId, sort: [{ property: "receivedAt", isAscending: false }], limit: 1 },
      ],
      ["Email/get", { accountId: person.accountId, "#ids": { resultOf: "c0", name: "Email/query", path: "/ids" } }],
    );
    return (got?.[1].list as Email[] | undefined)?.[0];
  };

  it("sends a draft, delivers it at once, and files it as sent, in one request", async () => {
    const { emailId, reply, responses } = await send({ bcc: [{ email: "chi@tinh.gov.vn" }] });
    assert.deepEqual(
      responses.map(([name]) => name),
      ["Email/set", "EmailSubmission/set", "Email/set"],
    );
    assert.equal(reply.created?.s?.undoStatus, "final", JSON.stringify(reply.notCreated));
    const { list } = await anh.call<Got<Email>>("Email/get", {
      ids: [emailId],
      properties: ["mailboxIds", "keywords", "bcc"],
    });
    assert.deepEqual(list[0]?.mailboxIds, { [boxes.sent ?? ""]: true });
    assert.deepEqual(list[0]?.keywords, { $seen: true });
    assert.deepEqual(list[0]?.bcc, [{ name: null, email: "chi@tinh.gov.vn" }]);
    const got = await newestOf(binh);
    assert.deepEqual([got?.subject, got?.bcc, got?.threadId], ["Công văn số 12", null, reply.created?.s?.threadId]);
    const submission = await anh.call<Got<EmailSubmission>>("EmailSubmission/get", {
      ids: [reply.created?.s?.id ?? ""],
    });
    const status = submission.list[0]?.deliveryStatus ?? {};
    assert.deepEqual(
      Object.entries(status).map(([address, s]) => [address, s.delivered]),
      [
        ["binh@tinh.gov.vn", "yes"],
        ["chi@tinh.gov.vn", "yes"],
      ],
    );
  });

  it("holds a letter, takes it back, or lets it go when its time comes", async () => {
    const held = {
      envelope: {
        mailFrom: { email: "anh@tinh.gov.vn", parameters: { HOLDFOR: "10" } },
        rcptTo: [{ email: "binh@tinh.gov.vn" }],
      },
    };
    const first = await send({ subject: "Thu hồi" }, held);
    const id = first.reply.created?.s?.id ?? "";
    assert.equal(first.reply.created?.s?.undoStatus, "pending");
    const undo = await anh.call<SetReply>("EmailSubmission/set", {
      update: { [id]: { undoStatus: "canceled" } },
      onSuccessUpdateEmail: { [id]: { "keywords/$draft": true, mailboxIds: { [boxes.drafts ?? ""]: true } } },
    });
    assert.deepEqual(Object.keys(undo.updated ?? {}), [id]);
    const { list } = await anh.call<Got<Email>>("Email/get", { ids: [first.emailId], properties: ["mailboxIds"] });
    assert.deepEqual(list[0]?.mailboxIds, { [boxes.drafts ?? ""]: true });
    const second = await send({ subject: "Hẹn giờ" }, held);
    bench.now.ms += 11_000;
    assert.equal(await releaseDue(bench.app), 1);
    assert.equal((await newestOf(binh))?.subject, "Hẹn giờ");
    const late = await anh.call<SetReply>("EmailSubmission/set", {
      update: { [second.reply.created?.s?.id ?? ""]: { undoStatus: "canceled" } },
    });
    assert.equal(Object.values(late.notUpdated ?? {})[0]?.type, "cannotUnsend");
    const again = await anh.call<SetReply>("EmailSubmission/set", { update: { [id]: { undoStatus: "canceled" } } });
    assert.equal(again.notUpdated?.[id]?.type, "cannotUnsend");
  });

  it("files a letter among the scheduled ones until its hour, then among the sent ones; a deleted one still goes", async () => {
    const create = { b: { name: "Thư hẹn gửi", role: "scheduled" } };
    const made = await anh.call<SetReply>("Mailbox/set", { create });
    const scheduled = made.created?.b?.id ?? "";
    const toScheduled = { "keywords/$draft": null, mailboxIds: { [scheduled]: true } };
    const ids: string[] = [];
    for (const subject of ["Hẹn một", "Hẹn hai"]) {
      const sendAt = new Date(bench.now.ms + 3_600_000).toISOString();
      const envelope = {
        mailFrom: { email: "anh@tinh.gov.vn", parameters: { HOLDUNTIL: sendAt } },
        rcptTo: [{ email: "binh@tinh.gov.vn" }],
      };
      const responses = await anh.run(
        ["Email/set", { accountId: anh.accountId, create: { d: draft({ subject }) } }],
        [
          "EmailSubmission/set",
          {
            accountId: anh.accountId,
            create: { s: { identityId, emailId: "#d", envelope } },
            onSuccessUpdateEmail: { "#s": toScheduled },
          },
        ],
      );
      ids.push((responses[0]?.[1] as unknown as SetReply | undefined)?.created?.d?.id ?? "");
    }
    const placesOf = async () => {
      const { list } = await anh.call<Got<Email>>("Email/get", { ids, properties: ["mailboxIds"] });
      return list.flatMap((email) => Object.keys(email.mailboxIds));
    };
    assert.deepEqual(await placesOf(), [scheduled, scheduled]);
    await anh.call("Email/set", { destroy: [ids[1]] });
    bench.now.ms += 3_601_000;
    assert.equal(await releaseDue(bench.app), 2);
    assert.deepEqual(await placesOf(), [boxes.sent]);
    assert.equal((await newestOf(binh))?.subject, "Hẹn hai");
  });

  it("refuses as RFC 8621 §7.5 says, and sends and moves nothing then", async () => {
    const rcptTo = [{ email: "binh@tinh.gov.vn" }];
    const cases: [Record<string, unknown>, Record<string, unknown>, string][] = [
      [{ to: [] }, {}, "noRecipients"],
      [{ to: [{ email: "khong-co@tinh.gov.vn" }] }, {}, "invalidRecipients"],
      [{}, { envelope: { mailFrom: { email: "anh@tinh.gov.vn" }, rcptTo: [{ email: "sai" }] } }, "invalidRecipients"],
      [{}, { envelope: { mailFrom: { email: "chi@tinh.gov.vn" }, rcptTo } }, "forbiddenMailFrom"],
      [{ from: [{ email: "chi@tinh.gov.vn" }] }, {}, "forbiddenFrom"],
      [{ from: [] }, {}, "invalidEmail"],
      [{}, { identityId: "i-none" }, "invalidProperties"],
      [{}, { emailId: "e-none" }, "invalidProperties"],
      [
        {},
        { envelope: { mailFrom: { email: "anh@tinh.gov.vn", parameters: { HOLDFOR: "x" } }, rcptTo } },
        "invalidProperties",
      ],
    ];
    for (const [email, submission, type] of cases) {
      const { emailId, reply } = await send(email, submission);
      assert.equal(reply.notCreated?.s?.type, type, JSON.stringify(reply));
      const { list } = await anh.call<Got<Email>>("Email/get", { ids: [emailId], properties: ["mailboxIds"] });
      assert.deepEqual(list[0]?.mailboxIds, { [boxes.drafts ?? ""]: true });
    }
  });

  it("sends in the name of an agency's mailbox for its clerk, and for nobody else", async () => {
    const sonv = bench.province.accounts.sonv;
    const own = await boxesOf(binh, sonv);
    const [identity] = (await binh.call<Got<Identity>>("Identity/get", { accountId: sonv })).list;
    const responses = await binh.run(
      [
        "Email/set",
        {
          accountId: sonv,
          create: {
            d: {
              ...draft(),
              mailboxIds: { [own.drafts ?? ""]: true },
              from: [{ name: "Sở Nội vụ", email: "sonv@tinh.gov.vn" }],
              to: [{ email: "chi@tinh.gov.vn" }],
            },
          },
        },
      ],
      ["EmailSubmission/set", { accountId: sonv, create: { s: { identityId: identity?.id, emailId: "#d" } } }],
    );
    assert.ok((responses[1]?.[1] as unknown as SetReply | undefined)?.created?.s);
    // RFC 5322 §3.6.2: the clerk is its Sender, though the client did not say so.
    const chi = await bench.signIn("chi");
    const { ids } = await chi.call<{ ids: string[] }>("Email/query");
    const { list } = await chi.call<Got<Email>>("Email/get", { ids, properties: ["from", "sender"] });
    assert.deepEqual(list.filter((m) => m.from?.[0]?.email === "sonv@tinh.gov.vn").map((m) => [m.from, m.sender])[0], [
      [{ name: "Sở Nội vụ", email: "sonv@tinh.gov.vn" }],
      [{ name: "Đỗ Văn Bình", email: "binh@tinh.gov.vn" }],
    ]);
    await assert.rejects(anh.call("Identity/get", { accountId: sonv }), /accountNotFound/);
  });

  it("tells changes of submissions and identities exactly", async () => {
    const { state } = await anh.call<Got<EmailSubmission>>("EmailSubmission/get", { ids: [] });
    const { reply } = await send({ subject: "Mới" });
    const id = reply.created?.s?.id ?? "";
    const changes = await anh.call<Record<string, unknown>>("EmailSubmission/changes", { sinceState: state });
    assert.deepEqual([changes.created, changes.updated, changes.destroyed], [[id], [], []]);
    const after = await anh.call<SetReply>("EmailSubmission/set", { destroy: [id] });
    assert.deepEqual(after.destroyed, [id]);
    const gone = await anh.call<Record<string, unknown>>("EmailSubmission/changes", {
      sinceState: String(changes.newState),
    });
    assert.deepEqual([gone.created, gone.updated, gone.destroyed], [[], [], [id]]);
    const identity = await anh.call<SetReply>("Identity/set", {
      create: {
        i: { email: "anh@tinh.gov.vn", name: "Ánh – Sở Nội vụ", textSignature: "Trân trọng" },
        x: { email: "chi@tinh.gov.vn" },
      },
      destroy: [identityId],
    });
    assert.deepEqual(
      [identity.created?.i?.mayDelete, identity.notCreated?.x?.type, identity.notDestroyed?.[identityId]?.type],
      [true, "forbiddenFrom", "forbidden"],
    );
    const made = identity.created?.i?.id ?? "";
    await anh.call("Identity/set", { update: { [made]: { htmlSignature: "<p>Trân trọng</p>" } } });
    const list = (await anh.call<Got<Identity>>("Identity/get")).list;
    assert.deepEqual(
      list.map((i) => [i.id, i.textSignature, i.htmlSignature]),
      [
        [identityId, "", ""],
        [made, "Trân trọng", "<p>Trân trọng</p>"],
      ],
    );
  });

  it("finds submissions", async () => {
    const all = await anh.call<{ ids: string[]; total: number }>("EmailSubmission/query", {
      calculateTotal: true,
      sort: [{ property: "sentAt", isAscending: false }],
    });
    assert.equal(all.total, all.ids.length);
    const pending = await anh.call<{ ids: string[] }>("EmailSubmission/query", { filter: { undoStatus: "canceled" } });
    assert.equal(pending.ids.length, 1);
    const none = await anh.call<{ ids: string[] }>("EmailSubmission/query", {
      filter: { operator: "NOT", conditions: [{ undoStatus: "canceled" }, { undoStatus: "final" }] },
    });
    assert.deepEqual(none.ids, []);
  });
});

describe("JMAP Mailbox", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());

  it("makes a tree, renames, refuses what stands in the way, destroys", async () => {
    const { state } = await anh.call<Got<Mailbox>>("Mailbox/get", { ids: [] });
    const made = await anh.call<SetReply>("Mailbox/set", {
      create: {
        b: { name: "Con", parentId: "#a" },
        a: { name: "Dự án" },
        c: { name: "Dự án" },
        d: { name: "x", parentId: "m-none" },
      },
    });
    const [a = "", b = ""] = [made.created?.a?.id, made.created?.b?.id];
    assert.deepEqual([made.notCreated?.c?.properties, made.notCreated?.d?.properties], [["name"], ["parentId"]]);
    await bench.deliver("Subject: x\r\n\r\nx\r\n", [anh.accountId]);
    const { ids } = await anh.call<{ ids: string[] }>("Email/query");
    await anh.call("Email/set", { update: { [ids[0] ?? ""]: { mailboxIds: { [b]: true } } } });
    const refused = await anh.call<SetReply>("Mailbox/set", { destroy: [a, b, "m-none"] });
    assert.deepEqual(
      [refused.notDestroyed?.[a]?.type, refused.notDestroyed?.[b]?.type, refused.notDestroyed?.["m-none"]?.type],
      ["mailboxHasChild", "mailboxHasEmail", "notFound"],
    );
    const inbox = (await anh.call<Got<Mailbox>>("Mailbox/get")).list.find((m) => m.role === "inbox")?.id ?? "";
    const fixed = await anh.call<SetReply>("Mailbox/set", {
      update: { [inbox]: { name: "Khác" }, [a]: { name: "Kế hoạch" } },
      destroy: [inbox],
    });
    assert.deepEqual(
      [fixed.notUpdated?.[inbox]?.type, fixed.notDestroyed?.[inbox]?.type, fixed.updated],
      ["forbidden", "forbidden", { [a]: null }],
    );
    const gone = await anh.call<SetReply>("Mailbox/set", { destroy: [b, a], onDestroyRemoveEmails: true });
    assert.deepEqual(gone.destroyed, [b, a]);
    assert.deepEqual((await anh.call<{ ids: string[] }>("Email/query")).ids, []);
    const changes = await anh.call<Record<string, unknown>>("Mailbox/changes", { sinceState: state });
    assert.deepEqual(
      [changes.created, changes.updated, changes.destroyed, changes.updatedProperties],
      [[], [inbox], [], ["totalEmails", "unreadEmails", "totalThreads", "unreadThreads"]],
    );
  });

  it("tells that only counts changed, so that only they are fetched", async () => {
    const before = await anh.call<Got<Mailbox>>("Mailbox/get");
    const inbox = before.list.find((m) => m.role === "inbox")?.id ?? "";
    await bench.deliver("Subject: a\r\nMessage-ID: <a@x>\r\n\r\nx\r\n", [anh.accountId]);
    await bench.deliver("Subject: Re: a\r\nMessage-ID: <b@x>\r\nIn-Reply-To: <a@x>\r\n\r\nx\r\n", [anh.accountId]);
    const [changes, got] = await anh.run(
      ["Mailbox/changes", { accountId: anh.accountId, sinceState: before.state }],
      [
        "Mailbox/get",
        {
          accountId: anh.accountId,
          "#ids": { resultOf: "c0", name: "Mailbox/changes", path: "/updated" },
          "#properties": { resultOf: "c0", name: "Mailbox/changes", path: "/updatedProperties" },
        },
      ],
    );
    assert.deepEqual(changes?.[1].updated, [inbox]);
    assert.deepEqual(got?.[1].list, [
      { id: inbox, totalEmails: 2, unreadEmails: 2, totalThreads: 1, unreadThreads: 1 },
    ]);
  });

  it("gives the room an account has", async () => {
    const { list } = await anh.call<Got<Record<string, unknown>>>("Quota/get");
    assert.deepEqual([list[0]?.resourceType, list[0]?.hardLimit, list[0]?.scope], ["octets", 2 * 1024 ** 3, "account"]);
    assert.ok(Number(list[0]?.used) > 0);
  });
});

import assert from "node:assert/strict";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[]; state: string };
type SetReply = {
  oldState: string;
  newState: string;
  created: Record<string, { id: string; blobId: string; threadId: string; size: number }> | null;
  updated: Record<string, unknown> | null;
  destroyed: string[] | null;
  notCreated: Record<string, { type: string; properties?: string[] }> | null;
  notUpdated: Record<string, { type: string }> | null;
  notDestroyed: Record<string, { type: string }> | null;
};

const letter = (n: number, more = "") =>
  `From: =?utf-8?Q?Tr=E1=BA=A7n_V=C4=83n?= <tv@x.gov.vn>\r\nTo: anh@tinh.gov.vn\r\nSubject: Thu ${n}\r\nMessage-ID: <${n}@x>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0700\r\n${more}\r\nNoi dung ${n}\r\n`;

describe("JMAP Email", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let inbox: string;
  let drafts: string;
  let trash: string;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    const { list } = await anh.call<Got<Mailbox>>("Mailbox/get");
    const byRole = (role: string) => list.find((m) => m.role === role)?.id ?? "";
    [inbox, drafts, trash] = [byRole("inbox"), byRole("drafts"), byRole("trash")];
    for (let n = 1; n <= 5; n++) {
      bench.now.ms += 60_000;
      await bench.deliver(letter(n), [anh.accountId]);
    }
  });
  after(() => bench.close());

  const newest = async (args: Record<string, unknown> = {}) =>
    anh.call<{ ids: string[]; total?: number; queryState: string; position: number }>("Email/query", {
      filter: { inMailbox: inbox },
      sort: [{ property: "receivedAt", isAscending: false }],
      ...args,
    });
  const get = async (id: string, args: Record<string, unknown> = {}) => {
    const { list } = await anh.call<Got<Email>>("Email/get", { ids: [id], ...args });
    assert.ok(list[0], `${id} is there`);
    return list[0];
  };

  it("lists the newest and gives what a list shows, in one request", async () => {
    const [query, got] = await anh.run(
      [
        "Email/query",
        {
          accountId: anh.accountId,
          filter: { inMailbox: inbox },
          sort: [{ property: "receivedAt", isAscending: false }],
          position: 0,
          limit: 2,
          calculateTotal: true,
        },
      ],
      [
        "Email/get",
        {
          accountId: anh.accountId,
          "#ids": { resultOf: "c0", name: "Email/query", path: "/ids" },
          properties: ["subject", "from", "preview", "keywords", "mailboxIds", "receivedAt", "hasAttachment"],
        },
      ],
    );
    assert.equal(query?.[1].total, 5);
    const list = got?.[1].list as Email[];
    assert.deepEqual(
      list.map((e) => [e.subject, e.from, e.preview, e.keywords, e.mailboxIds, e.hasAttachment]),
      [5, 4].map((n) => [
        `Thu ${n}`,
        [{ name: "Trần Văn", email: "tv@x.gov.vn" }],
        `Noi dung ${n}`,
        {},
        { [inbox]: true },
        false,
      ]),
    );
    assert.equal(list[0]?.receivedAt, "2026-03-02T01:05:00Z");
  });

  it("walks positions, negative positions and anchors alike", async () => {
    const { ids } = await newest();
    assert.equal(ids.length, 5);
    const windows: [Record<string, unknown>, string[], number][] = [
      [{ position: 1, limit: 2 }, ids.slice(1, 3), 1],
      [{ position: -2 }, ids.slice(3), 3],
      [{ position: 10 }, [], 10],
      [{ anchor: ids[2], anchorOffset: -1, limit: 2 }, ids.slice(1, 3), 1],
      [{ sort: [{ property: "receivedAt" }], limit: 2 }, ids.toReversed().slice(0, 2), 0],
    ];
    for (const [args, expected, position] of windows) {
      const page = await newest(args);
      assert.deepEqual([page.ids, page.position], [expected, position], JSON.stringify(args));
    }
    await assert.rejects(newest({ anchor: "e-none" }), /anchorNotFound/);
    await assert.rejects(newest({ limit: -1 }), /invalidArguments/);
    await assert.rejects(newest({ sort: [{ property: "moon" }] }), /unsupportedSort/);
  });

  it("makes a draft with both forms of the text and an attachment, gives it back, and its file byte for byte", async () => {
    const file = Buffer.from("Số: 12/BC\u0000\u00ff", "latin1");
    const blobId = await anh.upload(file, "application/pdf");
    const reply = await anh.call<SetReply>("Email/set", {
      create: {
        k1: {
          mailboxIds: { [drafts]: true },
          keywords: { $draft: true, $seen: true },
          from: [{ name: "Nguyễn Thị Ánh", email: "anh@tinh.gov.vn" }],
          to: [{ name: "Đỗ Văn Bình", email: "binh@tinh.gov.vn" }],
          subject: "Ba\u0301o ca\u0301o quý I",
          bodyValues: { t: { value: "Kính gửi anh Bình,\nxin gửi." }, h: { value: "<p>Kính gửi <b>anh Bình</b></p>" } },
          textBody: [{ partId: "t", type: "text/plain" }],
          htmlBody: [{ partId: "h", type: "text/html" }],
          attachments: [{ blobId, type: "application/pdf", name: "Báo cáo quý I.pdf" }],
        },
      },
    });
    const made = reply.created?.k1;
    assert.ok(made, JSON.stringify(reply.notCreated));
    const email = await get(made.id, {
      fetchTextBodyValues: true,
      fetchHTMLBodyValues: true,
      properties: [
        "subject",
        "to",
        "keywords",
        "bodyValues",
        "textBody",
        "htmlBody",
        "attachments",
        "messageId",
        "size",
      ],
    });
    assert.equal(email.subject, "Báo cáo quý I");
    assert.deepEqual(email.to, [{ name: "Đỗ Văn Bình", email: "binh@tinh.gov.vn" }]);
    assert.deepEqual(email.keywords, { $draft: true, $seen: true });
    assert.equal(email.size, made.size);
    assert.match(email.messageId?.[0] ?? "", /@mail\.test\.gov\.vn$/);
    assert.equal(email.bodyValues[email.textBody[0]?.partId ?? ""]?.value, "Kính gửi anh Bình,\nxin gửi.");
    assert.match(email.bodyValues[email.htmlBody[0]?.partId ?? ""]?.value ?? "", /<b>anh Bình<\/b>/);
    const [part] = email.attachments;
    assert.deepEqual([part?.name, part?.type, part?.size], ["Báo cáo quý I.pdf", "application/pdf", file.length]);
    const response = await anh.fetch(
      `/jmap/download/${anh.accountId}/${part?.blobId}/${encodeURIComponent("Báo cáo.pdf")}?type=application/pdf`,
    );
    assert.equal(response.status, 200);
    assert.ok(file.equals(Buffer.from(await response.arrayBuffer())));
    assert.equal(
      response.headers.get("content-disposition"),
      "attachment; filename=\"Bao cao.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf",
    );
  });

  it("patches keywords and mailboxes, and tells the exact changes", async () => {
    const { ids } = await newest();
    const [first = "", second = ""] = ids;
    const before = await anh.call<{ state: string }>("Email/get", { ids: [] });
    const reply = await anh.call<SetReply>("Email/set", {
      update: {
        [first]: { "keywords/$seen": true, "keywords/$flagged": true },
        [second]: { mailboxIds: { [trash]: true } },
        "e-none": { "keywords/$seen": true },
      },
    });
    assert.deepEqual(
      [Object.keys(reply.updated ?? {}).sort(), reply.notUpdated?.["e-none"]?.type],
      [[first, second].sort(), "notFound"],
    );
    assert.deepEqual((await get(first)).keywords, { $seen: true, $flagged: true });
    assert.deepEqual((await get(second)).mailboxIds, { [trash]: true });
    const changes = await anh.call<Record<string, unknown>>("Email/changes", { sinceState: before.state });
    assert.deepEqual(
      [changes.created, (changes.updated as string[]).toSorted(), changes.destroyed, changes.newState],
      [[], [first, second].sort(), [], reply.newState],
    );
    await anh.call("Email/set", { destroy: [second] });
    const later = await anh.call<Record<string, unknown>>("Email/changes", { sinceState: before.state });
    assert.deepEqual([later.created, later.updated, later.destroyed], [[], [first], [second]]);
    assert.equal((await newest()).ids.length, 4);
  });

  it("keeps one Email in two mailboxes", async () => {
    const [id = ""] = (await newest()).ids;
    await anh.call("Email/set", { update: { [id]: { [`mailboxIds/${drafts}`]: true } } });
    assert.deepEqual((await get(id)).mailboxIds, { [inbox]: true, [drafts]: true });
    await anh.call("Email/set", { update: { [id]: { "keywords/$flagged": true } } });
    await anh.call("Email/set", { update: { [id]: { [`mailboxIds/${drafts}`]: null } } });
    assert.deepEqual((await get(id)).mailboxIds, { [inbox]: true });
    const none = await anh.call<SetReply>("Email/set", { update: { [id]: { mailboxIds: {} } } });
    assert.equal(none.notUpdated?.[id]?.type, "invalidProperties");
  });

  it("stops at a state that is not the client's", async () => {
    const { state } = await anh.call<{ state: string }>("Email/get", { ids: [] });
    const [id = ""] = (await newest()).ids;
    await anh.call("Email/set", { ifInState: state, update: { [id]: { "keywords/việc": null } } });
    await anh.call("Email/set", { update: { [id]: { "keywords/viec": true } } });
    await assert.rejects(
      anh.call("Email/set", { ifInState: state, update: { [id]: { "keywords/viec": null } } }),
      /stateMismatch/,
    );
  });

  it("refuses what is no Email, naming the properties", async () => {
    const base = { mailboxIds: { [drafts]: true } };
    const cases: [Record<string, unknown>, string, string[]][] = [
      [{ ...base, headers: [] }, "invalidProperties", ["headers"]],
      [{ ...base, subject: "a", "header:subject:asText": "b" }, "invalidProperties", ["header:subject:asText"]],
      [{ ...base, "header:From:asDate": null }, "invalidProperties", ["header:From:asDate"]],
      [{ ...base, "header:X-A": "a\r\nBcc: x@y" }, "invalidProperties", ["bodyStructure"]],
      [{ ...base, "header:Content-Type": " text/html" }, "invalidProperties", ["header:Content-Type"]],
      [{ ...base, textBody: [{ partId: "x", type: "text/plain" }] }, "invalidProperties", ["bodyValues/x"]],
      [
        { ...base, textBody: [{ partId: "x", type: "text/html" }], bodyValues: { x: { value: "" } } },
        "invalidProperties",
        ["textBody"],
      ],
      [{ ...base, id: "e1" }, "invalidProperties", ["id"]],
      [{ mailboxIds: {} }, "invalidProperties", ["mailboxIds"]],
      [{ mailboxIds: { mnone: true } }, "invalidProperties", []],
      [{ ...base, keywords: { "a b": true } }, "invalidProperties", ["keywords/a b"]],
      [{ ...base, attachments: [{ blobId: "0".repeat(64), type: "a/b" }] }, "blobNotFound", []],
    ];
    for (const [create, type, properties] of cases) {
      const reply = await anh.call<SetReply>("Email/set", { create: { k: create } });
      assert.deepEqual(
        [reply.notCreated?.k?.type, reply.notCreated?.k?.properties ?? []],
        [type, properties],
        JSON.stringify(create),
      );
    }
  });

  it("gives header forms, and refuses a form the field may not take", async () => {
    await bench.deliver(letter(9, "List-Post: <mailto:a@x>\r\nX-So: 12\r\nX-So: 13\r\n"), [anh.accountId]);
    const [id = ""] = (await newest()).ids;
    const properties = [
      "header:List-POST:asURLs",
      "header:x-so",
      "header:X-So:all",
      "header:Return-Path",
      "sentAt",
      "headers",
    ];
    const email = (await get(id, { properties })) as unknown as Record<string, unknown>;
    assert.deepEqual(email["header:List-POST:asURLs"], ["mailto:a@x"]);
    assert.deepEqual([email["header:x-so"], email["header:X-So:all"]], [" 13", [" 12", " 13"]]);
    assert.equal(email["header:Return-Path"], " <a@x.gov.vn>");
    assert.equal(email.sentAt, "2026-03-02T08:00:00+07:00");
    assert.equal((email.headers as { name: string }[])[0]?.name, "Return-Path");
    await assert.rejects(get(id, { properties: ["header:From:asDate"] }), /invalidArguments/);
    await assert.rejects(get(id, { properties: ["moon"] }), /invalidArguments/);
  });
});

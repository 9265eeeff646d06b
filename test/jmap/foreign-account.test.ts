import assert from "node:assert/strict";
import { METHODS } from "@congthu/server/jmap/methods/index";
import { putDelegations } from "@congthu/server/store/grants";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

const json = { "Content-Type": "application/json" };

/** Arguments with which each method would do something in another's account. */
type Foreign = { accountId: string; inbox: string; emailId: string; blobId: string; uploadId: string };
const ofRecords = (name: string, record: (f: Foreign) => Record<string, unknown>): typeof ARGS => ({
  [`${name}/get`]: () => ({}),
  [`${name}/changes`]: () => ({ sinceState: "1" }),
  [`${name}/set`]: (f) => ({ create: { a: record(f) } }),
});
const ARGS: Record<string, (f: Foreign) => Record<string, unknown>> = {
  "Mailbox/get": () => ({}),
  "Mailbox/changes": () => ({ sinceState: "1" }),
  "Mailbox/set": (f) => ({ update: { [f.inbox]: { sortOrder: 9 } } }),
  "Thread/get": () => ({ ids: ["t1"] }),
  "Thread/changes": () => ({ sinceState: "1" }),
  "Email/get": (f) => ({ ids: [f.emailId] }),
  "Email/changes": () => ({ sinceState: "1" }),
  "Email/query": (f) => ({ filter: { inMailbox: f.inbox } }),
  "Email/queryChanges": () => ({ sinceQueryState: "1" }),
  "Email/set": (f) => ({ update: { [f.emailId]: { "keywords/$seen": true } } }),
  "Email/import": (f) => ({ emails: { a: { blobId: f.blobId, mailboxIds: { [f.inbox]: true } } } }),
  "Email/parse": (f) => ({ blobIds: [f.blobId] }),
  "SearchSnippet/get": (f) => ({ emailIds: [f.emailId], filter: { text: "bi" } }),
  "Identity/get": () => ({}),
  "Identity/changes": () => ({ sinceState: "1" }),
  "Identity/set": () => ({ create: { i: { email: "binh@tinh.gov.vn" } } }),
  "EmailSubmission/get": () => ({}),
  "EmailSubmission/changes": () => ({ sinceState: "1" }),
  "EmailSubmission/query": () => ({}),
  "EmailSubmission/set": (f) => ({ create: { s: { identityId: "i1", emailId: f.emailId } } }),
  "Quota/get": () => ({}),
  "Quota/changes": () => ({ sinceState: "1" }),
  "Quota/query": () => ({}),
  "VacationResponse/get": () => ({}),
  "VacationResponse/set": () => ({ update: { singleton: { isEnabled: true } } }),
  "Mailbox/query": () => ({}),
  "Mailbox/queryChanges": () => ({ sinceQueryState: "1" }),
  "EmailSubmission/queryChanges": () => ({ sinceQueryState: "1" }),
  "Quota/queryChanges": () => ({ sinceQueryState: "1" }),
  ...ofRecords("AddressBook", () => ({ name: "x" })),
  ...ofRecords("ContactCard", () => ({ addressBookIds: { personal: true } })),
  "ContactCard/query": () => ({}),
  "ContactCard/queryChanges": () => ({ sinceQueryState: "1" }),
  "Blob/copy": (f) => ({ fromAccountId: f.accountId, blobIds: [f.blobId] }),
  "Blob/upload": () => ({ create: { a: { data: [{ "data:asText": "x" }] } } }),
  "Blob/get": (f) => ({ ids: [f.blobId] }),
  "Blob/lookup": (f) => ({ typeNames: ["Email"], ids: [f.blobId] }),
  "Email/copy": (f) => ({
    fromAccountId: f.accountId,
    create: { a: { id: f.emailId, mailboxIds: { [f.inbox]: true } } },
  }),
  "Principal/get": () => ({}),
  "Principal/changes": () => ({ sinceState: "1" }),
  "Principal/set": () => ({}),
  "Principal/query": () => ({}),
  "Principal/queryChanges": () => ({ sinceQueryState: "1" }),
  ...ofRecords("ShareNotification", () => ({})),
  "ShareNotification/query": () => ({}),
  "ShareNotification/queryChanges": () => ({ sinceQueryState: "1" }),
  "MDN/send": () => ({ identityId: "i1", send: {} }),
  "MDN/parse": (f) => ({ blobIds: [f.blobId] }),
  "MailRule/test": () => ({ rule: {} }),
  ...ofRecords("MailRule", () => ({ name: "x", actions: [{ type: "trash" }] })),
  ...ofRecords("SavedSearch", () => ({ name: "x", query: "x" })),
  "Preferences/get": () => ({}),
  "Preferences/changes": () => ({ sinceState: "1" }),
  "Preferences/set": () => ({ update: { singleton: { x: 1 } } }),
  ...ofRecords("Template", () => ({ name: "x" })),
  ...ofRecords("Snooze", (f) => ({ emailId: f.emailId, until: "2099-01-01T00:00:00Z" })),
  ...ofRecords("Reminder", (f) => ({ emailId: f.emailId, at: "2099-01-01T00:00:00Z" })),
  ...ofRecords("Assignment", (f) => ({ threadId: f.emailId, assigneeId: f.accountId })),
  ...ofRecords("Presence", (f) => ({ threadId: f.emailId })),
  "Worker/get": () => ({}),
  "FileLink/get": () => ({}),
  "FileLink/set": () => ({ destroy: ["l1"] }),
};

describe("JMAP: nobody reaches another's mail", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let binh: JmapPerson;
  let foreign: Foreign;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    binh = await bench.signIn("binh");
    await bench.deliver(
      "Subject: bí mật của bình\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbí mật\r\n--b--\r\n",
      [binh.accountId],
    );
    await bench.deliver("Subject: của ánh\r\n\r\nx\r\n", [anh.accountId]);
    const inbox = (await binh.call<{ list: Mailbox[] }>("Mailbox/get")).list.find((m) => m.role === "inbox")?.id ?? "";
    const { ids } = await binh.call<{ ids: string[] }>("Email/query");
    const emailId = ids[0] ?? "";
    foreign = {
      accountId: binh.accountId,
      inbox,
      emailId,
      blobId: `b${emailId}`,
      uploadId: await binh.upload("bí mật"),
    };
  });
  after(() => bench.close());

  // Those of PushSubscription name no account (RFC 8620 §7.2).
  const without = ["Core/echo", "PushSubscription/get", "PushSubscription/set"];
  it("the table below knows every method", () => {
    assert.deepEqual(Object.keys(ARGS).sort(), [...METHODS.keys()].filter((name) => !without.includes(name)).sort());
  });

  for (const [name, args] of Object.entries(ARGS)) {
    it(`${name} on another's account finds no account`, () =>
      assert.rejects(anh.call(name, { accountId: foreign.accountId, ...args(foreign) }), /accountNotFound/));
  }

  it("ids of another's account mean nothing in the own one", async () => {
    const own = await anh.call<{ list: Mailbox[] }>("Mailbox/get");
    const inbox = own.list.find((m) => m.role === "inbox")?.id ?? "";
    const got = await anh.call<{ list: unknown[]; notFound: string[] }>("Email/get", { ids: [foreign.emailId] });
    assert.deepEqual([got.list, got.notFound], [[], [foreign.emailId]]);
    const set = await anh.call<Record<string, Record<string, { type: string }>>>("Email/set", {
      create: {
        a: { mailboxIds: { [foreign.inbox]: true } },
        b: { mailboxIds: { [inbox]: true }, attachments: [{ blobId: foreign.blobId, type: "message/rfc822" }] },
        c: { mailboxIds: { [inbox]: true }, attachments: [{ blobId: foreign.uploadId, type: "text/plain" }] },
      },
      update: { [foreign.emailId]: { "keywords/$seen": true } },
    });
    const destroyed = await anh.call<Record<string, Record<string, { type: string }>>>("Email/set", {
      destroy: [foreign.emailId],
    });
    assert.deepEqual(
      ["a", "b", "c"].map((k) => set.notCreated?.[k]?.type),
      ["invalidProperties", "blobNotFound", "blobNotFound"],
    );
    assert.deepEqual(
      [set.notUpdated?.[foreign.emailId]?.type, destroyed.notDestroyed?.[foreign.emailId]?.type],
      ["notFound", "notFound"],
    );
    const imported = await anh.call<Record<string, Record<string, { type: string }>>>("Email/import", {
      emails: {
        a: { blobId: foreign.blobId, mailboxIds: { [inbox]: true } },
        b: { blobId: foreign.uploadId, mailboxIds: { [inbox]: true } },
      },
    });
    assert.deepEqual(
      [imported.notCreated?.a?.type, imported.notCreated?.b?.type],
      ["invalidProperties", "invalidProperties"],
    );
    const parsed = await anh.call<{ parsed: unknown; notFound: string[] }>("Email/parse", {
      blobIds: [foreign.blobId, foreign.uploadId, `${foreign.blobId}-1`],
    });
    assert.deepEqual([parsed.parsed, parsed.notFound.length], [null, 3]);
    const query = await anh.call<{ ids: string[] }>("Email/query", { filter: { inMailbox: foreign.inbox } });
    assert.deepEqual(query.ids, []);
    const { list } = await binh.call<{ list: { keywords: object }[] }>("Email/get", {
      ids: [foreign.emailId],
      properties: ["keywords"],
    });
    assert.deepEqual(list[0]?.keywords, {});
  });

  it("downloads, uploads and frames stay within the accounts one may see", async () => {
    const status = async (path: string, init?: RequestInit) => (await anh.fetch(path, init)).status;
    for (const blob of [foreign.blobId, `${foreign.blobId}-1`, foreign.uploadId]) {
      assert.equal(await status(`/jmap/download/${binh.accountId}/${blob}/a`), 403);
      assert.equal(await status(`/jmap/download/${anh.accountId}/${blob}/a`), 404);
    }
    assert.equal(await status(`/jmap/upload/${binh.accountId}`, { method: "POST", body: "x" }), 403);
    const frame = (body: object) =>
      status("/api/frames", { method: "POST", headers: json, body: JSON.stringify(body) });
    assert.equal(await frame({ accountId: binh.accountId, emailId: foreign.emailId }), 403);
    assert.equal(
      (
        await anh.fetch("/api/frames", {
          method: "POST",
          headers: json,
          body: JSON.stringify({ accountId: anh.accountId, emailId: foreign.emailId }),
        })
      ).status,
      200,
    );
    // The grant names an Email that the account does not have: the document is not there.
    const { url } = (await (
      await anh.fetch("/api/frames", {
        method: "POST",
        headers: json,
        body: JSON.stringify({ accountId: anh.accountId, emailId: foreign.emailId }),
      })
    ).json()) as { url: string };
    assert.equal((await fetch(bench.url + url)).status, 404);
  });

  it("a frame's address cannot be changed, and dies with its time and with the right to the mailbox", async () => {
    const { sonv } = bench.province.accounts;
    await bench.deliver("Subject: công khai\r\n\r\nxin chào\r\n", [sonv]);
    const { ids } = await binh.call<{ ids: string[] }>("Email/query", { accountId: sonv });
    const open = async () => {
      const body = JSON.stringify({ accountId: sonv, emailId: ids[0] });
      const reply = await binh.fetch("/api/frames", { method: "POST", headers: json, body });
      return ((await reply.json()) as { url: string }).url;
    };
    const get = async (path: string) => (await fetch(bench.url + path)).status;
    const url = await open();
    assert.equal(await get(url), 200);
    const [token = "", signature = ""] = url.slice("/m/".length).split(".");
    const body = JSON.parse(Buffer.from(token, "base64url").toString()) as unknown[];
    body[1] = anh.accountId;
    assert.equal(await get(`/m/${Buffer.from(JSON.stringify(body)).toString("base64url")}.${signature}`), 403);
    assert.equal(await get(`${url}/remote/${Buffer.from("http://127.0.0.1/").toString("base64url")}.x`), 403);
    bench.now.ms += 11 * 60_000;
    assert.equal(await get(url), 403);
    const later = await open();
    await bench.app.db.write((tx) =>
      putDelegations(tx, [
        { owner_id: sonv, delegate_id: binh.accountId, rights: "full", since: 0, until: bench.now.ms },
      ]),
    );
    assert.equal(await get(later), 403);
    await assert.rejects(binh.call("Mailbox/get", { accountId: sonv }), /accountNotFound/);
  });

  it("a mailbox that may only be read is not changed", async () => {
    const { sonv } = bench.province.accounts;
    await bench.app.db.write((tx) =>
      putDelegations(tx, [{ owner_id: sonv, delegate_id: anh.accountId, rights: "read", since: 0, until: null }]),
    );
    assert.ok((await anh.call<{ list: unknown[] }>("Mailbox/get", { accountId: sonv })).list.length > 0);
    await assert.rejects(anh.call("Email/set", { accountId: sonv }), /accountReadOnly/);
    await assert.rejects(anh.call("VacationResponse/set", { accountId: sonv }), /accountReadOnly/);
    assert.equal((await anh.fetch(`/jmap/upload/${sonv}`, { method: "POST", body: "x" })).status, 403);
  });
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { SetResponse } from "@congthu/shared/jmap/core";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Set = SetResponse<Record<string, unknown> & { id: string }, string>;
type Got<T> = { list: T[]; notFound: string[] };

describe("JMAP blobs, and copies between accounts", () => {
  let bench: JmapBench;
  let binh: JmapPerson;
  let sonv: string;
  before(async () => {
    bench = await openJmap();
    binh = await bench.signIn("binh");
    sonv = bench.province.accounts.sonv;
  });
  after(() => bench.close());

  // RFC 9404 §4.1, §4.2
  it("puts octets together from texts, base64 and pieces of others", async () => {
    const { created, notCreated } = await binh.call<Set>("Blob/upload", {
      create: {
        a: {
          data: [{ "data:asText": "Công " }, { "data:asBase64": Buffer.from("thư").toString("base64") }],
          type: "text/plain",
        },
        b: { data: [{ blobId: "#a", offset: 0, length: 2 }, { "data:asBase64": "/w==" }] },
        wrong: { data: [{ blobId: "#a", offset: 5, length: 90 }] },
        none: { data: [{ blobId: "0".repeat(64) }] },
      },
    });
    assert.deepEqual([created?.a?.size, created?.a?.type, created?.b?.type], [10, "text/plain", null]);
    assert.deepEqual([notCreated?.wrong?.type, notCreated?.none?.type], ["invalidProperties", "blobNotFound"]);
    const [a = "", b = ""] = [created?.a?.id, created?.b?.id];
    const got = await binh.call<Got<Record<string, unknown>>>("Blob/get", {
      ids: [a, b, "0".repeat(64)],
      properties: ["data", "size", "digest:sha-256"],
    });
    const digest = createHash("sha256").update("Công thư").digest("base64");
    assert.deepEqual(got.list[0], { id: a, "data:asText": "Công thư", size: 10, "digest:sha-256": digest });
    assert.deepEqual([got.list[1]?.["data:asBase64"], got.list[1]?.isEncodingProblem], ["Q8P/", true]);
    assert.deepEqual(got.notFound, ["0".repeat(64)]);
    const part = await binh.call<Got<Record<string, unknown>>>("Blob/get", { ids: [a], offset: 6, length: 50 });
    assert.deepEqual(part.list[0], { id: a, "data:asText": " thư".slice(1), size: 10, isTruncated: true });
    await assert.rejects(binh.call("Blob/get", { ids: [a], properties: ["moon"] }), /invalidArguments/);
  });

  it("copies letters and octets to a shared mailbox, and takes the originals away when asked to", async () => {
    await bench.deliver("Subject: chung\r\nMessage-ID: <c@x>\r\n\r\nx\r\n", [binh.accountId]);
    const { ids } = await binh.call<{ ids: string[] }>("Email/query");
    const emailId = ids[0] ?? "";
    const { list: boxes } = await binh.call<Got<Mailbox>>("Mailbox/get", { accountId: sonv });
    const inbox = boxes.find((m) => m.role === "inbox")?.id ?? "";
    const copy = (more: Record<string, unknown> = {}) =>
      binh.run([
        "Email/copy",
        {
          fromAccountId: binh.accountId,
          accountId: sonv,
          create: {
            a: { id: emailId, mailboxIds: { [inbox]: true }, keywords: { $flagged: true } },
            b: { id: "e0000000000000000000000", mailboxIds: { [inbox]: true } },
          },
          ...more,
        },
      ]);
    const [first, ...none] = await copy();
    const reply = first?.[1] as unknown as Set;
    assert.deepEqual([reply.notCreated?.b?.type, none.length], ["notFound", 0]);
    const { list } = await binh.call<Got<Email>>("Email/get", { accountId: sonv, ids: [reply.created?.a?.id] });
    const { list: originals } = await binh.call<Got<Email>>("Email/get", { ids: [emailId] });
    assert.deepEqual(
      [list[0]?.subject, list[0]?.keywords, list[0]?.receivedAt, list[0]?.size],
      ["chung", { $flagged: true }, originals[0]?.receivedAt, originals[0]?.size],
    );
    // RFC 9404 §4.3
    const looked = await binh.call<{ list: { matchedIds: Record<string, string[]> }[] }>("Blob/lookup", {
      ids: [`b${emailId}`, "0".repeat(64)],
      typeNames: ["Email", "Thread"],
    });
    assert.deepEqual(
      looked.list.map((l) => l.matchedIds),
      [
        { Email: [emailId], Thread: [originals[0]?.threadId] },
        { Email: [], Thread: [] },
      ],
    );
    await assert.rejects(binh.call("Blob/lookup", { ids: [], typeNames: ["Moon"] }), /unknownDataType/);
    // RFC 8620 §6.3
    const blobs = await binh.call<{ copied: Record<string, string>; notCopied: Record<string, { type: string }> }>(
      "Blob/copy",
      { fromAccountId: binh.accountId, accountId: sonv, blobIds: [`b${emailId}`, "bx"] },
    );
    const down = await binh.fetch(`/jmap/download/${sonv}/${blobs.copied[`b${emailId}`]}/a.eml`);
    assert.match(await down.text(), /Subject: chung/);
    assert.equal(blobs.notCopied.bx?.type, "blobNotFound");

    const [, implicit] = await copy({ onSuccessDestroyOriginal: true });
    assert.deepEqual([implicit?.[0], implicit?.[1].destroyed], ["Email/set", [emailId]]);
    const chi = await bench.signIn("chi");
    await assert.rejects(chi.call("Email/copy", { fromAccountId: binh.accountId, create: {} }), /fromAccountNotFound/);
    const same = { fromAccountId: chi.accountId, create: {} };
    await assert.rejects(chi.call("Email/copy", same), /invalidArguments/);
  });
});

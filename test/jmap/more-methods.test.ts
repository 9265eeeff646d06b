import assert from "node:assert/strict";
import { answerVacations } from "@congthu/server/core/delivery/vacation";
import type { SearchIndex } from "@congthu/server/store/search";
import type { EmailId } from "@congthu/shared/ids";
import type { Email, EmailParseResponse, Mailbox, SearchSnippetResponse } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[]; state: string };
type SetReply = {
  created: Record<string, { id: string; blobId: string }> | null;
  notCreated: Record<string, { type: string }> | null;
  notUpdated: Record<string, { type: string }> | null;
  updated: Record<string, unknown> | null;
};

const NESTED = [
  "From: a@x.gov.vn",
  "To: anh@tinh.gov.vn",
  "Subject: Chuyen tiep",
  "Message-ID: <outer@x>",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Xem thư kèm.",
  "--b",
  "Content-Type: message/rfc822",
  "",
  "From: c@y.vn",
  "Subject: =?utf-8?Q?B=C3=A1o_c=C3=A1o?=",
  'Content-Type: multipart/mixed; boundary="i"',
  "",
  "--i",
  "Content-Type: text/plain",
  "",
  "ben trong",
  "--i",
  'Content-Type: application/pdf; name="a.pdf"',
  "Content-Transfer-Encoding: base64",
  "Content-Disposition: attachment",
  "",
  "JVBERi0=",
  "--i--",
  "--b--",
  "",
].join("\r\n");

describe("JMAP: import, parse, search, vacation", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let inbox: string;
  /** What the index is to find, by the texts asked for. */
  const index = new Map<string, string[]>();
  const search: SearchIndex = {
    search: async ({ terms }) =>
      (index.get(terms.map((t) => `${t.field ?? ""}:${t.text}`).join(" ")) ?? []).map((id) => ({
        emailId: id as EmailId,
        exact: true,
      })),
    settled: async () => undefined,
    close: async () => undefined,
  };
  before(async () => {
    bench = await openJmap({ search });
    anh = await bench.signIn("anh");
    inbox = (await anh.call<Got<Mailbox>>("Mailbox/get")).list.find((m) => m.role === "inbox")?.id ?? "";
  });
  after(() => bench.close());

  it("imports uploaded messages with their time and keywords", async () => {
    const blobId = await anh.upload(`Received: from x; Sun, 1 Feb 2026 10:00:00 +0700\r\n${NESTED}`, "message/rfc822");
    const junk = await anh.upload("", "text/plain");
    const reply = await anh.call<SetReply>("Email/import", {
      emails: {
        a: { blobId, mailboxIds: { [inbox]: true }, keywords: { $seen: true } },
        b: { blobId: "0".repeat(64), mailboxIds: { [inbox]: true } },
        c: { blobId, mailboxIds: {} },
        d: { blobId: junk, mailboxIds: { [inbox]: true } },
      },
    });
    assert.deepEqual(
      [reply.notCreated?.b?.type, reply.notCreated?.c?.type, reply.notCreated?.d?.type],
      ["invalidProperties", "invalidProperties", "invalidEmail"],
    );
    const { list } = await anh.call<Got<Email>>("Email/get", {
      ids: [reply.created?.a?.id],
      properties: ["receivedAt", "keywords"],
    });
    assert.deepEqual([list[0]?.receivedAt, list[0]?.keywords], ["2026-02-01T03:00:00Z", { $seen: true }]);
  });

  it("reads messages within messages, and downloads their parts", async () => {
    await bench.deliver(NESTED, [anh.accountId]);
    const { ids } = await anh.call<{ ids: string[] }>("Email/query", {
      sort: [{ property: "receivedAt", isAscending: false }],
    });
    const { list } = await anh.call<Got<Email>>("Email/get", {
      ids: [ids[0]],
      properties: ["attachments", "bodyStructure"],
    });
    const nested = list[0]?.attachments.find((p) => p.type === "message/rfc822")?.blobId ?? "";
    const reply = await anh.call<EmailParseResponse>("Email/parse", {
      blobIds: [nested, "bnone", "0".repeat(64)],
      fetchTextBodyValues: true,
      properties: ["subject", "from", "textBody", "bodyValues", "attachments", "id", "blobId"],
    });
    const inner = reply.parsed?.[nested];
    assert.deepEqual([inner?.subject, inner?.id, inner?.blobId], ["Báo cáo", null, nested]);
    assert.equal(inner?.bodyValues?.[inner.textBody?.[0]?.partId ?? ""]?.value.trim(), "ben trong");
    assert.deepEqual(reply.notFound, ["bnone", "0".repeat(64)]);
    const file = inner?.attachments?.[0];
    const got = await anh.fetch(`/jmap/download/${anh.accountId}/${file?.blobId}/a.pdf`);
    assert.equal(await got.text(), "%PDF-");
    const part = await anh.fetch(`/jmap/download/${anh.accountId}/${file?.blobId}/a.pdf`, {
      headers: { Range: "bytes=1-3" },
    });
    assert.deepEqual([part.status, part.headers.get("content-range"), await part.text()], [206, "bytes 1-3/5", "PDF"]);
    const whole = await anh.fetch(`/jmap/download/${anh.accountId}/${list[0]?.blobId ?? `b${ids[0]}`}/thu.eml`);
    assert.ok((await whole.text()).endsWith(NESTED));
  });

  it("searches through the index, best first or in the order asked for, and marks what it found", async () => {
    await bench.deliver("Subject: Bao cao A\r\n\r\nnoi dung\r\n", [anh.accountId]);
    bench.now.ms += 1000;
    await bench.deliver("Subject: B\r\n\r\nco bao cao trong nay\r\n", [anh.accountId]);
    const { ids } = await anh.call<{ ids: string[] }>("Email/query", {
      sort: [{ property: "receivedAt", isAscending: false }],
      limit: 2,
    });
    const [b = "", a = ""] = ids;
    index.set(":báo :cáo", [a, b]);
    index.set("subject:Bao", [a]);
    const find = async (filter: unknown, sort: unknown = null) =>
      (await anh.call<{ ids: string[] }>("Email/query", { filter, sort })).ids;
    assert.deepEqual(await find({ text: "báo cáo" }), [a, b]);
    assert.deepEqual(await find({ text: "báo cáo" }, [{ property: "receivedAt", isAscending: false }]), [b, a]);
    assert.deepEqual(
      await find({ operator: "AND", conditions: [{ text: "báo cáo" }, { inMailbox: inbox }, { subject: "Bao" }] }),
      [a],
    );
    assert.deepEqual(
      await find({
        operator: "AND",
        conditions: [{ text: "báo cáo" }, { operator: "NOT", conditions: [{ subject: "Bao" }] }],
      }),
      [b],
    );
    assert.deepEqual(await find({ text: "khong co" }), []);
    const { list } = await anh.call<SearchSnippetResponse>("SearchSnippet/get", {
      filter: { text: "báo cáo" },
      emailIds: [a, b],
    });
    assert.deepEqual(
      [a, b].map((id) => list.find((s) => s.emailId === id)),
      [
        { emailId: a, subject: "<mark>Bao</mark> <mark>cao</mark> A", preview: null },
        { emailId: b, subject: null, preview: "co <mark>bao</mark> <mark>cao</mark> trong nay" },
      ],
    );
  });

  it("answers people once while its owner is away, and robots never", async () => {
    const chi = await bench.signIn("chi");
    const update = {
      singleton: {
        isEnabled: true,
        textBody: "Tôi đi công tác.",
        toDate: new Date(bench.now.ms + 86_400_000).toISOString().replace(/\.\d+/, ""),
      },
    };
    const set = await chi.call<SetReply>("VacationResponse/set", { update, create: { x: {} } });
    assert.deepEqual([set.updated, set.notCreated?.x?.type], [{ singleton: null }, "singleton"]);
    const got = await chi.call<Got<Record<string, unknown>>>("VacationResponse/get", { ids: null });
    assert.deepEqual([got.list[0]?.isEnabled, got.list[0]?.textBody], [true, "Tôi đi công tác."]);
    const to = "To: chi@tinh.gov.vn\r\n";
    const letters = [
      `${to}Subject: Hỏi 1\r\nMessage-ID: <h1@x>\r\n\r\nx`,
      `${to}Subject: Hỏi 2\r\n\r\nx`,
      `${to}Auto-Submitted: auto-replied\r\n\r\nx`,
      "To: khac@x\r\n\r\nx",
    ];
    const queued = async () =>
      bench.app.db.read((r) =>
        r.all<{ recipient: string; mail_from: string }>("SELECT recipient, mail_from FROM outbound"),
      );
    for (const letter of letters) {
      await bench.deliver(letter, [chi.accountId]);
      await answerVacations(bench.app);
    }
    assert.deepEqual(
      (await queued()).map((o) => [o.recipient, o.mail_from]),
      [["a@x.gov.vn", ""]],
    );
    bench.now.ms += 8 * 86_400_000;
    await bench.deliver(letters[0] ?? "", [chi.accountId]);
    await answerVacations(bench.app);
    // The date it was set to end has passed.
    assert.equal((await queued()).length, 1);
  });
});

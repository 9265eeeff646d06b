import assert from "node:assert/strict";
import { type FetchMessageObject, ImapFlow } from "imapflow";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { PASSWORD } from "../harness/province.ts";
import { LETTERS } from "../transcripts/imap/letters.ts";

// An honest client with expectations of its own: it picks extensions from what is advertised and parses every answer.
describe("imapflow", () => {
  let imap: ImapBench;
  const clients: ImapFlow[] = [];
  before(async () => {
    imap = await openImap();
    for (const { bytes, flags } of LETTERS) await imap.file(imap.province.accounts.anh, "INBOX", bytes, flags);
  });
  afterEach(async () => {
    for (const c of clients.splice(0)) await c.logout().catch(() => undefined);
  });
  after(() => imap.close());

  async function connect(more: object = {}): Promise<ImapFlow> {
    const client = new ImapFlow({
      host: "127.0.0.1",
      port: imap.ports.imaps,
      secure: true,
      tls: { rejectUnauthorized: false },
      auth: { user: "anh@tinh.gov.vn", pass: PASSWORD },
      logger: false,
      ...more,
    });
    clients.push(client);
    await client.connect();
    return client;
  }
  async function all(client: ImapFlow, range: string, query: object, options = {}): Promise<FetchMessageObject[]> {
    const out: FetchMessageObject[] = [];
    for await (const m of client.fetch(range, query, options)) out.push(m);
    return out;
  }

  const existing = (client: ImapFlow) => (client.mailbox ? client.mailbox.exists : null);

  it("signs in over STARTTLS and over TLS", async () => {
    await connect();
    await connect({ port: imap.ports.imap, secure: false, doSTARTTLS: true });
    await assert.rejects(connect({ auth: { user: "anh@tinh.gov.vn", pass: "x" } }), /Command failed|auth/i);
  });

  it("lists mailboxes with Vietnamese names and special uses", async () => {
    const client = await connect();
    const listed = await client.list({ statusQuery: { messages: true, unseen: true } });
    assert.deepEqual(
      listed.map((m) => [m.path, m.specialUse]).sort(),
      [
        ["INBOX", "\\Inbox"],
        ["Lưu trữ", "\\Archive"],
        ["Thùng rác", "\\Trash"],
        ["Thư nháp", "\\Drafts"],
        ["Thư rác", "\\Junk"],
        ["Thư đã gửi", "\\Sent"],
      ].sort(),
    );
    assert.deepEqual(listed.find((m) => m.path === "INBOX")?.status?.messages, 3);
    await client.mailboxCreate("Công việc/Năm 2026");
    await client.mailboxRename("Công việc/Năm 2026", "Công việc/Năm 2027");
    assert.ok((await client.list()).some((m) => m.path === "Công việc/Năm 2027"));
    await client.mailboxDelete("Công việc/Năm 2027");
    await client.mailboxDelete("Công việc");
  });

  it("fetches envelope, structure, octets and ids", async () => {
    const client = await connect();
    await client.mailboxOpen("INBOX");
    const query = {
      uid: true,
      flags: true,
      envelope: true,
      bodyStructure: true,
      size: true,
      threadId: true,
      source: true,
      internalDate: true,
    };
    const [first, second] = await all(client, "1:2", query);
    assert.equal(first?.envelope?.subject, "Giấy mời họp");
    assert.equal(first?.envelope?.from?.[0]?.name, "Văn thư");
    assert.equal(second?.bodyStructure?.childNodes?.length, 2);
    assert.ok(second?.source?.equals(LETTERS[1]?.bytes ?? Buffer.alloc(0)));
    assert.equal(second?.size, LETTERS[1]?.bytes.length);
    assert.match(first?.emailId ?? "", /^e/);
    assert.match(first?.threadId ?? "", /^t/);
    const { content } = await client.download("2", "2");
    assert.ok(content);
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    assert.deepEqual(Buffer.concat(parts), Buffer.from([0, 1, 2, 3, 4]));
  });

  it("appends, flags, searches, moves and expunges", async () => {
    const client = await connect();
    await client.mailboxOpen("Thư nháp");
    const big = Buffer.concat([Buffer.from("Subject: To\r\n\r\n"), Buffer.alloc(3_000_000, "0123456789abcd\r\n")]);
    const appended = await client.append("Thư nháp", big, ["\\Draft"], new Date("2026-01-01T00:00:00Z"));
    assert.ok(appended);
    const [m] = await all(client, `${appended.uid}`, { source: true, internalDate: true }, { uid: true });
    assert.ok(m?.source?.equals(big));
    assert.equal(new Date(m?.internalDate ?? 0).toISOString(), "2026-01-01T00:00:00.000Z");
    assert.equal(await client.messageFlagsAdd("1:*", ["\\Flagged", "viec"]), true);
    assert.deepEqual(await client.search({ flagged: true, keyword: "viec" }, { uid: true }), [appended.uid]);
    assert.deepEqual(await client.search({ subject: "to", draft: true, larger: 2_000_000 }), [1]);
    const moved = await client.messageMove(`${appended.uid}`, "Thùng rác", { uid: true });
    assert.ok(moved);
    assert.equal(moved.uidMap?.size, 1);
    assert.equal(existing(client), 0);
    await client.mailboxOpen("Thùng rác");
    assert.equal(await client.messageDelete("1:*"), true);
    assert.equal(existing(client), 0);
  });

  it("hears in IDLE of a new letter, of flags and of what went", async () => {
    const client = await connect();
    await client.mailboxOpen("Lưu trữ");
    const next = (event: "exists" | "flags" | "expunge") => new Promise((resolve) => client.once(event, resolve));
    const idling = client.idle();
    const arrived = next("exists");
    await imap.file(imap.province.accounts.anh, "Lưu trữ", "Subject: moi\r\n\r\nx\r\n");
    assert.deepEqual(await arrived, { path: "Lưu trữ", count: 1, prevCount: 0 });
    const other = await connect();
    await other.mailboxOpen("Lưu trữ");
    const flagged = next("flags");
    await other.messageFlagsAdd("1", ["\\Seen"]);
    assert.ok(((await flagged) as { flags: Set<string> }).flags.has("\\Seen"));
    const gone = next("expunge");
    await other.messageDelete("1");
    await gone;
    assert.equal(existing(client), 0);
    await client.noop();
    await idling;
  });

  it("resumes by QRESYNC from where it was", async () => {
    for (let i = 1; i <= 5; i++) await imap.file(imap.province.accounts.anh, "Thư rác", `Subject: r${i}\r\n\r\nx\r\n`);
    const first = await connect({ qresync: true });
    const opened = await first.mailboxOpen("Thư rác");
    await first.logout();
    const other = await connect();
    await other.mailboxOpen("Thư rác");
    await other.messageDelete("2,4");
    await other.messageFlagsAdd("1", ["\\Flagged"]);
    const again = await connect({ qresync: true });
    const vanished: number[] = [];
    const changed: number[] = [];
    again.on("expunge", (e: { uid?: number }) => vanished.push(e.uid ?? 0));
    again.on("flags", (e: { uid?: number }) => changed.push(e.uid ?? 0));
    await again.mailboxOpen("Thư rác", {
      changedSince: opened.highestModseq,
      uidValidity: opened.uidValidity,
    } as object);
    assert.deepEqual([vanished, changed], [[2, 4], [1]]);
    const since = await all(
      again,
      "1:*",
      { uid: true, flags: true },
      { uid: true, changedSince: opened.highestModseq ?? 0n },
    );
    assert.deepEqual(
      since.map((m) => m.uid),
      [1],
    );
    assert.equal(existing(again), 3);
  });
});

import assert from "node:assert/strict";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Event = { id?: string; event: string; data: Record<string, unknown> };

/** Reads events of one stream as they come. */
async function listen(person: JmapPerson, query: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await person.fetch(`/jmap/eventsource?${query}`, { headers, signal: abort.signal });
  assert.equal(response.status, 200);
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** The next event, or undefined at the end of the stream. */
    async next(): Promise<Event | undefined> {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end >= 0) {
          const lines = text.slice(0, end).split("\n");
          text = text.slice(end + 2);
          const field = (name: string) => lines.find((l) => l.startsWith(`${name}: `))?.slice(name.length + 2);
          const event = field("event");
          if (event === undefined) continue;
          const id = field("id");
          return { event, data: JSON.parse(field("data") ?? "null") as Record<string, unknown>, ...(id ? { id } : {}) };
        }
        const { value, done } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    /** Waits for the comment with which a stream begins. */
    async begun() {
      while (!text.includes("\n\n")) {
        const { value, done } = await reader.read();
        if (done) return;
        text += value;
      }
    },
    close: () => abort.abort(),
  };
}

describe("JMAP push", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let binh: JmapPerson;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    binh = await bench.signIn("binh");
  });
  after(() => bench.close());
  const changed = (e: Event | undefined) => (e?.data.changed ?? {}) as Record<string, Record<string, string>>;

  it("tells what changed, of the kinds asked for, in the accounts one may see and in no other", async () => {
    const stream = await listen(binh, "types=Email,Mailbox,EmailDelivery&closeafter=no&ping=0");
    await stream.begun();
    await bench.deliver("Subject: x\r\n\r\nx\r\n", [anh.accountId]);
    await bench.deliver("Subject: x\r\n\r\nx\r\n", [binh.accountId]);
    const first = changed(await stream.next());
    assert.deepEqual(Object.keys(first), [binh.accountId]);
    assert.deepEqual(Object.keys(first[binh.accountId] ?? {}).sort(), ["Email", "EmailDelivery", "Mailbox"]);
    await bench.deliver("Subject: y\r\n\r\ny\r\n", [bench.province.accounts.sonv]);
    assert.deepEqual(Object.keys(changed(await stream.next())), [bench.province.accounts.sonv]);
    const { ids } = await binh.call<{ ids: string[] }>("Email/query");
    await binh.call("Email/set", { update: { [ids[0] ?? ""]: { "keywords/$seen": true } } });
    assert.deepEqual(Object.keys(changed(await stream.next())[binh.accountId] ?? {}).sort(), ["Email", "Mailbox"]);
    // A move is no delivery (RFC 8621 §1.5).
    const { list } = await binh.call<{ list: { id: string; role: string | null }[] }>("Mailbox/get");
    const archive = list.find((m) => m.role === "archive")?.id ?? "";
    await binh.call("Email/set", { update: { [ids[0] ?? ""]: { mailboxIds: { [archive]: true } } } });
    assert.deepEqual(Object.keys(changed(await stream.next())[binh.accountId] ?? {}).sort(), ["Email", "Mailbox"]);
    stream.close();
  });

  it("ends after one event when asked to, and tells at once what a returning client missed", async () => {
    const stream = await listen(binh, "types=*&closeafter=state&ping=0");
    await stream.begun();
    await bench.deliver("Subject: x\r\n\r\nx\r\n", [binh.accountId]);
    const event = await stream.next();
    assert.ok(event?.id);
    assert.equal(await stream.next(), undefined);
    await bench.deliver("Subject: z\r\n\r\nz\r\n", [binh.accountId]);
    const back = await listen(binh, "types=*&closeafter=state&ping=0", { "Last-Event-ID": event.id });
    assert.deepEqual(Object.keys(changed(await back.next())), [binh.accountId]);
  });

  it("ends when its session is signed out", async () => {
    const other = await bench.signIn("binh");
    const stream = await listen(other, "types=*&closeafter=no&ping=0");
    await stream.begun();
    await other.fetch("/api/auth/logout", { method: "POST" });
    assert.equal(await stream.next(), undefined);
  });
});

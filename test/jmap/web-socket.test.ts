import assert from "node:assert/strict";
import { once } from "node:events";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Frame = Record<string, unknown> & { "@type": string };

/** A client as browsers have it (Node's own), with headers that only other clients may set. */
async function open(url: string, headers: Record<string, string>, protocols: string[] = ["jmap"]) {
  const options = { protocols, headers } as unknown as string[];
  const socket = new WebSocket(`${url.replace("http:", "ws:")}/jmap/ws`, options);
  const frames: Frame[] = [];
  let wake = () => {};
  socket.addEventListener("message", ({ data }) => {
    frames.push(JSON.parse(String(data)) as Frame);
    wake();
  });
  await Promise.race([once(socket, "open"), once(socket, "error").then(() => Promise.reject(new Error("refused")))]);
  return {
    socket,
    send: (value: unknown) => socket.send(typeof value === "string" ? value : JSON.stringify(value)),
    async next(): Promise<Frame> {
      while (frames.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return frames.shift() as Frame;
    },
    async close() {
      if (socket.readyState === socket.CLOSED) return;
      const closed = once(socket, "close");
      socket.close();
      await closed;
    },
  };
}

describe("JMAP over WebSocket", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());
  const using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"];
  const cookie = () => ({ Cookie: anh.cookie });

  // RFC 8887 §4.2, §4.3.2, §4.3.4
  it("answers requests with their ids, and says what is no request", async () => {
    const line = await open(bench.url, cookie());
    assert.equal(line.socket.protocol, "jmap");
    line.send({
      "@type": "Request",
      id: "R1",
      using,
      methodCalls: [["Mailbox/get", { accountId: anh.accountId }, "c"]],
    });
    line.send({ "@type": "Request", using, methodCalls: [["Core/echo", { a: 1 }, "c"]] });
    line.send({ "@type": "Request", id: "R3", using: ["urn:x"], methodCalls: [] });
    line.send("{");
    line.send({ "@type": "Moon" });
    const first = await line.next();
    assert.deepEqual([first["@type"], first.requestId], ["Response", "R1"]);
    const [response] = first.methodResponses as [string, { list: Mailbox[] }, string][];
    assert.ok((response?.[1].list.length ?? 0) > 3);
    const second = await line.next();
    assert.deepEqual([second.requestId, second.methodResponses], [null, [["Core/echo", { a: 1 }, "c"]]]);
    const third = await line.next();
    assert.deepEqual(
      [third["@type"], third.requestId, third.type],
      ["RequestError", "R3", "urn:ietf:params:jmap:error:unknownCapability"],
    );
    assert.equal((await line.next()).type, "urn:ietf:params:jmap:error:notJSON");
    assert.equal((await line.next()).type, "urn:ietf:params:jmap:error:notRequest");
    await line.close();
  });

  // RFC 8887 §4.3.5
  it("tells of changes while that is wanted, and of what was missed", async () => {
    const line = await open(bench.url, cookie());
    line.send({ "@type": "WebSocketPushEnable", dataTypes: ["Email"] });
    line.send({ "@type": "Request", using, methodCalls: [["Core/echo", {}, "c"]] });
    await line.next();
    await bench.deliver("Subject: mot\r\n\r\nx\r\n", [anh.accountId]);
    const told = await line.next();
    assert.equal(told["@type"], "StateChange");
    assert.deepEqual(Object.keys((told.changed as Record<string, object>)[anh.accountId] ?? {}), ["Email"]);
    line.send({ "@type": "WebSocketPushDisable" });
    await bench.deliver("Subject: hai\r\n\r\nx\r\n", [anh.accountId]);
    line.send({ "@type": "WebSocketPushEnable", dataTypes: null, pushState: told.pushState });
    const missed = await line.next();
    assert.ok("EmailDelivery" in ((missed.changed as Record<string, object>)[anh.accountId] ?? {}));
    await line.close();
  });

  it("is closed to strangers, to other pages, and without its subprotocol", async () => {
    await assert.rejects(open(bench.url, {}), /refused/);
    await assert.rejects(open(bench.url, { ...cookie(), Origin: "https://evil.example" }), /refused/);
    await assert.rejects(open(bench.url, { ...cookie(), "Sec-Fetch-Site": "cross-site" }), /refused/);
    await assert.rejects(open(bench.url, cookie(), []), /refused/);
    const same = await open(bench.url, { ...cookie(), Origin: bench.url });
    await same.close();
  });

  it("ends with the session", async () => {
    const binh = await bench.signIn("binh");
    const line = await open(bench.url, { Cookie: binh.cookie });
    const closed = once(line.socket, "close");
    await binh.fetch("/api/auth/logout", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    await closed;
  });
});

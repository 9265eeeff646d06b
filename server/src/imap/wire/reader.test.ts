import assert from "node:assert/strict";
import fc from "fast-check";
import { createReader } from "./reader.ts";
import { ImapStreamError } from "./syntax-error.ts";

function setup() {
  const flow = { paused: 0, resumed: 0, pause: () => void flow.paused++, resume: () => void flow.resumed++ };
  return { flow, reader: createReader(() => flow) };
}

describe("reader", () => {
  it("gives lines and octets in order, however they are cut", async () => {
    const stream = "a NOOP\r\nb APPEND x {12}\r\nline\r\nline\r\n\r\nc NOOP\n";
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 60, maxLength: 60 }), async (cuts) => {
        const { reader } = setup();
        let at = 0;
        for (const n of cuts) {
          if (at < stream.length) reader.push(Buffer.from(stream.slice(at, at + n)));
          at += n;
        }
        assert.equal(await reader.line(100), "a NOOP");
        assert.equal(await reader.line(100), "b APPEND x {12}");
        let literal = "";
        for await (const piece of reader.octets(12)) literal += piece.toString();
        assert.equal(literal, "line\r\nline\r\n");
        assert.equal(await reader.line(100), "");
        assert.equal(await reader.line(100), "c NOOP");
      }),
    );
  });

  it("waits for what has not come and knows the end", async () => {
    const { reader } = setup();
    const line = reader.line(100);
    reader.push(Buffer.from("ab"));
    reader.push(Buffer.from("c\r\nrest"));
    assert.equal(await line, "abc");
    const none = reader.line(100);
    reader.end();
    assert.equal(await none, null);
  });

  it("refuses a line above its limit before it has all come", async () => {
    const { reader } = setup();
    const line = reader.line(1000);
    reader.push(Buffer.alloc(1003, "a"));
    await assert.rejects(line, ImapStreamError);
  });

  it("pauses the socket when nobody reads, and lets it go on when someone does", async () => {
    const { flow, reader } = setup();
    let sent = 0;
    while (flow.paused === 0) {
      reader.push(Buffer.alloc(10_000, "a"));
      sent += 10_000;
    }
    assert.ok(sent <= 150_000);
    let got = 0;
    for await (const piece of reader.octets(sent + 5)) {
      got += piece.length;
      if (got === sent) queueMicrotask(() => reader.push(Buffer.from("bbbbb")));
    }
    assert.equal(got, sent + 5);
    assert.equal(flow.resumed, 1);
  });

  it("ends octets early when the peer goes", async () => {
    const { reader } = setup();
    reader.push(Buffer.from("abc"));
    reader.end();
    let got = "";
    for await (const piece of reader.octets(10)) got += piece.toString();
    assert.equal(got, "abc");
  });
});

import assert from "node:assert/strict";
import { ConnectionClosed } from "./syntax-error.ts";
import { createWriter } from "./writer.ts";

function setup() {
  const sink = {
    writableLength: 0,
    destroyed: false,
    got: [] as string[],
    write(data: string | Uint8Array) {
      this.got.push(typeof data === "string" ? data : Buffer.from(data).toString("latin1"));
      this.writableLength += data.length;
      return false;
    },
  };
  return {
    sink,
    out: createWriter(
      () => sink,
      () => 5,
    ),
  };
}

describe("writer", () => {
  it("joins small pieces, keeps the order, sends what waits for an answer at once", () => {
    const { sink, out } = setup();
    out.untagged("OK hi");
    out.put("a");
    assert.deepEqual(sink.got, []);
    out.bytes(Buffer.from("\xe1b", "latin1"));
    out.go("go on");
    assert.deepEqual(sink.got, ["* OK hi\r\na", "\xe1b", "+ go on\r\n"]);
  });

  it("holds no more than a bounded number of octets for a client that does not read", async () => {
    const { sink, out } = setup();
    let waiting = 0;
    const writing = (async () => {
      for (let i = 0; i < 1000; i++) {
        if (out.full()) {
          waiting++;
          await out.room();
        }
        out.put("x".repeat(10_000));
      }
    })();
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(waiting > 0);
    assert.ok(sink.writableLength < 200_000, String(sink.writableLength));
    assert.equal(out.stalledSince(), 5);
    // The client reads again.
    const drain = setInterval(() => {
      sink.writableLength = 0;
      out.stir();
    }, 0);
    await writing;
    clearInterval(drain);
    out.flush();
    assert.equal(sink.got.join("").length, 10_000_000);
    assert.equal(out.stalledSince(), null);
  });

  it("stops whoever writes when the connection is gone", async () => {
    const { sink, out } = setup();
    sink.writableLength = 1e6;
    const waiting = out.room();
    sink.destroyed = true;
    out.stir();
    await assert.rejects(waiting, ConnectionClosed);
    await assert.rejects(out.room(), ConnectionClosed);
  });
});

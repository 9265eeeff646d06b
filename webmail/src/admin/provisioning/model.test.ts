import assert from "node:assert/strict";
import { progressOf, rowsIn, toBase64 } from "./model.ts";

describe("lists of people", () => {
  const tally = [
    { act: "create" as const, state: "ready" as const, n: 6 },
    { act: "create" as const, state: "done" as const, n: 2 },
    { act: "lock" as const, state: "faulty" as const, n: 3 },
  ];
  it("counts rows and progress", () => {
    assert.equal(rowsIn({ tally }, "faulty"), 3);
    assert.equal(progressOf({ tally, done: 2 }), 25);
    assert.equal(progressOf({ tally: [], done: 0 }), 100);
  });
  it("writes octets in base64, large ones too", () => {
    assert.equal(toBase64(new Uint8Array([0x50, 0x4b, 3, 4])), "UEsDBA==");
    const large = new Uint8Array(100_000).fill(7);
    assert.equal(toBase64(large), Buffer.from(large).toString("base64"));
  });
});

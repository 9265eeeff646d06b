import assert from "node:assert/strict";
import { randomId, secretToken, timeId } from "./ids.ts";

describe("ids", () => {
  it("are 16 characters, lower case, and do not repeat", () => {
    const ids = new Set(Array.from({ length: 2000 }, () => randomId("a")));
    assert.equal(ids.size, 2000);
    for (const id of ids) assert.match(id, /^a[0-9a-v]{15}$/);
  });
  it("made from time sort by time", () => {
    const ids = [1_000, 2_000, 2_000, 2_000, 1_790_000_000_000, 1_790_000_000_001].map((t) => timeId("e", t));
    assert.deepEqual([...ids].sort(), ids);
    assert.match(ids[0] ?? "", /^e[0-9a-v]{22}$/);
  });
  it("gives 256-bit tokens", () => {
    assert.match(secretToken(), /^[0-9a-f]{64}$/);
  });
});

import assert from "node:assert/strict";
import { openOutbox } from "./outbox.ts";

const shelfOf = (entries: Record<string, string> = {}) => {
  const map = new Map(Object.entries(entries));
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
};
const edit = { id: "1", patches: { e1: { "keywords/$seen": true } }, destroy: [] };

describe("the outbox", () => {
  it("keeps edits over a reload, by account", () => {
    const shelf = shelfOf();
    openOutbox("a1", shelf).save([edit]);
    assert.deepEqual(openOutbox("a1", shelf).load(), [edit]);
    assert.deepEqual(openOutbox("a2", shelf).load(), []);
    openOutbox("a1", shelf).save([]);
    assert.equal(shelf.map.size, 0);
  });

  it("reads only edits, whatever it finds", () => {
    for (const text of ["", "{", "null", "{}", '[1,null,{"id":2}]'])
      assert.deepEqual(openOutbox("a1", shelfOf({ "mail.outbox.a1": text })).load(), []);
  });

  it("goes on when storage refuses", () => {
    const broken = { ...shelfOf(), setItem: () => assert.fail("full"), getItem: () => assert.fail("forbidden") };
    openOutbox("a1", broken).save([edit]);
    assert.deepEqual(openOutbox("a1", broken).load(), []);
  });
});

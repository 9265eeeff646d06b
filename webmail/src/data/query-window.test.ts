import assert from "node:assert/strict";
import { missingPages, type QuerySpec, type QueryWindow, withPage, withQueryChanges } from "./query-window.ts";

const spec: QuerySpec = { filter: { inMailbox: "b1" }, sort: [{ property: "receivedAt", isAscending: false }] };
const page = (position: number, ids: string[], total: number, queryState = "1") => ({
  accountId: "a",
  queryState,
  canCalculateChanges: true,
  position,
  ids,
  total,
});
const windowOf = (ids: (string | undefined)[]): QueryWindow => ({
  key: "k",
  spec,
  ids,
  queryState: "1",
  canCalculateChanges: true,
  stale: false,
});
const changes = (removed: string[], added: [string, number][], total?: number) => ({
  accountId: "a",
  oldQueryState: "1",
  newQueryState: "2",
  removed,
  added: added.map(([id, index]) => ({ id, index })),
  ...(total === undefined ? {} : { total }),
});

describe("query windows", () => {
  it("keep what was read before, at its place", () => {
    const first = withPage(undefined, spec, page(0, ["x", "y"], 5));
    assert.deepEqual(first.ids, ["x", "y", undefined, undefined, undefined]);
    assert.deepEqual(withPage(first, spec, page(3, ["v", "w"], 5)).ids, ["x", "y", undefined, "v", "w"]);
  });

  it("forget other pages when the state moved", () => {
    const first = withPage(undefined, spec, page(0, ["x", "y"], 4));
    assert.deepEqual(withPage(first, spec, page(2, ["b"], 4, "2")).ids, [undefined, undefined, "b", undefined]);
  });

  it("apply the example of RFC 8620 §5.6", () => {
    const before = windowOf(["id1", "id2", undefined, undefined, "id3", "id4", undefined, undefined, undefined]);
    const after = withQueryChanges(before, changes(["id2"], [["id5", 0]], 9));
    assert.deepEqual(after.ids, ["id5", "id1", undefined, undefined, "id3", "id4", undefined, undefined, undefined]);
    assert.equal(after.queryState, "2");
  });

  it("forget what lies beyond a gap in which something vanished", () => {
    const before = windowOf(["a", undefined, "c", "d"]);
    assert.deepEqual(withQueryChanges(before, changes(["b"], [], 3)).ids, ["a", undefined, undefined]);
  });

  const cases: [string, (string | undefined)[], ReturnType<typeof changes>, (string | undefined)[]][] = [
    ["a letter arrives", ["a", "b"], changes([], [["n", 0]], 3), ["n", "a", "b"]],
    ["the last letter goes", ["a"], changes(["a"], [], 0), []],
    ["a letter changes place", ["a", "b", "c"], changes(["c"], [["c", 0]], 3), ["c", "a", "b"]],
    ["no total is given", ["a", "b"], changes(["b"], [["n", 0]]), ["n", "a"]],
    ["more results than known", ["a"], changes([], [], 3), ["a", undefined, undefined]],
  ];
  for (const [name, before, change, after] of cases)
    it(name, () => assert.deepEqual(withQueryChanges(windowOf(before), change).ids, after));

  it("name the pages that rows on the screen lack", () => {
    const ids = new Array<string | undefined>(120).fill(undefined);
    assert.deepEqual(missingPages(ids, 0, 30), [{ position: 0, limit: 50 }]);
    assert.deepEqual(missingPages(ids, 45, 60), [
      { position: 0, limit: 50 },
      { position: 50, limit: 50 },
    ]);
    assert.deepEqual(missingPages(ids.fill("x"), 0, 119), []);
    assert.deepEqual(missingPages([], 0, 10), []);
  });
});

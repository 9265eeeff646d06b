import assert from "node:assert/strict";
import type { ListedEmail } from "../../data/cache.ts";
import { correspondents, folderSpec, nameList, nextAfter, rangeBetween, searchSpec, stepFrom } from "./model.ts";

const ids = ["a", "b", undefined, "d", "e"];

describe("the list", () => {
  it("asks for a folder with its quick filter and order", () => {
    assert.deepEqual(folderSpec({ id: "b1", role: null }, "unread", "newest", false), {
      filter: { inMailbox: "b1", notKeyword: "$seen" },
      sort: [{ property: "receivedAt", isAscending: false }],
      mailboxId: "b1",
    });
  });

  it("gathers conversations where rows are in the order of time, but never drafts", () => {
    const collapsed = (role: "inbox" | "drafts", order: "newest" | "oldest" | "from") =>
      folderSpec({ id: "b1", role }, "all", order, true).collapse === true;
    assert.deepEqual([collapsed("inbox", "newest"), collapsed("inbox", "oldest")], [true, true]);
    assert.deepEqual([collapsed("inbox", "from"), collapsed("drafts", "newest")], [false, false]);
  });

  it("searches everywhere but in the bin, or in one folder", () => {
    const search = { filter: { from: "lan" }, text: false };
    assert.deepEqual(searchSpec(search, null, ["bin"], "all", "newest").filter, {
      operator: "AND",
      conditions: [{ inMailboxOtherThan: ["bin"] }, { from: "lan" }],
    });
    assert.equal(searchSpec(search, null, ["bin"], "all", "newest").mailboxId, undefined);
    assert.equal(searchSpec(search, "b1", [], "all", "newest").mailboxId, "b1");
    assert.deepEqual(searchSpec({ filter: null, text: false }, null, [], "all", "newest").filter, {});
  });

  it("names the sender, or the recipients of what one wrote", () => {
    const letter = { from: [{ name: "An", email: "a@x" }], to: [{ name: null, email: "b@x" }], keywords: {} };
    const listed = letter as unknown as ListedEmail;
    assert.equal(nameList(correspondents(listed, "inbox")), "An");
    assert.equal(nameList(correspondents(listed, "sent")), "b@x");
    assert.equal(nameList(correspondents({ ...listed, keywords: { $draft: true } }, null)), "b@x");
  });

  it("selects ranges over gaps", () => {
    assert.deepEqual(rangeBetween(ids, "d", "a"), ["a", "b", "d"]);
    assert.deepEqual(rangeBetween(ids, "gone", "d"), ["d"]);
  });

  const steps: [string | null, 1 | -1, string | null][] = [
    [null, 1, "a"],
    ["a", 1, "b"],
    ["a", -1, "a"],
    ["b", 1, null],
    ["e", 1, "e"],
    ["gone", -1, "a"],
  ];
  for (const [from, by, to] of steps) it(`${from} ${by} is ${to}`, () => assert.equal(stepFrom(ids, from, by), to));

  const leavings: [string[], string | null][] = [
    [["a"], "b"],
    [["a", "b"], "d"],
    [["e"], "d"],
    [["d", "e"], "b"],
    [["a", "b", "d", "e"], null],
    [["x"], "a"],
  ];
  for (const [leaving, next] of leavings)
    it(`after ${leaving.join()} comes ${next}`, () => assert.equal(nextAfter(ids, new Set(leaving)), next));
});

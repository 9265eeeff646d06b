import assert from "node:assert/strict";
import type { SetResponse } from "@congthu/shared/jmap/core";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Query = { ids: string[]; queryState: string };
type Set = SetResponse<{ id: string }, string>;

describe("JMAP Mailbox/query", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  const ids: Record<string, string> = {};
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    const { created } = await anh.call<Set>("Mailbox/set", {
      create: {
        b: { name: "Bến", sortOrder: 50 },
        a: { name: "Án", sortOrder: 50 },
        b1: { name: "An", parentId: "#b", sortOrder: 1 },
        a1: { name: "Xa", parentId: "#a", sortOrder: 99, isSubscribed: false },
      },
    });
    for (const [key, value] of Object.entries(created ?? {})) ids[value.id ?? ""] = key;
  });
  after(() => bench.close());
  const find = async (args: Record<string, unknown>) =>
    (await anh.call<Query>("Mailbox/query", args)).ids.map((id) => ids[id]).filter((name) => name !== undefined);
  const byName = [{ property: "name" }];

  it("filters and sorts", async () => {
    assert.deepEqual(await find({ filter: { hasAnyRole: false }, sort: byName }), ["b1", "a", "b", "a1"]);
    assert.deepEqual(await find({ filter: { name: "an" }, sort: byName }).then((found) => found.toSorted()), [
      "a",
      "b1",
    ]);
    assert.deepEqual(await find({ filter: { isSubscribed: false } }), ["a1"]);
    assert.equal((await anh.call<Query>("Mailbox/query", { filter: { role: "inbox" } })).ids.length, 1);
    await assert.rejects(find({ sort: [{ property: "moon" }] }), /unsupportedSort/);
  });

  // RFC 8621 §2.3
  it("sorts and filters as a tree", async () => {
    assert.deepEqual(await find({ sort: byName, sortAsTree: true, filter: { hasAnyRole: false } }), [
      "a",
      "a1",
      "b",
      "b1",
    ]);
    assert.deepEqual(await find({ filter: { isSubscribed: false }, filterAsTree: true }), []);
  });

  it("tells what changed in a result", async () => {
    const args = { sort: byName, sortAsTree: true };
    const before = await anh.call<Query>("Mailbox/query", args);
    const a = Object.entries(ids).find(([, name]) => name === "a")?.[0] ?? "";
    await anh.call("Mailbox/set", { update: { [a]: { name: "Zan" } } });
    const now = await anh.call<Query>("Mailbox/query", args);
    const changes = await anh.call<{ removed: string[]; added: { id: string; index: number }[] }>(
      "Mailbox/queryChanges",
      { ...args, sinceQueryState: before.queryState },
    );
    const applied = before.ids.filter((id) => !changes.removed.includes(id));
    for (const { id, index } of changes.added) applied.splice(index, 0, id);
    assert.deepEqual(applied, now.ids);
    assert.notDeepEqual(before.ids, now.ids);
  });

  it("gives a folder another part, each part once", async () => {
    const { list } = await anh.call<{ list: Mailbox[] }>("Mailbox/get");
    const archive = list.find((m) => m.role === "archive")?.id ?? "";
    const inbox = list.find((m) => m.role === "inbox")?.id ?? "";
    const a = Object.entries(ids).find(([, name]) => name === "a")?.[0] ?? "";
    const taken = await anh.call<Set>("Mailbox/set", { update: { [a]: { role: "archive" } } });
    assert.equal(taken.notUpdated?.[a]?.type, "invalidProperties");
    const set = await anh.call<Set>("Mailbox/set", { update: { [archive]: { role: null }, [a]: { role: "archive" } } });
    assert.deepEqual(Object.keys(set.updated ?? {}), [archive, a]);
    const kept = await anh.call<Set>("Mailbox/set", { update: { [inbox]: { role: null } } });
    assert.ok(kept.notUpdated?.[inbox]);
  });
});

import assert from "node:assert/strict";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Query = { ids: string[]; queryState: string; canCalculateChanges: boolean };
type Changes = { removed: string[]; added: { id: string; index: number }[]; newQueryState: string; total: number };

/** RFC 8620 §5.6: what a client does with the reply. */
function applied(ids: readonly string[], c: Changes): string[] {
  const out = ids.filter((id) => !c.removed.includes(id));
  for (const { id, index } of c.added) out.splice(index, 0, id);
  return out;
}

describe("JMAP Email/queryChanges", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let inbox: string;
  let trash: string;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    const { list } = await anh.call<{ list: Mailbox[] }>("Mailbox/get");
    inbox = list.find((m) => m.role === "inbox")?.id ?? "";
    trash = list.find((m) => m.role === "trash")?.id ?? "";
  });
  after(() => bench.close());

  let serial = 0;
  const deliver = async (thread?: number) => {
    bench.now.ms += 1000;
    const id = ++serial;
    const reply = thread === undefined ? "" : `In-Reply-To: <${thread}@x>\r\n`;
    await bench.deliver(
      `Subject: ${thread === undefined ? id : `Re: ${thread}`}\r\nMessage-ID: <${id}@x>\r\n${reply}\r\nx\r\n`,
      [anh.accountId],
    );
  };

  // The same edits, followed through queries that depend on place, keywords, size and threads.
  const queries: [string, Record<string, unknown>][] = [
    [
      "a folder, newest first",
      { filter: () => ({ inMailbox: inbox }), sort: [{ property: "receivedAt", isAscending: false }] },
    ],
    [
      "unread of a folder",
      { filter: () => ({ operator: "AND", conditions: [{ inMailbox: inbox }, { notKeyword: "$seen" }] }) },
    ],
    ["conversations", { filter: () => ({ inMailbox: inbox }), collapseThreads: true }],
    [
      "flagged first",
      {
        filter: () => ({ inMailbox: inbox }),
        sort: [{ property: "hasKeyword", keyword: "$flagged", isAscending: false }, { property: "receivedAt" }],
      },
    ],
    ["threads with a flag", { filter: () => ({ someInThreadHaveKeyword: "$flagged" }) }],
    ["by size", { filter: () => ({}), sort: [{ property: "size" }, { property: "receivedAt" }] }],
  ];

  it("leads from any results to the new ones", async () => {
    for (let i = 0; i < 6; i++) await deliver();
    for (const thread of [2, 4, 4]) await deliver(thread);
    const edits: ((ids: readonly string[]) => Promise<unknown>)[] = [
      () => deliver(3),
      (ids) =>
        anh.call("Email/set", {
          update: { [ids[1] ?? ""]: { "keywords/$seen": true }, [ids[4] ?? ""]: { "keywords/$flagged": true } },
        }),
      (ids) => anh.call("Email/set", { update: { [ids[0] ?? ""]: { mailboxIds: { [trash]: true } } } }),
      (ids) => anh.call("Email/set", { destroy: [ids[2] ?? ""] }),
      async () => {
        await deliver();
        const { ids } = await anh.call<Query>("Email/query");
        await anh.call("Email/set", { destroy: [ids[0] ?? ""] });
      },
      (ids) => anh.call("Email/set", { update: { [ids[4] ?? ""]: { "keywords/$flagged": null } } }),
    ];
    const argsOf = ({ filter, ...rest }: Record<string, unknown>) => ({ ...rest, filter: (filter as () => unknown)() });
    for (const edit of edits) {
      const before = new Map<string, Query>();
      for (const [name, query] of queries) before.set(name, await anh.call<Query>("Email/query", argsOf(query)));
      const all = await anh.call<Query>("Email/query", { sort: [{ property: "receivedAt", isAscending: false }] });
      await edit(all.ids);
      for (const [name, query] of queries) {
        const old = before.get(name);
        assert.ok(old?.canCalculateChanges, name);
        const changes = await anh.call<Changes>("Email/queryChanges", {
          ...argsOf(query),
          sinceQueryState: old.queryState,
          calculateTotal: true,
        });
        const now = await anh.call<Query>("Email/query", argsOf(query));
        assert.deepEqual(applied(old.ids, changes), now.ids, name);
        assert.deepEqual([changes.total, changes.newQueryState], [now.ids.length, now.queryState]);
      }
    }
  });

  it("refuses what it cannot follow", async () => {
    const { queryState } = await anh.call<Query>("Email/query");
    await deliver();
    await deliver();
    const ask = (args: Record<string, unknown>) =>
      anh.call("Email/queryChanges", { sinceQueryState: queryState, ...args });
    await assert.rejects(ask({ maxChanges: 1 }), /tooManyChanges/);
    await assert.rejects(ask({ filter: { text: "a" } }), /cannotCalculateChanges/);
    await assert.rejects(ask({ sinceQueryState: "moon" }), /cannotCalculateChanges/);
    await assert.rejects(ask({ sinceQueryState: "99999999" }), /cannotCalculateChanges/);
    assert.equal((await anh.call<Query>("Email/query", { filter: { text: "a" } })).canCalculateChanges, false);
  });
});

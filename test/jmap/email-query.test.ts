import assert from "node:assert/strict";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

describe("JMAP Email/query: sorts and filters", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let trash: string;
  const ids: Record<string, string> = {};
  const letters: [name: string, from: string, to: string, subject: string, date: string, more: string][] = [
    [
      "a",
      "Đỗ Bình <b@x.gov.vn>",
      "anh@tinh.gov.vn",
      "Re: Báo cáo",
      "Mon, 2 Mar 2026 08:00:00 +0700",
      "X-Kiem-Tra: có\r\n",
    ],
    ["b", "an@x.gov.vn", "Zung <z@x.vn>", "Zê", "Sun, 1 Mar 2026 08:00:00 +0700", "X-Kiem-Tra: không\r\n"],
    ["c", "Ân <c@x.gov.vn>", "Bé <be@x.vn>", "An", "Sat, 7 Mar 2026 08:00:00 +0700", "List-Id: <tin@x.vn>\r\n"],
    ["d", "=?utf-8?Q?=C4=90=C3=A0o?= <d@x.gov.vn>", "a@x.vn, b@x.vn", "[tin] báo cáo 2", "", ""],
  ];
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    trash = (await anh.call<{ list: Mailbox[] }>("Mailbox/get")).list.find((m) => m.role === "trash")?.id ?? "";
    for (const [name, from, to, subject, date, more] of letters) {
      bench.now.ms += 1000;
      const head = `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${name}@x>\r\n`;
      await bench.deliver(`${head}${date ? `Date: ${date}\r\n` : ""}${more}\r\nx\r\n`, [anh.accountId]);
      const { ids: newest } = await anh.call<{ ids: string[] }>("Email/query", { limit: 1 });
      ids[newest[0] ?? ""] = name;
    }
  });
  after(() => bench.close());
  const find = async (args: Record<string, unknown>) =>
    (await anh.call<{ ids: string[] }>("Email/query", args)).ids.map((id) => ids[id]).join("");

  // RFC 8621 §4.4.2
  const sorts: [property: string, ascending: string][] = [
    ["from", "cbda"],
    ["to", "dacb"],
    ["subject", "cadb"],
    ["sentAt", "badc"],
    ["size", ""],
    ["receivedAt", "abcd"],
  ];
  for (const [property, expected] of sorts)
    it(`sorts by ${property}, and the other way round`, async () => {
      const up = await find({ sort: [{ property }, { property: "receivedAt" }] });
      const down = await find({
        sort: [
          { property, isAscending: false },
          { property: "receivedAt", isAscending: false },
        ],
      });
      assert.equal(down, [...up].reverse().join(""));
      if (expected !== "") assert.equal(up, expected);
    });

  it("keeps sorting right as mail comes and goes", async () => {
    const before = await find({ sort: [{ property: "from" }] });
    bench.now.ms += 1000;
    await bench.deliver("From: AAA <aaa@x>\r\nSubject: e\r\n\r\n", [anh.accountId]);
    const { ids: now } = await anh.call<{ ids: string[] }>("Email/query", { sort: [{ property: "from" }], limit: 1 });
    const { list } = await anh.call<{ list: Email[] }>("Email/get", { ids: now, properties: ["from"] });
    assert.equal(list[0]?.from?.[0]?.name, "AAA");
    await anh.call("Email/set", { destroy: now });
    assert.equal(await find({ sort: [{ property: "from" }] }), before);
  });

  it("finds header fields, with what they hold or whatever they hold", async () => {
    const sort = [{ property: "receivedAt" }];
    assert.equal(await find({ filter: { header: ["x-kiem-tra"] }, sort }), "ab");
    assert.equal(await find({ filter: { header: ["X-Kiem-Tra", "CO"] }, sort }), "a");
    assert.equal(await find({ filter: { header: ["List-Id", "tin@"], hasAttachment: false }, sort }), "c");
    assert.equal(
      await find({ filter: { operator: "NOT", conditions: [{ header: ["X-Kiem-Tra"] }, { header: ["List-Id"] }] } }),
      "d",
    );
    const conditions = [{ header: ["X-Kiem-Tra"] }, { before: "2020-01-01T00:00:00Z" }];
    assert.equal(await find({ filter: { operator: "AND", conditions } }), "");
    assert.equal(await find({ filter: { inMailboxOtherThan: [trash], header: ["Delivered-To"] }, sort }), "abcd");
  });

  it("refuses sorts it does not know", async () => {
    for (const sort of [[{ property: "moon" }], [{ property: "hasKeyword" }], [{ property: "from", collation: "x" }]])
      await assert.rejects(find({ sort }), /unsupportedSort|invalidArguments/);
  });
});

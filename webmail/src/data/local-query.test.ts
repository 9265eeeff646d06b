import assert from "node:assert/strict";
import type { ListedEmail } from "./cache.ts";
import { localRows } from "./local-query.ts";
import type { QuerySpec } from "./query-window.ts";

const letter = (id: string, more: Partial<ListedEmail> = {}): ListedEmail => ({
  id,
  threadId: `t-${id}`,
  mailboxIds: { in: true },
  keywords: {},
  from: [{ name: "Trần Thị Ánh", email: "anh@x.gov.vn" }],
  to: [],
  subject: "Báo cáo tháng",
  receivedAt: `2026-11-${id.padStart(2, "0")}T01:00:00Z`,
  preview: "Kính gửi đồng chí",
  hasAttachment: false,
  size: 1,
  ...more,
});
const LETTERS = [
  letter("1"),
  letter("3", { keywords: { $seen: true }, hasAttachment: true, threadId: "t-1" }),
  letter("2", { mailboxIds: { sent: true }, subject: "Đường dây nóng" }),
  letter("4", { mailboxIds: { trash: true } }),
];
const NEWEST: QuerySpec["sort"] = [{ property: "receivedAt", isAscending: false }];

describe("lists without a line", () => {
  const cases: [string, Partial<QuerySpec>, string[]][] = [
    ["a folder, newest first", { filter: { inMailbox: "in" } }, ["3", "1"]],
    ["one row a conversation", { filter: { inMailbox: "in" }, collapse: true }, ["3"]],
    ["unread", { filter: { inMailbox: "in", notKeyword: "$seen" } }, ["1"]],
    ["with files", { filter: { inMailbox: "in", hasAttachment: true } }, ["3"]],
    [
      "words without marks, everywhere but the bin",
      {
        filter: {
          operator: "AND",
          conditions: [{ inMailboxOtherThan: ["trash"] }, { operator: "OR", conditions: [{ text: "duong day" }] }],
        },
      },
      ["2"],
    ],
    ["not from somebody", { filter: { operator: "NOT", conditions: [{ from: "anh" }] } }, []],
    ["since a day", { filter: { after: "2026-11-03T00:00:00Z", inMailbox: "in" } }, ["3"]],
    ["what only the server can tell leaves nothing out", { filter: { inMailbox: "sent", body: "x" } }, ["2"]],
  ];
  for (const [name, spec, ids] of cases)
    it(name, () =>
      assert.deepEqual(
        localRows(LETTERS, { filter: {}, sort: NEWEST, ...spec }).map((l) => l.id),
        ids,
      ),
    );

  it("oldest first when the list says so", () =>
    assert.deepEqual(
      localRows(LETTERS, { filter: {}, sort: [{ property: "receivedAt", isAscending: true }] }).map((l) => l.id),
      ["1", "2", "3", "4"],
    ));
});

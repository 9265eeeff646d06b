import assert from "node:assert/strict";
import type { Mailbox, MailboxRole } from "@congthu/shared/jmap/mail";
import { findFolders, flattenTree, folderOfRole, folderPath, folderTree, isWithin } from "./model.ts";

const folder = (id: string, name: string, parentId: string | null = null, role: MailboxRole | null = null) =>
  ({ id, name, parentId, role, sortOrder: role ? 0 : 10 }) as Mailbox;

const folders = [
  folder("t", "Trash", null, "trash"),
  folder("d2", "Đảng ủy"),
  folder("c", "Cải cách hành chính"),
  folder("k", "Kế hoạch", "c"),
  folder("q", "Quý 10", "k"),
  folder("q2", "Quý 2", "k"),
  folder("i", "Inbox", null, "inbox"),
  folder("o", "Lạc", "gone"),
];

describe("folders", () => {
  it("stand in a tree: system first, then by Vietnamese name, numbers by value", () => {
    const ids = flattenTree(folderTree(folders)).map((n) => `${"-".repeat(n.depth)}${n.mailbox.id}`);
    assert.deepEqual(ids, ["i", "t", "c", "-k", "--q2", "--q", "d2", "o"]);
  });

  it("have a path and a role", () => {
    assert.deepEqual(
      folderPath(folders, "q").map((m) => m.id),
      ["c", "k", "q"],
    );
    assert.equal(folderOfRole(folders, "inbox")?.id, "i");
    assert.equal(folderOfRole(folders, "junk"), undefined);
    assert.equal(isWithin(folders, "q", "c"), true);
    assert.equal(isWithin(folders, "c", "q"), false);
  });

  it("survive a loop of parents", () => {
    const loop = [folder("x", "X", "y"), folder("y", "Y", "x")];
    assert.equal(folderPath(loop, "x").length, 2);
  });

  const searches: [string, string[]][] = [
    ["dang uy", ["d2"]],
    ["ĐẢNG", ["d2"]],
    ["quy 2", ["q2"]],
    ["cai cach quy", ["q2", "q"]],
    ["", ["i", "t", "c", "k", "q2", "q", "d2", "o"]],
    ["khongco", []],
  ];
  for (const [typed, ids] of searches)
    it(`are found by "${typed}"`, () => {
      const found = findFolders(folderTree(folders), typed, (m) => m.name);
      assert.deepEqual(
        found.map((n) => n.mailbox.id),
        ids,
      );
    });
});

import assert from "node:assert/strict";
import type { Email, Mailbox } from "@congthu/shared/jmap/mail";
import { newMailCache, putEmails, viewEmail, viewMailboxes, visibleIds } from "./cache.ts";
import { keywordPatch, movePatch } from "./edits.ts";
import type { QueryWindow } from "./query-window.ts";

const letter = (id: string, seen = false): Partial<Email> => ({
  id,
  subject: `Thư ${id}`,
  keywords: seen ? { $seen: true } : {},
  mailboxIds: { inbox: true },
});
const mailbox = (id: string, totalEmails: number, unreadEmails: number) =>
  ({ id, totalEmails, unreadEmails }) as Mailbox;
const inboxWindow = (ids: (string | undefined)[]): QueryWindow => ({
  key: "k",
  spec: { filter: { inMailbox: "inbox" }, sort: [], mailboxId: "inbox" },
  ids,
  queryState: "1",
  canCalculateChanges: false,
  stale: false,
});

const sample = () => {
  const cache = newMailCache("a1");
  putEmails(cache, [letter("e1"), letter("e2", true)]);
  cache.mailboxes = new Map([
    ["inbox", mailbox("inbox", 2, 1)],
    ["trash", mailbox("trash", 0, 0)],
  ]);
  return cache;
};

describe("the mail cache", () => {
  it("merges properties, and ignores news of letters it never saw", () => {
    const cache = sample();
    putEmails(cache, [
      { id: "e1", blobId: "x" },
      { id: "e9", keywords: {} },
    ]);
    assert.equal(cache.emails.get("e1")?.blobId, "x");
    assert.equal(cache.emails.get("e1")?.subject, "Thư e1");
    assert.equal(cache.emails.has("e9"), false);
  });

  it("shows an edit at once in letter, list and counts; and forgets it when it is dropped", () => {
    const cache = sample();
    const before = viewEmail(cache, "e1");
    assert.ok(before);
    cache.edits = [{ id: "1", patches: { e1: movePatch(before, "trash") }, destroy: [] }];
    assert.deepEqual(viewEmail(cache, "e1")?.mailboxIds, { trash: true });
    assert.deepEqual(visibleIds(cache, inboxWindow(["e1", undefined, "e2"])), [undefined, "e2"]);
    const counts = () => viewMailboxes(cache).map((m) => [m.totalEmails, m.unreadEmails]);
    assert.deepEqual(counts(), [
      [1, 0],
      [1, 1],
    ]);
    cache.edits = [];
    assert.equal(viewEmail(cache, "e1"), before);
    assert.deepEqual(counts(), [
      [2, 1],
      [0, 0],
    ]);
  });

  it("hides what is to be destroyed", () => {
    const cache = sample();
    cache.edits = [{ id: "1", patches: {}, destroy: ["e1"] }];
    assert.deepEqual(visibleIds(cache, inboxWindow(["e1", "e2"])), ["e2"]);
    assert.equal(viewMailboxes(cache)[0]?.totalEmails, 1);
  });

  it("keeps the identity of letters an edit does not touch", () => {
    const cache = sample();
    const e2 = viewEmail(cache, "e2");
    cache.edits = [{ id: "1", patches: { e1: keywordPatch("$seen", true) }, destroy: [] }];
    assert.equal(viewEmail(cache, "e2"), e2);
    const e1 = viewEmail(cache, "e1");
    cache.edits = [...cache.edits, { id: "2", patches: { e2: keywordPatch("$flagged", true) }, destroy: [] }];
    assert.equal(viewEmail(cache, "e1"), e1);
  });
});

import assert from "node:assert/strict";
import type { Mailbox } from "@congthu/shared/jmap/mail";
import type { CachedEmail } from "../../data/cache.ts";
import { conversationSigns, inConversation, openAtFirst, readableOf } from "./conversation.ts";

const letter = (id: string, from: string, where: string, ...keywords: string[]) =>
  ({
    id,
    from: [{ name: from, email: `${from}@x` }],
    mailboxIds: { [where]: true },
    keywords: Object.fromEntries(keywords.map((k) => [k, true])),
    hasAttachment: id === "b",
  }) as unknown as CachedEmail;
const a = letter("a", "An", "inbox", "$seen");
const b = letter("b", "Bình", "inbox");
const mine = letter("c", "toi", "sent", "$seen", "$flagged");
const binned = letter("d", "An", "bin", "$seen");
const folders = [
  { id: "inbox", role: "inbox" },
  { id: "bin", role: "trash" },
] as Mailbox[];

describe("a conversation", () => {
  it("is acted on by its letters in the open folder", () => {
    assert.deepEqual(inConversation(b, [a, b, mine], "inbox"), [a, b]);
    assert.deepEqual(inConversation(b, [], "inbox"), [b]);
  });

  it("is read without what lies in the bin, unless one reads in the bin", () => {
    assert.deepEqual(readableOf(b, [a, b, mine, binned], folders), [a, b, mine]);
    assert.deepEqual(readableOf(binned, [a, binned], folders), [binned]);
    assert.deepEqual(readableOf(b, [], folders), [b]);
  });

  it("tells who wrote, once each, and what state its letters are in", () => {
    assert.deepEqual(conversationSigns([a, b, mine, letter("e", "An", "inbox", "$seen")], { email: "TOI@x" }, "tôi"), {
      names: "An, Bình, tôi",
      count: 4,
      unread: true,
      flagged: true,
      attachment: true,
    });
    const many = ["An", "Bình", "Chi", "Dũng", "Em"].map((name) => letter(name, name, "inbox"));
    assert.equal(conversationSigns(many, { email: "x" }, "tôi").names, "An, …, Dũng, Em");
  });

  it("opens with what was not read, and the last letter that is no draft", () => {
    assert.deepEqual([...openAtFirst([a, b, mine])], ["b", "c"]);
    assert.deepEqual([...openAtFirst([a, mine, letter("f", "toi", "drafts", "$draft", "$seen")])], ["c"]);
  });
});

import assert from "node:assert/strict";
import { type Draft, emptyDraft } from "./draft.ts";
import { type DraftCopy, sortCopies } from "./draft-copies.ts";

const NOW = Date.parse("2026-11-22T03:00:00Z");
const draft = (subject: string, more: Partial<Draft> = {}): Draft => ({ ...emptyDraft("a", "i"), subject, ...more });
const copy = (subject: string, more: Partial<DraftCopy> = {}): DraftCopy => ({
  draft: draft(subject),
  stored: false,
  at: NOW - 60_000,
  ...more,
});

describe("copies of letters being written", () => {
  it("give back what the server does not have, and only to its owner", () => {
    const { lost, done } = sortCopies(
      [
        ["1", copy("chưa lưu")],
        ["2", copy("đã lưu", { stored: true })],
        ["3", copy("quá cũ", { at: NOW - 31 * 86_400_000 })],
        ["4", { ...copy("của hộp thư khác"), draft: draft("x", { accountId: "b" }) }],
      ],
      new Set(["a"]),
      NOW,
    );
    assert.deepEqual(
      lost.map((l) => [l.key, l.draft.subject]),
      [["1", "chưa lưu"]],
    );
    assert.deepEqual(done, ["2", "3"]);
  });

  it("name the files that were not up yet", () => {
    const file = { type: "", size: 1, cid: null };
    const files: Draft["files"] = [
      { ...file, key: "1", name: "xong.pdf", state: { is: "ready", blobId: "b" } },
      { ...file, key: "2", name: "dở.pdf", state: { is: "uploading", fraction: 0.4 } },
    ];
    const { lost } = sortCopies([["1", { ...copy("a"), draft: draft("a", { files }) }]], new Set(["a"]), NOW);
    assert.deepEqual(lost[0]?.missing, ["dở.pdf"]);
    assert.deepEqual(
      lost[0]?.draft.files.map((f) => f.name),
      ["xong.pdf"],
    );
  });
});

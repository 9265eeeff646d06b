import assert from "node:assert/strict";
import { emptyDraft } from "./draft.ts";
import { dropJob, hasJobs, keepJob, keptJobs, type SendJob } from "./send-jobs.ts";

const newShelf = () => {
  const map = new Map<string, string>();
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
};
const job = (key: string): SendJob => ({
  key,
  messageId: `${key}@x`,
  draft: emptyDraft("a", "i"),
  storedId: null,
  submitting: false,
  undoSeconds: 10,
  sendAt: null,
});

describe("letters on their way out", () => {
  it("are kept until they are taken", () => {
    const shelf = newShelf();
    assert.equal(hasJobs(shelf), false);
    keepJob(job("1"), shelf);
    keepJob(job("2"), shelf);
    dropJob("1", shelf);
    assert.deepEqual(
      keptJobs(shelf).map((j) => j.key),
      ["2"],
    );
    dropJob("2", shelf);
    assert.equal(hasJobs(shelf), false);
  });

  it("remember that they were tried, and how far they came", () => {
    const shelf = newShelf();
    keepJob(job("1"), shelf);
    assert.equal(keptJobs(shelf)[0]?.attempted, undefined);
    keepJob({ ...job("1"), storedId: "e1", submitting: true }, shelf);
    assert.deepEqual(keptJobs(shelf), [{ ...job("1"), storedId: "e1", submitting: true, attempted: true }]);
  });

  it("survive nonsense in the storage", () => {
    const shelf = newShelf();
    for (const text of ["{", "1", '[null,{"key":1}]']) {
      shelf.setItem("mail.sending", text);
      assert.deepEqual(keptJobs(shelf), []);
    }
  });
});

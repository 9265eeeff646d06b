import assert from "node:assert/strict";
import { expandUrl, JmapError, newBatch, readReplies } from "./jmap-client.ts";

describe("JMAP requests", () => {
  it("number their calls and point back into replies", () => {
    const batch = newBatch();
    const query = batch.add("Email/query", { accountId: "a", limit: 1 });
    batch.add("Email/get", { accountId: "a", "#ids": query.ref("/ids") });
    assert.deepEqual(batch.calls, [
      ["Email/query", { accountId: "a", limit: 1 }, "c0"],
      ["Email/get", { accountId: "a", "#ids": { resultOf: "c0", name: "Email/query", path: "/ids" } }, "c1"],
    ]);
  });

  it("find the first reply of a call, and throw its error", () => {
    const batch = newBatch();
    const set = batch.add("EmailSubmission/set", { accountId: "a" });
    const get = batch.add("Email/get", { accountId: "a" });
    const lost = batch.add("Mailbox/get", { accountId: "a" });
    const replies = readReplies([
      ["EmailSubmission/set", { newState: "2" }, "c0"],
      ["Email/set", { newState: "9" }, "c0"],
      ["error", { type: "forbidden" }, "c1"],
    ]);
    assert.equal(replies.of(set).newState, "2");
    assert.throws(
      () => replies.of(get),
      (e: unknown) => e instanceof JmapError && e.type === "forbidden" && e.code === "access.denied",
    );
    assert.throws(() => replies.of(lost), JmapError);
  });

  it("fill URL templates with encoded values", () => {
    const template = "/d/{accountId}/{blobId}/{name}?type={type}";
    const values = { accountId: "a", blobId: "b", name: "Báo cáo/1.pdf", type: "application/pdf" };
    assert.equal(expandUrl(template, values), "/d/a/b/B%C3%A1o%20c%C3%A1o%2F1.pdf?type=application%2Fpdf");
  });
});

import assert from "node:assert/strict";
import { choiceOf, NOBODY, toggleChosen } from "./chosen.ts";

describe("chosen accounts", () => {
  it("are put in one by one or as a page, and taken out again", () => {
    const some = toggleChosen(NOBODY, ["a1"]);
    const page = toggleChosen(some, ["a1", "a2"]);
    assert.deepEqual([...page.ids], ["a1", "a2"]);
    assert.deepEqual([...toggleChosen(page, ["a1", "a2"]).ids], []);
    assert.equal(toggleChosen({ all: true, ids: new Set(["a1"]) }, ["a2"]).all, false);
  });
  it("go to the server as ids, or as the filter of the list", () => {
    const asked = { text: "lan", leader: true, sort: "name" as const, limit: 50, after: "x" };
    assert.deepEqual(choiceOf({ all: false, ids: new Set(["a1"]) }, asked), { accountIds: ["a1"] });
    assert.deepEqual(choiceOf({ all: true, ids: new Set() }, asked), {
      filter: { text: "lan", leader: "true", sort: "name" },
    });
  });
});

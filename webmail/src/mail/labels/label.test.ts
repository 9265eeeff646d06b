import assert from "node:assert/strict";
import { keywordOfName, type Label, labelsOf, newLabel, readLabels } from "./label.ts";

const urgent: Label = { keyword: "viec-gap", name: "Việc gấp", color: "red" };

describe("labels", () => {
  it("are kept under a keyword that every client can read, each its own", () => {
    assert.deepEqual(newLabel([], " Việc gấp ", "red"), urgent);
    assert.equal(newLabel([urgent], "Viec gap", "red").keyword, "viec-gap-2");
    assert.equal(newLabel([], "!!!", "red").keyword, "nhan");
  });

  it("are taken from what was kept as far as they are whole", () => {
    const kept = [urgent, { ...urgent }, { keyword: "$seen", name: "x" }, { keyword: "a", name: " " }, null, 7];
    assert.deepEqual(readLabels([...kept, { keyword: "b", name: "B", color: "pink" }]), [
      urgent,
      { keyword: "b", name: "B", color: "gray" },
    ]);
  });

  it("are found on letters and by name", () => {
    assert.deepEqual(labelsOf([urgent], { "viec-gap": true, $seen: true }), [urgent]);
    assert.deepEqual(labelsOf([urgent], {}), []);
    assert.equal(keywordOfName([{ ...urgent, keyword: "k2" }], "VIEC GAP"), "k2");
    assert.equal(keywordOfName([], "Họp tuần"), "hop-tuan");
  });
});

import assert from "node:assert/strict";
import type { PickedAgency } from "@congthu/shared/api/people";
import { countReached, shownRows, treeOf, withTick, withTier } from "./picker-model.ts";

const agency = (id: string, parentId: string | null, name: string, tier = "so"): PickedAgency => ({
  id,
  parentId,
  name,
  tier,
  mailbox: 1,
  leaders: 2,
  people: 10,
});
const tree = treeOf([
  agency("t", null, "Tỉnh Bình Minh", "tinh"),
  agency("nv", "t", "Sở Nội vụ"),
  agency("p", "nv", "Phòng Tổ chức", "phong"),
  agency("x1", "t", "Xã An Bình", "xa"),
  agency("x2", "t", "Phường Đông Hải", "xa"),
]);
const ids = (rows: ReturnType<typeof shownRows>) => rows.map((r) => `${"-".repeat(r.depth)}${r.agency.id}`);

describe("choosing people by the organisation", () => {
  it("shows what is opened, and what is looked for without marks", () => {
    assert.deepEqual(ids(shownRows(tree, new Set(), "")), ["t"]);
    assert.deepEqual(ids(shownRows(tree, new Set(["t"]), "")), ["t", "-nv", "-x1", "-x2"]);
    assert.deepEqual(ids(shownRows(tree, new Set(), "dong hai")), ["x2"]);
    assert.deepEqual(ids(shownRows(tree, new Set(), "binh")), ["t", "x1"]);
  });

  it("ticks with all below, by tier, and counts whom it reaches", () => {
    const all = withTick(tree, new Set(), "t", true);
    assert.equal(all.size, 5);
    assert.deepEqual([...withTick(tree, all, "nv", false)].sort(), ["t", "x1", "x2"]);
    const communes = withTier(tree, new Set(["nv"]), "xa");
    assert.deepEqual([...communes].sort(), ["nv", "x1", "x2"]);
    assert.deepEqual([...withTier(tree, communes, "xa")], ["nv"]);
    assert.equal(countReached(tree, communes, "leaders"), 6);
    assert.equal(countReached(tree, communes, "mailbox"), 3);
    assert.equal(countReached(tree, new Set(), "people"), 0);
  });
});

import assert from "node:assert/strict";
import type { AgencyNode } from "@congthu/shared/api/agencies";
import type { AgencyId } from "@congthu/shared/ids";
import { type Branches, knownAgency, twigsOf } from "./tree-model.ts";

const node = (id: string, parentId: string | null, children: number): AgencyNode => ({
  id: id as AgencyId,
  parentId: parentId as AgencyId | null,
  name: `Cơ quan ${id}`,
  shortName: id,
  kind: "department",
  tier: "tinh",
  children,
  accounts: 0,
  closedOn: null,
});

describe("the known tree", () => {
  const branches: Branches = { "": [node("g1", null, 2)], g1: [node("g2", "g1", 0), node("g3", "g1", 4)] };

  it("shows what was opened, and that there is more below", () => {
    assert.deepEqual(twigsOf(branches), [
      {
        value: "g1",
        label: "Cơ quan g1",
        hasChildren: true,
        children: [
          { value: "g2", label: "Cơ quan g2", hasChildren: false },
          { value: "g3", label: "Cơ quan g3", hasChildren: true },
        ],
      },
    ]);
    assert.deepEqual(twigsOf({}), []);
  });

  it("finds an agency wherever it was seen", () => {
    assert.equal(knownAgency(branches, "g3")?.children, 4);
    assert.equal(knownAgency(branches, "g9"), undefined);
  });
});

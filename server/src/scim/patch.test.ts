import assert from "node:assert/strict";
import { type PatchOperation, patched } from "./patch.ts";
import { ScimError } from "./replies.ts";
import { ENTERPRISE, USER } from "./user.ts";

const before = {
  schemas: [USER, ENTERPRISE],
  title: "Chuyên viên",
  name: { formatted: "Lê Văn An", givenName: "An" },
  tags: ["a"],
  emails: [
    { value: "a@x.vn", type: "work" },
    { value: "b@x.vn", type: "other" },
  ],
  [ENTERPRISE]: { department: "Phòng A" },
};

const CASES: [name: string, operation: PatchOperation, changed: object][] = [
  ["replaces an attribute", { op: "replace", path: "title", value: "Phó phòng" }, { title: "Phó phòng" }],
  ["knows no case", { op: "replace", path: "TITLE", value: "x" }, { title: "x" }],
  [
    "changes a part",
    { op: "replace", path: "name.givenName", value: "Ân" },
    { name: { formatted: "Lê Văn An", givenName: "Ân" } },
  ],
  [
    "joins a complex value",
    { op: "add", path: "name", value: { familyName: "Lê" } },
    { name: { formatted: "Lê Văn An", givenName: "An", familyName: "Lê" } },
  ],
  ["adds to a list", { op: "add", path: "tags", value: ["b"] }, { tags: ["a", "b"] }],
  ["replaces a list", { op: "replace", path: "tags", value: ["b"] }, { tags: ["b"] }],
  [
    "without a path",
    { op: "replace", value: { active: false, "name.givenName": "Ba" } },
    { active: false, name: { formatted: "Lê Văn An", givenName: "Ba" } },
  ],
  [
    "an extension by its schema",
    { op: "replace", path: `${ENTERPRISE}:department`, value: "Phòng B" },
    { [ENTERPRISE]: { department: "Phòng B" } },
  ],
  [
    "an extension as a whole",
    { op: "add", value: { [ENTERPRISE]: { organization: "Sở" } } },
    { [ENTERPRISE]: { department: "Phòng A", organization: "Sở" } },
  ],
  ["the core by its schema", { op: "replace", path: `${USER}:title`, value: "y" }, { title: "y" }],
  [
    "those of a list that fit",
    { op: "replace", path: 'emails[type eq "other"].value', value: "c@x.vn" },
    {
      emails: [
        { value: "a@x.vn", type: "work" },
        { value: "c@x.vn", type: "other" },
      ],
    },
  ],
  [
    "takes those away that fit",
    { op: "remove", path: 'emails[type eq "other"]' },
    { emails: [{ value: "a@x.vn", type: "work" }] },
  ],
  ["takes a part away", { op: "remove", path: "name.givenName" }, { name: { formatted: "Lê Văn An" } }],
];

describe("PATCH of SCIM", () => {
  for (const [name, operation, changed] of CASES) {
    it(name, () => {
      const untouched = structuredClone(before);
      assert.deepEqual(patched(before, [operation]), { ...before, ...changed });
      assert.deepEqual(before, untouched);
    });
  }

  it("takes an attribute away", () =>
    assert.equal("title" in patched(before, [{ op: "remove", path: "title" }]), false));

  for (const [scimType, operation] of [
    ["noTarget", { op: "remove" }],
    ["noTarget", { op: "replace", path: 'emails[type eq "home"].value', value: "x" }],
    ["invalidPath", { op: "replace", path: "a.b.c", value: 1 }],
    ["invalidPath", { op: "replace", path: "[x]", value: 1 }],
    ["invalidValue", { op: "add", value: "x" }],
  ] as const)
    it(`${scimType}: ${JSON.stringify(operation)}`, () =>
      assert.throws(
        () => patched(before, [operation as PatchOperation]),
        (err) => err instanceof ScimError && err.scimType === scimType,
      ));
});

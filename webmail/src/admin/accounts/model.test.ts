import assert from "node:assert/strict";
import { accountQueryOf, fromGigabytes, nextSort, toGigabytes } from "./model.ts";

describe("what the list asks for", () => {
  const nothing = {
    agencyId: undefined,
    text: undefined,
    kind: undefined,
    status: undefined,
    leader: undefined,
    sort: undefined,
    order: undefined,
  };
  const cases: [string | null, Record<string, string>, object][] = [
    [null, {}, {}],
    ["g1", { text: "  Ánh " }, { agencyId: "g1", text: "Ánh" }],
    [null, { kind: "agency", status: "locked", leader: "false" }, { kind: "agency", status: "locked", leader: false }],
    [null, { kind: "robot", sort: "password", order: "up", leader: "maybe" }, {}],
    [null, { sort: "created", order: "desc" }, { sort: "created", order: "desc" }],
  ];
  for (const [agencyId, query, wanted] of cases)
    it(JSON.stringify(query), () => assert.deepEqual(accountQueryOf(agencyId, query), { ...nothing, ...wanted }));
});

describe("a click on a heading", () => {
  const cases: [Record<string, string>, "name" | "created", object][] = [
    [{}, "name", { sort: undefined, order: "desc" }],
    [{ order: "desc" }, "name", { sort: undefined, order: undefined }],
    [{}, "created", { sort: "created", order: undefined }],
    [{ sort: "created" }, "created", { sort: "created", order: "desc" }],
    [{ sort: "created", order: "desc" }, "name", { sort: undefined, order: undefined }],
  ];
  for (const [query, by, wanted] of cases)
    it(`${JSON.stringify(query)} → ${by}`, () => assert.deepEqual(nextSort(query, by), wanted));
});

describe("room", () => {
  it("is told in GB", () => {
    assert.equal(toGigabytes(2 * 1024 ** 3), 2);
    assert.equal(toGigabytes(1.55 * 1024 ** 3), 1.6);
    assert.equal(fromGigabytes(0.5), 536_870_912);
  });
});

import assert from "node:assert/strict";
import { applyPatch } from "./patch-object.ts";

describe("patches of records", () => {
  const record = { name: "a", map: { x: { y: 1 } }, list: [1] };
  const good: [Record<string, unknown>, unknown][] = [
    [{ name: "b" }, { ...record, name: "b" }],
    [{ name: null }, { map: record.map, list: [1] }],
    [
      { "map/x/y": 2, "map/z": {} },
      { ...record, map: { x: { y: 2 }, z: {} } },
    ],
    [{ "map/a~1b~0": 1 }, { ...record, map: { ...record.map, "a/b~": 1 } }],
    [{ "map/x": null }, { ...record, map: {} }],
  ];
  for (const [patch, expected] of good)
    it(JSON.stringify(patch), () => {
      assert.deepEqual(applyPatch(record, patch), expected);
      assert.deepEqual(record, { name: "a", map: { x: { y: 1 } }, list: [1] });
    });

  // RFC 8620 §5.3: a parent that is not there, an array, one pointer below another
  for (const patch of [
    { "gone/x": 1 },
    { "list/0": 2 },
    { map: {}, "map/x": 1 },
    { "name/x": 1 },
    { "map/__proto__": 1 },
  ])
    it(`refuses ${JSON.stringify(patch)}`, () => assert.throws(() => applyPatch(record, patch)));
});

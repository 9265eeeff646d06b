import assert from "node:assert/strict";

describe("preferences", () => {
  it("take what they understand and leave the rest", async () => {
    const shelf = { getItem: () => null, setItem: () => {} };
    Object.assign(globalThis, { localStorage: shelf });
    const { readPreferences } = await import("./preferences.ts");
    assert.deepEqual(readPreferences({ density: "compact", pane: "left", conversations: 1, undoSeconds: 5, x: 1 }), {
      density: "compact",
      undoSeconds: 5,
    });
    assert.deepEqual(readPreferences({ labels: "x", shortcuts: "off" }), { shortcuts: "off" });
  });
});

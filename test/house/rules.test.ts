import assert from "node:assert/strict";
import { breaches, RULES } from "./rules.ts";
import { allCode } from "./sources.ts";

for (const rule of RULES) {
  describe(`house: ${rule.name}`, () => {
    const anywhere = { ...rule, applies: () => true };
    it("catches what it should", () => {
      for (const text of rule.bad) assert.ok(breaches(anywhere, [{ path: "x.ts", text }]).length > 0, text);
    });
    it("lets pass what it should", () => {
      for (const text of rule.good) assert.deepEqual(breaches(anywhere, [{ path: "x.ts", text }]), [], text);
    });
    it("holds everywhere", () => {
      assert.ok(allCode().some(({ path }) => rule.applies(path)));
      assert.deepEqual(breaches(rule, allCode()), []);
    });
  });
}

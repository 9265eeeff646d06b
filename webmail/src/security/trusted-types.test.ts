import assert from "node:assert/strict";
import { ownWorkerOnly, plainTextOnly } from "./trusted-types.ts";

describe("the default trusted types policy", () => {
  it("lets style text pass", () => {
    assert.equal(plainTextOnly(":root{--a:1px}"), ":root{--a:1px}");
    assert.equal(plainTextOnly(""), "");
  });
  for (const text of ["<b>", "a<img src=x onerror=alert(1)>", "<"])
    it(`refuses ${text}`, () => assert.throws(() => plainTextOnly(text), TypeError));

  it("lets our service worker be registered, and no other script be loaded", () => {
    assert.equal(ownWorkerOnly("/sw.js"), "/sw.js");
    assert.throws(() => ownWorkerOnly("https://x.vn/sw.js"), TypeError);
  });
});

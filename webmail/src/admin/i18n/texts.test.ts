import assert from "node:assert/strict";
import { AUDIT_ACTIONS } from "@congthu/shared/audit-actions";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

const holesOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort();

describe("texts of the administration", () => {
  it("have the same holes in both languages, NFC and none empty", () => {
    const source: Record<string, string> = vi;
    const second: Record<string, string> = en;
    const bad = Object.keys(source).filter(
      (key) => holesOf(source[key] ?? "").join() !== holesOf(second[key] ?? "").join(),
    );
    assert.deepEqual(bad, []);
    assert.ok(Object.values(source).every((text) => text === text.normalize("NFC") && text.trim() !== ""));
    assert.ok(Object.values(second).every((text) => text.trim() !== ""));
  });

  it("word every entry the audit can have", () => {
    assert.deepEqual(
      AUDIT_ACTIONS.filter((action) => !(`audit.${action}` in vi)),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { order as enOrder } from "./en/order.ts";
import { own as enOwn } from "./en/own.ts";
import { en } from "./en.ts";
import { enErrors, viErrors } from "./error-texts.ts";
import { defineTexts, fillHoles, setLanguage } from "./i18n.ts";
import { order } from "./vi/order.ts";
import { own } from "./vi/own.ts";
import { vi } from "./vi.ts";

const holesOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort();

describe("texts", () => {
  it("fills holes, and takes the plural in English", () => {
    assert.equal(fillHoles("Chào {name}", { name: "Lan" }), "Chào Lan");
    assert.equal(fillHoles("{n} message|{n} messages", { n: 1 }), "1 message");
    assert.equal(fillHoles("{n} message|{n} messages", { n: 2 }), "2 messages");
    assert.equal(fillHoles("{missing}"), "{missing}");
  });

  it("switches the language, and back", async () => {
    const t = defineTexts({ greet: "Chào {name}" }, async () => ({ greet: "Hello {name}" }));
    assert.equal(t("greet", { name: "Lan" }), "Chào Lan");
    await setLanguage("en");
    assert.equal(t("greet", { name: "Lan" }), "Hello Lan");
    await setLanguage("vi");
    assert.equal(t("greet", { name: "Lan" }), "Chào Lan");
  });

  it("has the same holes in both languages", () => {
    const pairs: [Record<string, string>, Record<string, string>][] = [
      [vi, en],
      [viErrors, enErrors],
      [order, enOrder],
      [own, enOwn],
    ];
    for (const [source, second] of pairs) {
      const bad = Object.keys(source).filter(
        (key) => holesOf(source[key] ?? "").join() !== holesOf(second[key] ?? "").join(),
      );
      assert.deepEqual(bad, []);
      assert.ok(Object.values(source).every((text) => text === text.normalize("NFC") && text.trim() !== ""));
      assert.ok(Object.values(second).every((text) => text.trim() !== ""));
    }
  });
});

import assert from "node:assert/strict";
import { filesBelow, readText } from "./sources.ts";

const KEY = /^\s+(?:"([\w.]+)"|(\w+)):\s*$|^\s+(?:"([\w.]+)"|(\w+)): ["'`]/gm;
const keysOf = (text: string) => [...text.matchAll(KEY)].map((m) => m[1] ?? m[2] ?? m[3] ?? m[4] ?? "").sort();

describe("house: texts", () => {
  const source = filesBelow("webmail/src/i18n/vi", ".ts");

  it("each has its English", () => {
    for (const { path, text } of source) {
      assert.ok(keysOf(text).length > 0, path);
      assert.deepEqual(keysOf(readText(path.replace("/i18n/vi/", "/i18n/en/"))), keysOf(text), path);
    }
  });

  it("are written in NFC", () => {
    const texts = filesBelow("webmail/src/i18n", ".ts", ".tsx");
    assert.deepEqual(
      texts.filter(({ text }) => text !== text.normalize("NFC")).map(({ path }) => path),
      [],
    );
  });
});

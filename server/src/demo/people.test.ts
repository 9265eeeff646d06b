import assert from "node:assert/strict";
import { fold } from "@congthu/shared/fold";
import { PEOPLES } from "./name-lists.ts";
import { makeFullName } from "./people.ts";
import { createRandom } from "./random.ts";

describe("demo/people", () => {
  for (const people of PEOPLES)
    it(`names ${people} men and women in NFC, each word once`, () => {
      const random = createRandom(people);
      for (let i = 0; i < 500; i++) {
        const name = makeFullName(random, people, i % 2 ? "man" : "woman");
        assert.equal(name, name.normalize("NFC"));
        assert.match(name, /^\p{Lu}\p{L}*( \p{Lu}\p{L}*){2,3}$/u, name);
        const words = name.split(" ");
        assert.equal(new Set(words).size, words.length, name);
        assert.match(fold(name), /^[a-z ]+$/);
      }
    });

  it("gives nearly four in ten the name Nguyễn", () => {
    const random = createRandom("freq");
    const names = Array.from({ length: 2000 }, () => makeFullName(random, "kinh", "man"));
    const share = names.filter((n) => n.startsWith("Nguyễn ")).length / names.length;
    assert.ok(share > 0.33 && share < 0.42, String(share));
  });
});

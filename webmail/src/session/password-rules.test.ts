import assert from "node:assert/strict";
import { checkPassword } from "./password-rules.ts";

const person = { name: "Nguyễn Văn An", address: "annv.snv@tinh.gov.vn", current: "Cu-Mat-Khau-2025!" };

describe("checkPassword", () => {
  const cases: [string, string[]][] = [
    ["", ["length", "classes", "personal", "different"]],
    ["Tre-xanh-ngan-nam-26", []],
    ["tre-xanh-ngan-nam-2", ["classes"]],
    ["tre-xanh-ngan-nam-2026", []],
    ["Ngan-2026", ["length"]],
    ["NguyenVanAn-202611!", ["personal"]],
    ["Nguyễn Văn An 2026!!", ["personal"]],
    ["Annv.snv-matkhau-26", ["personal"]],
    ["Cu-Mat-Khau-2025!", ["different"]],
  ];
  for (const [next, failed] of cases)
    it(`${next || "(empty)"} fails ${failed.join(", ") || "nothing"}`, () => {
      const missed = checkPassword(next, person).filter((c) => !c.met);
      assert.deepEqual(
        missed.map((c) => c.rule),
        failed,
      );
    });

  it("takes the rule of the server", () => {
    const checks = checkPassword("Ngan-2026", person, { minLength: 9, classes: 4, longLength: 20 });
    assert.ok(checks.every((c) => c.met));
  });
});

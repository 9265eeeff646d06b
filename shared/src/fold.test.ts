import assert from "node:assert/strict";
import { fold, nfc } from "./fold.ts";

describe("fold", () => {
  const cases: [string, string][] = [
    ["Điện Biên", "dien bien"],
    ["  Đặng   Thị Ánh Đào ", "dang thi anh dao"],
    ["hoà", fold("hòa")],
    ["Nguyễn Đức Trường".normalize("NFD"), "nguyen duc truong"],
    ["H’Hen Niê", "h’hen nie"],
    ["", ""],
  ];
  for (const [input, expected] of cases)
    it(JSON.stringify(input), () => {
      assert.equal(fold(input), expected);
    });

  it("brings decomposed text to NFC", () => {
    const name = "Nguyễn Đức Trường";
    assert.equal(nfc(name.normalize("NFD")), name);
    assert.equal(nfc(name).length, 17);
  });
});

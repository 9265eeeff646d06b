import assert from "node:assert/strict";
import { nameSortKey, splitName, vietnameseKey } from "./names.ts";

const byKey = (key: (s: string) => string) => (a: string, b: string) =>
  key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

describe("names", () => {
  it("splits họ, đệm, tên", () => {
    assert.deepEqual(splitName("Đặng Thị Ánh Đào"), { family: "Đặng", middle: "Thị Ánh", given: "Đào" });
    assert.deepEqual(splitName("Y Thông"), { family: "Y", middle: "", given: "Thông" });
    assert.deepEqual(splitName("Thông"), { family: "", middle: "", given: "Thông" });
  });

  it("sorts by tên, then họ, then đệm", () => {
    const expected = [
      "Nguyễn Văn An",
      "Trần Thị An",
      "Hoàng Thị Ánh",
      "Nguyễn Văn Ân",
      "Vũ Ngọc Ấn",
      "Hồ Sĩ Âu",
      "Đinh Văn Bình",
      "Lê Đức Dũng",
      "Phạm Văn Đạt",
      "Đỗ Thị Yến",
    ];
    assert.deepEqual([...expected].reverse().sort(byKey(nameSortKey)), expected);
  });

  it("orders letters and tones like the dictionary", () => {
    const letters = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "y"];
    assert.deepEqual([...letters].reverse().sort(byKey(vietnameseKey)), letters);
    const tones = ["ma", "mà", "mả", "mã", "má", "mạ"];
    assert.deepEqual([...tones].reverse().sort(byKey(vietnameseKey)), tones);
  });

  it("is the same for NFC and NFD", () => {
    assert.equal(nameSortKey("Nguyễn Đức Trường".normalize("NFD")), nameSortKey("Nguyễn Đức Trường"));
  });
});

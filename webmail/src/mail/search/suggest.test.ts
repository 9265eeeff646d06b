import assert from "node:assert/strict";
import { personWanted, type SuggestFrom, suggest } from "./suggest.ts";

const from = (typed: string, more: Partial<SuggestFrom> = {}): SuggestFrom => ({
  typed,
  recent: [],
  saved: [],
  people: [],
  words: [
    { word: "từ:", meaning: "người gửi" },
    { word: "tiêu đề:", meaning: "tiêu đề" },
    { word: "chưa đọc", meaning: "thư chưa đọc" },
  ],
  ...more,
});
const texts = (q: SuggestFrom) => suggest(q).map((s) => s.text);

describe("search suggestions", () => {
  it("complete operators and states from their beginning, with marks or without", () => {
    assert.deepEqual(texts(from("t")), ["từ:", "tiêu đề:"]);
    assert.deepEqual(texts(from("họp tieu")), ["họp tiêu đề:"]);
    assert.deepEqual(texts(from("họp tiêu đ")), ["họp tiêu đề:"]);
    assert.deepEqual(texts(from("chua")), ["chưa đọc "]);
    const words = [
      { word: "đến:", meaning: "" },
      { word: "chưa đọc", meaning: "" },
    ];
    assert.deepEqual(texts(from("chua d", { words })), ["chưa đọc ", "chua đến:"]);
    assert.deepEqual(texts(from("chưa đọc")), []);
    assert.deepEqual(texts(from("t ")), []);
  });

  it("name people where an address is wanted", () => {
    const people = [{ name: "Lan", email: "lan@x", title: "", agencyName: "Sở" }];
    assert.deepEqual(texts(from("họp từ:la", { people })), ["họp từ:lan@x"]);
    assert.deepEqual(texts(from('họp từ: "la', { people })), ["họp từ: lan@x"]);
    assert.deepEqual(texts(from("la", { people })), []);
    assert.equal(personWanted("từ:lan "), "");
    assert.equal(personWanted("tiêu đề:lan"), "");
  });

  it("bring back searches of before", () => {
    const more = { recent: ["báo cáo", "giấy mời"], saved: [{ id: "1", name: "Việc gấp", query: "gắn cờ" }] };
    assert.deepEqual(texts(from("", more)), ["gắn cờ", "báo cáo", "giấy mời"]);
    assert.deepEqual(texts(from("bao", more)), ["báo cáo"]);
    assert.deepEqual(texts(from("viec g", more)), ["gắn cờ"]);
    assert.deepEqual(texts(from("báo cáo", more)), []);
  });
});

import assert from "node:assert/strict";
import { parseDay, parseSearch, parseSize } from "./model.ts";

describe("the search box", () => {
  const cases: [string, object | null][] = [
    ["", null],
    ["   ", null],
    ["kế hoạch", { text: "kế hoạch" }],
    ['"kế hoạch năm" 2026', { text: '"kế hoạch năm" 2026' }],
    ["từ:lan", { from: "lan" }],
    ["tu:lan", { from: "lan" }],
    ["Từ: lan", { from: "lan" }],
    ["from:lan@x.gov.vn", { from: "lan@x.gov.vn" }],
    ['đến:"Sở Nội vụ"', { to: '"Sở Nội vụ"' }],
    ["chưa đọc", { notKeyword: "$seen" }],
    ["chua doc", { notKeyword: "$seen" }],
    ["is:unread", { notKeyword: "$seen" }],
    ["là:unread", { notKeyword: "$seen" }],
    ["tệp:", { hasAttachment: true }],
    ["has:attachment", { hasAttachment: true }],
    ["tệp:báo", { hasAttachment: true, text: "báo" }],
    ["trước:05/11/2026", { before: "2026-11-04T17:00:00Z" }],
    ["sau:1/2026", { after: "2025-12-31T17:00:00Z" }],
    ["lớnhơn:5MB", { minSize: 5_242_880 }],
    ["-họp", { operator: "NOT", conditions: [{ text: "họp" }] }],
    ["-từ:lan", { operator: "NOT", conditions: [{ from: "lan" }] }],
    [
      "báo cáo từ:lan chưa đọc",
      { operator: "AND", conditions: [{ text: "báo cáo" }, { from: "lan" }, { notKeyword: "$seen" }] },
    ],
    ["số:12/BC", { text: "số:12/BC" }],
    ["http://x.vn", { text: "http://x.vn" }],
    ["-", null],
    ["từ:", null],
    ['"chưa xong', { text: '"chưa xong' }],
  ];
  for (const [typed, filter] of cases)
    it(typed || "(nothing)", () => assert.deepEqual(parseSearch(typed).filter, filter));

  it("knows NFD text from NFC", () => {
    assert.deepEqual(parseSearch("từ:Ánh".normalize("NFD")).filter, { from: "Ánh" });
  });

  it("names dates it does not understand", () => {
    assert.deepEqual(parseSearch("trước:31/02/2026").badDates, ["31/02/2026"]);
    assert.deepEqual(parseSearch("trước:hôm qua").badDates, ["hôm"]);
  });

  it("wants snippets only where words are looked for", () => {
    assert.equal(parseSearch("báo cáo").text, true);
    assert.equal(parseSearch("tiêuđề:họp").text, true);
    assert.equal(parseSearch("từ:lan chưa đọc").text, false);
  });

  it("ends on anything", () => {
    for (const text of ['"', ":", "::", "a:b:c", '-"', "từ:từ:từ:", "chưa  đọc  x"]) parseSearch(text);
  });

  it("reads days and sizes", () => {
    assert.equal(parseDay("5/1/2026"), "2026-01-05");
    assert.equal(parseDay("2026-01-05"), null);
    assert.equal(parseSize("3,5 MB"), 3_670_016);
    assert.equal(parseSize("2"), 2_097_152);
    assert.equal(parseSize("x"), null);
  });
});

import assert from "node:assert/strict";
import { labelKeyword } from "./label-keyword.ts";
import { parseSearch, soughtWords, withoutPart } from "./model.ts";
import { parseDay, parseSize } from "./values.ts";

const known = { today: "2026-11-22", keywordOf: labelKeyword };

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
    ["tiêu đề: họp", { subject: "họp" }],
    ["họp từ: lan", { operator: "AND", conditions: [{ text: "họp" }, { from: "lan" }] }],
    ["Tiêu Đề:họp người gửi:lan", { operator: "AND", conditions: [{ subject: "họp" }, { from: "lan" }] }],
    ["subject:họp to:an cc:ban", { operator: "AND", conditions: [{ subject: "họp" }, { to: "an" }, { cc: "ban" }] }],
    ["nội dung:thuế", { body: "thuế" }],
    ["đến: lan", { to: "lan" }],
    ["trước:05/11", { before: "2026-11-04T17:00:00Z" }],
    ["after:2026-11-05", { after: "2026-11-04T17:00:00Z" }],
    ["sau: hôm qua", { after: "2026-11-20T17:00:00Z" }],
    ["từ ngày: tuần này", { after: "2026-11-15T17:00:00Z" }],
    ["sau:tháng này họp", { operator: "AND", conditions: [{ text: "họp" }, { after: "2026-10-31T17:00:00Z" }] }],
    ["nhỏ hơn:500kb", { maxSize: 512_000 }],
    ['nhãn:"Việc gấp"', { hasKeyword: "viec-gap" }],
    ["label:việc-gấp", { hasKeyword: "viec-gap" }],
    ["đã trả lời", { hasKeyword: "$answered" }],
    ["đã đọc gắn cờ", { operator: "AND", conditions: [{ hasKeyword: "$seen" }, { hasKeyword: "$flagged" }] }],
    ["has attachment", { hasAttachment: true }],
    ["từ:lan HOẶC từ:an", { operator: "OR", conditions: [{ from: "lan" }, { from: "an" }] }],
    ["a OR b OR c", { operator: "OR", conditions: [{ text: "a" }, { text: "b" }, { text: "c" }] }],
    ["họp hoặc nghỉ", { text: "họp hoặc nghỉ" }],
    ["OR họp", { text: "họp" }],
    ["họp HOẶC", { text: "họp" }],
    ["trong:lưu-trữ", null],
  ];
  for (const [typed, filter] of cases)
    it(typed || "(nothing)", () => assert.deepEqual(parseSearch(typed, known).filter, filter));

  it("knows NFD text from NFC", () => {
    assert.deepEqual(parseSearch("từ:Ánh".normalize("NFD")).filter, { from: "Ánh" });
  });

  it("names dates and sizes it does not understand", () => {
    assert.deepEqual(parseSearch("trước:31/02/2026 lớn hơn:nhiều", known).faults, [
      { kind: "date", text: "31/02/2026" },
      { kind: "size", text: "nhiều" },
    ]);
  });

  it("looks in the folder it is told", () => {
    assert.equal(parseSearch('họp trong:"Thùng rác"', known).folder, "Thùng rác");
    assert.equal(parseSearch("in:inbox", known).folder, "inbox");
  });

  it("can leave out any of its parts", () => {
    const typed = "báo cáo từ: lan chưa đọc";
    const { parts } = parseSearch(typed, known);
    assert.deepEqual(
      parts.map((part) => withoutPart(typed, part)),
      ["cáo từ: lan chưa đọc", "báo từ: lan chưa đọc", "báo cáo chưa đọc", "báo cáo từ: lan"],
    );
  });

  it("wants snippets only where words are looked for", () => {
    assert.equal(parseSearch("báo cáo").text, true);
    assert.equal(parseSearch("tiêu đề:họp").text, true);
    assert.equal(parseSearch("từ:lan chưa đọc").text, false);
  });

  it("ends on anything", () => {
    for (const text of ['"', ":", "::", "a:b:c", '-"', "từ:từ:từ:", "chưa  đọc  x"]) parseSearch(text);
  });

  it("reads days and sizes", () => {
    assert.equal(parseDay("5/1/2026", "2026-11-22"), "2026-01-05");
    assert.equal(parseDay("2026-01-05", "2026-11-22"), "2026-01-05");
    assert.equal(parseDay("Hôm nay", "2026-11-22"), "2026-11-22");
    assert.equal(parseDay("30/2", "2026-11-22"), null);
    assert.equal(parseSize("3,5 MB"), 3_670_016);
    assert.equal(parseSize("2"), 2_097_152);
    assert.equal(parseSize("x"), null);
  });

  const sought: [string, string[]][] = [
    ["kế hoạch từ:lan chưa đọc", ["kế", "hoạch"]],
    ['"kế hoạch năm" -họp', ["kế hoạch năm"]],
    ["tiêu đề:báo tệp:dự -nội dung:x", ["báo", "dự"]],
    ["tệp:", []],
    ["a HOẶC b", ["a", "b"]],
  ];
  for (const [typed, words] of sought)
    it(`looks in the text for the words of ${typed}`, () => assert.deepEqual(soughtWords(typed), words));
});

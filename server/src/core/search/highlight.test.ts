import assert from "node:assert/strict";
import { markPreview, markSubject } from "./highlight.ts";

describe("marking what was found", () => {
  const subjects: [string, string[], string | null][] = [
    ["Báo cáo quý I", ["bao", "cao"], "<mark>Báo</mark> <mark>cáo</mark> quý I"],
    ["Báo cáo quý I", ["báo cáo"], "<mark>Báo cáo</mark> quý I"],
    ["Điện Biên", ["dien"], "<mark>Điện</mark> Biên"],
    ["a <b> & c", ["b"], "a &lt;<mark>b</mark>&gt; &amp; c"],
    ["Hội nghị".normalize("NFD"), ["nghi"], "Hội <mark>nghị</mark>"],
    ["thông báo", ["bao"], "thông <mark>báo</mark>"],
    ["albao", ["bao"], null],
    ["", ["x"], null],
  ];
  for (const [subject, words, expected] of subjects)
    it(`${subject} / ${words}`, () => assert.equal(markSubject(subject, words), expected));

  it("gives the part around the first word, in at most 255 octets, whole characters", () => {
    const body = `${"Kính gửi các đồng chí. ".repeat(30)}Mã hồ sơ: <ZQX-7731>. ${"Trân trọng. ".repeat(30)}`;
    const preview = markPreview(body, ["zqx-7731"]) ?? "";
    assert.match(preview, /^… .*Mã hồ sơ: &lt;<mark>ZQX-7731<\/mark>&gt;\. Trân.* …$/);
    assert.ok(Buffer.byteLength(preview) <= 255 && !preview.includes("\ufffd"));
    assert.equal(markPreview(body, ["khong"]), null);
  });
});

import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { decodeText } from "./charset.ts";
import { guessVietnamese } from "./guess-charset.ts";

const text =
  "Kính gửi các đồng chí, thực hiện công văn của tỉnh về việc chuẩn bị Tết, đề nghị các đơn vị báo cáo trước ngày mười.";
const vni =
  "Kính göûi caùc ñoàng chí, thöïc hieän coâng vaên cuûa tænh veà vieäc chuaån bò Teát, ñeà nghò caùc ñôn vò baùo caùo tröôùc ngaøy möôøi.";

describe("guessing the charset of Vietnamese octets", () => {
  const cases: [string, Buffer, string, string | null][] = [
    ["TCVN3 called Latin-1", iconv.encode(text, "tcvn"), "iso-8859-1", "tcvn"],
    ["VISCII called Latin-1", iconv.encode(text, "viscii"), "iso-8859-1", "viscii"],
    ["VNI called Latin-1", Buffer.from(vni, "latin1"), "iso-8859-1", "vni"],
    ["VNI without a label", Buffer.from(vni, "latin1"), "", "vni"],
    ["TCVN3 called UTF-8", iconv.encode(text, "tcvn"), "utf-8", "tcvn"],
    ["UTF-8 called TCVN3", Buffer.from(text), "tcvn", "utf-8"],
    ["right already", Buffer.from(text), "utf-8", null],
    ["TCVN3 as labelled", iconv.encode(text, "tcvn"), "x-viet-tcvn5712", null],
    ["English", Buffer.from("Please find attached the report of last month."), "us-ascii", null],
    ["French", Buffer.from("Où êtes-vous allés à Noël? Ça dépend, très cher.", "latin1"), "iso-8859-1", null],
    ["German", Buffer.from("Für größere Änderungen müssen wir später über Öl reden.", "latin1"), "iso-8859-1", null],
    ["Chinese", Buffer.from("你好，世界，今天的会议"), "utf-8", null],
    ["nothing", Buffer.alloc(0), "", null],
  ];
  for (const [name, bytes, label, expected] of cases)
    it(name, () => {
      assert.equal(guessVietnamese(bytes, decodeText(bytes, label).text), expected);
    });
});

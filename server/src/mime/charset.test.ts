import assert from "node:assert/strict";
import { decodeText, redecode } from "./charset.ts";

const bytes = (latin1: string) => Buffer.from(latin1, "latin1");

describe("charsets", () => {
  const cases: [string, Buffer, string, string, boolean][] = [
    ["UTF-8, NFC", Buffer.from("Nguyễn".normalize("NFD")), "utf-8", "Nguyễn", false],
    ["broken UTF-8", bytes("a\xffb"), "UTF-8", "a\ufffdb", true],
    ["a real U+FFFD is no problem", Buffer.from("\ufffd"), "utf-8", "\ufffd", false],
    ["unlabelled UTF-8", Buffer.from("Hà Nội"), "", "Hà Nội", false],
    ["ASCII label, UTF-8 octets", Buffer.from("Hà Nội"), "us-ascii", "Hà Nội", false],
    ["Latin-1 label, UTF-8 octets", Buffer.from("Hà Nội"), "ISO-8859-1", "Hà Nội", false],
    ["Latin-1", bytes("caf\xe9 \x93x\x94"), "iso-8859-1", "café “x”", false],
    ["unlabelled, not UTF-8: windows-1258", bytes("Vi\xea\xf2t Nam \xf0"), "", "Việt Nam đ", true],
    ["windows-1258 is composed", bytes("Vi\xea\xf2t Nam"), "windows-1258", "Việt Nam", false],
    ["TCVN3", bytes("C\xe9ng ho\xb5 x\xb7 h\xe9i"), "x-viet-tcvn5712", "Cộng hoà xã hội", false],
    ["VISCII", bytes("Vi\xaet Nam"), "VISCII", "Việt Nam", false],
    ["an unknown name, ASCII octets", bytes("abc"), "x-none", "abc", true],
    ["an unknown name, UTF-8 octets", Buffer.from("Hà"), "x-none", "Hà", true],
    ["UTF-16", Buffer.from("\ufeffHà", "utf16le"), "utf-16le", "Hà", false],
    ["UTF-7", bytes("H+AOA-"), "utf-7", "Hà", false],
    ["GB 18030", bytes("\xc4\xe3"), "gb18030", "你", false],
    ["ISO-2022-JP", bytes('\x1b$B$"\x1b(B'), "iso-2022-jp", "あ", false],
    ["nothing", bytes(""), "utf-8", "", false],
  ];
  for (const [name, input, charset, text, problem] of cases)
    it(name, () => {
      assert.deepEqual(decodeText(input, charset), { text, problem });
    });

  it("reads again in the charset the reader chooses", () => {
    // TCVN3 text that was sent as Latin-1.
    assert.equal(redecode(bytes("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), "tcvn3"), "Cộng hoà xã hội chủ nghĩa Việt Nam");
    assert.equal(redecode(bytes("§éc lËp - Tù do - H¹nh phóc"), "TCVN"), "Độc lập - Tự do - Hạnh phúc");
    assert.equal(redecode(Buffer.from("Việt"), "unknown"), "Việt");
  });

  // Unicode, VNI-Windows
  const vni: [string, string][] = [
    ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"],
    ["Độc lập - Tự do - Hạnh phúc", "Ñoäc laäp - Töï do - Haïnh phuùc"],
    ["ỦY BAN NHÂN DÂN TỈNH", "UÛY BAN NHAÂN DAÂN TÆNH"],
    ["Lý Thường Kiệt, Ỷ Lan", "Lyù Thöôøng Kieät, YÛ Lan"],
    ["ăn uống, đặc sắc, ỵ, ì, í, ơn, ườm", "aên uoáng, ñaëc saéc, î, ì, í, ôn, öôøm"],
  ];
  for (const [text, encoded] of vni)
    it(`VNI: ${text}`, () => {
      assert.equal(redecode(bytes(encoded), "x-viet-vni"), text);
    });
});

/**
 * VNI-Windows: a plain vowel followed by a mark that sits on a Latin-1 letter, and a few whole letters.
 * Neither the platform nor iconv-lite has it. Upper-case marks follow upper-case vowels.
 */
const MARKS: Record<string, string> = {
  ù: "\u0301",
  ø: "\u0300",
  û: "\u0309",
  õ: "\u0303",
  ï: "\u0323",
  ê: "\u0306",
  é: "\u0306\u0301",
  è: "\u0306\u0300",
  ú: "\u0306\u0309",
  ü: "\u0306\u0303",
  ë: "\u0306\u0323",
  â: "\u0302",
  á: "\u0302\u0301",
  à: "\u0302\u0300",
  å: "\u0302\u0309",
  ã: "\u0302\u0303",
  ä: "\u0302\u0323",
};
const LETTERS: Record<string, string> = {
  ñ: "đ",
  Ñ: "Đ",
  ô: "ơ",
  Ô: "Ơ",
  ö: "ư",
  Ö: "Ư",
  æ: "ỉ",
  Æ: "Ỉ",
  ó: "ĩ",
  Ó: "Ĩ",
  ò: "ị",
  Ò: "Ị",
  î: "ỵ",
  Î: "Ỵ",
};
const BREVE_OR_HAT = /[\u0306\u0302]/;

/** Text of VNI-Windows octets, marks combining (bring to NFC). Octets without a Vietnamese meaning stay Latin-1. */
export function decodeVni(bytes: Uint8Array): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  let out = "";
  let vowel = "";
  for (const char of source) {
    const mark = vowel === "" ? undefined : MARKS[char.toLowerCase()];
    // Breves and hats stand on a, e and o only; tones on every vowel. One mark octet a vowel.
    if (mark !== undefined && (!BREVE_OR_HAT.test(mark) || /[aeo]/i.test(vowel))) {
      out += mark;
      vowel = "";
      continue;
    }
    out += LETTERS[char] ?? char;
    vowel = /[aeiouyôö]/i.test(char) ? char : "";
  }
  return out;
}

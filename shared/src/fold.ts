/** Unicode NFC: the one form in which text enters and leaves. */
export function nfc(text: string): string {
  return text.normalize("NFC");
}

/**
 * The key under which text is compared and searched: marks removed, đ → d, lower case, spaces collapsed.
 * "Điện Biên" and "dien  bien" have the same key; so have "hoà" and "hòa".
 */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}

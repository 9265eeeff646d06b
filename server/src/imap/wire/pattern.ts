import { DELIMITER } from "./mailbox-name.ts";

/**
 * Whether a mailbox name fits a LIST pattern: `*` stands for anything, `%` for anything within one level. INBOX at the start
 * is matched in any case. Takes steps bounded by the product of both lengths, whatever the pattern. RFC 9051 §6.3.9
 */
export function fitsPattern(pattern: string, name: string): boolean {
  const p = /^inbox(?![^/%*])/i.test(pattern) ? `INBOX${pattern.slice(5)}` : pattern;
  let i = 0;
  let j = 0;
  // Where the last `*` and the last `%` after it stand, and how far into the name each reaches so far.
  let star = -1;
  let starTo = 0;
  let percent = -1;
  let percentTo = 0;
  while (j < name.length) {
    const c = p.charAt(i);
    if (c === "*") {
      star = i++;
      starTo = j;
      percent = -1;
    } else if (c === "%") {
      percent = i++;
      percentTo = j;
    } else if (i < p.length && c === name.charAt(j)) {
      i++;
      j++;
    } else if (percent >= 0 && name.charAt(percentTo) !== DELIMITER) {
      j = ++percentTo;
      i = percent + 1;
    } else if (star >= 0) {
      j = ++starTo;
      i = star + 1;
      percent = -1;
    } else return false;
  }
  while (p.charAt(i) === "*" || p.charAt(i) === "%") i++;
  return i === p.length;
}

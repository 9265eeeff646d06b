const BLOB = /\[[^[\]]*\][ \t]*/y;
const LEADER = /(?:\[[^[\]]*\][ \t]*)*(?:re|fwd?)[ \t]*(?:\[[^[\]]*\][ \t]*)?:/iy;
/** Nobody needs more to tell two subjects apart; the procedure below is quadratic for hostile ones. */
const MAX_LENGTH = 1_000;

/** The subject without its artifacts, "Re: [nhóm] Công văn (fwd)" to "Công văn" (RFC 5256 §2.1, §5). Takes decoded text; keeps the case. */
export function baseSubject(subject: string): string {
  let text = subject.slice(0, MAX_LENGTH).replace(/\s+/g, " ");
  for (;;) {
    text = withoutTrailers(text);
    text = withoutLeaders(text);
    if (!/^\[fwd:/i.test(text) || !text.endsWith("]")) return text;
    text = text.slice(5, -1);
  }
}

/** Step 2: "(fwd)" and white space at the end. */
function withoutTrailers(text: string): string {
  let end = text.length;
  for (;;) {
    if (text[end - 1] === " ") end--;
    else if (text.slice(end - 5, end).toLowerCase() === "(fwd)" && end >= 5) end -= 5;
    else return text.slice(0, end);
  }
}

/** Steps 3 to 5: "Re:", "Fw:", "[blob]" and white space at the start, as long as something is left. */
function withoutLeaders(text: string): string {
  let pos = 0;
  for (;;) {
    if (text[pos] === " ") {
      pos++;
      continue;
    }
    LEADER.lastIndex = pos;
    if (LEADER.test(text)) {
      pos = LEADER.lastIndex;
      continue;
    }
    BLOB.lastIndex = pos;
    if (!BLOB.test(text) || BLOB.lastIndex >= text.length) return text.slice(pos);
    pos = BLOB.lastIndex;
  }
}

import { nfc } from "./fold.ts";

/** Words that make "mật" mean something else when they stand before it: bảo mật, bí mật, túi mật, ong mật … */
const BEFORE = new Set(
  "bảo bí cơ thân cẩn chu khai tham trăng túi ống sỏi đường dịch gan nang bọng ong hoa rỉ rút nuốt lấy nếm ngọt kín rậm tường trầm".split(
    " ",
  ),
);
/** Words that do so after it: mật khẩu, mật độ, mật mã, mật ong … */
const AFTER = new Set(
  "khẩu độ mã vụ thiết thư thám báo lệnh danh hiệu ước nghị đàm phục tập ngữ tông giáo truyền ong mía rỉ gấu tụy tuỵ nhân hoa kế chỉ sơn".split(
    " ",
  ),
);
const WORD = /[\p{L}\p{N}]+/gu;
const MARK = "(?:tuyệt mật|tối mật|mật)";
const BRACKETED = new RegExp(`[[(【{<«]\\s*${MARK}\\s*[\\])】}>»]`, "iu");
const LABELLED = new RegExp(`(?:độ|dấu|mức) mật\\s*[:：]\\s*${MARK}(?![\\p{L}\\p{N}]| (?:khẩu|độ|mã))`, "iu");
const ALONE = new RegExp(`^[^\\p{L}\\p{N}]*${MARK}[^\\p{L}\\p{N}]*$`, "iu");

/** A line of a letter's head that is at most this long may be a mark by itself; in longer ones only its beginning is one. */
const SHORT_LINE = 40;

/**
 * Whether the subject carries MẬT, TỐI MẬT or TUYỆT MẬT as a mark of its own (NĐ 30/2020, Luật 117/2025). A word written small is one
 * only in brackets, after "Độ mật:" or alone; compounds such as "bảo mật", "mật khẩu", "mật độ" never are.
 */
export function subjectHasMark(subject: string): boolean {
  const text = nfc(subject);
  return BRACKETED.test(text) || LABELLED.test(text) || ALONE.test(text) || capitals(text).length > 0;
}

/** Whether a line at the head of a letter is such a mark, or begins with one. */
export function lineHasMark(line: string): boolean {
  const text = nfc(line).trim();
  if (text === "") return false;
  if (LABELLED.test(text) || ALONE.test(text)) return true;
  const found = capitals(text);
  if (text.length <= SHORT_LINE) return found.length > 0 || BRACKETED.test(text);
  const first = text.search(/[\p{L}\p{N}]/u);
  return found.some((at) => at === first) || BRACKETED.test(text.slice(0, first + SHORT_LINE));
}

/** Where MẬT stands in capitals and not as part of a compound; TỐI MẬT and TUYỆT MẬT are told from their first letter. */
function capitals(text: string): number[] {
  if (!text.includes("MẬT")) return [];
  const words = [...text.matchAll(WORD)];
  const out: number[] = [];
  for (const [i, word] of words.entries()) {
    if (word[0] !== "MẬT") continue;
    const before = joined(text, words[i - 1], word);
    const after = joined(text, word, words[i + 1]);
    const next = after ? (words[i + 1]?.[0] ?? "") : "";
    const last = before ? (words[i - 1]?.[0] ?? "") : "";
    if (AFTER.has(next.toLowerCase())) continue;
    if (last === "TỐI" || last === "TUYỆT") out.push(words[i - 1]?.index ?? 0);
    else if (!BEFORE.has(last.toLowerCase())) out.push(word.index);
  }
  return out;
}

/** Whether only blanks stand between two words. */
function joined(text: string, a: RegExpExecArray | undefined, b: RegExpExecArray | undefined): boolean {
  return a !== undefined && b !== undefined && /^[ \t\u00a0]+$/.test(text.slice(a.index + a[0].length, b.index));
}

/** Examples of what the search box understands: in Vietnamese, in English, and the key of what it means. */
export const SEARCH_EXAMPLES = [
  ["từ:", "from:", "search.op.from"],
  ["đến:", "to:", "search.op.to"],
  ["tiêu đề:", "subject:", "search.op.subject"],
  ["nội dung:", "body:", "search.op.body"],
  ["tệp:", "file:", "search.op.attachment"],
  ["trước:05/11/2026", "before:05/11/2026", "search.op.before"],
  ["sau:tuần này", "after:yesterday", "search.op.after"],
  ["lớn hơn:5MB", "larger:5MB", "search.op.larger"],
  ["trong:lưu-trữ", "in:archive", "search.op.in"],
  ["nhãn:", "label:", "search.op.label"],
  ["chưa đọc", "unread", "search.op.unread"],
  ["gắn cờ", "flagged", "search.op.flagged"],
  ["có tệp", "has attachment", "search.op.hasAttachment"],
  ["HOẶC", "OR", "search.op.or"],
  ["-họp", "-draft", "search.op.not"],
] as const;

/** What stands between conditions of which one is enough; in capitals, since in a sentence it is a word like any other. */
export const OR_WORDS: readonly string[] = ["HOẶC", "OR"];

/** How a search for a label begins. */
export const LABEL_OPERATOR = "nhãn:";

/** Examples of what the search box understands: in Vietnamese, in English, and the key of what it means. */
export const SEARCH_EXAMPLES = [
  ["từ:", "from:", "search.op.from"],
  ["đến:", "to:", "search.op.to"],
  ["tiêuđề:", "subject:", "search.op.subject"],
  ["tệp:", "file:", "search.op.attachment"],
  ["trước:05/11/2026", "before:05/11/2026", "search.op.before"],
  ["sau:01/11/2026", "after:01/11/2026", "search.op.after"],
  ["lớnhơn:5MB", "larger:5MB", "search.op.larger"],
  ["chưa đọc", "unread", "search.op.unread"],
  ["gắn cờ", "flagged", "search.op.flagged"],
  ["-họp", "-draft", "search.op.not"],
] as const;

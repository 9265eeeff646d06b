/** What mail programs put before the subject of an answer or of a forwarded letter, in the languages seen here. */
export const ANSWER_PREFIXES = ["re", "fw", "fwd", "tl", "trả lời", "chuyển tiếp"];

import { type EmailFilter, KEYWORD } from "@congthu/shared/jmap/mail";

export type Operator =
  | "from"
  | "to"
  | "cc"
  | "subject"
  | "body"
  | "attachment"
  | "before"
  | "after"
  | "larger"
  | "smaller"
  | "in"
  | "label"
  | "is";

/** Operators as they are typed, Vietnamese first, without marks and spaces: "tiêu đề:" is as good as "tieude:". */
export const OPERATORS: Record<string, Operator> = {
  tu: "from",
  nguoigui: "from",
  from: "from",
  den: "to",
  nguoinhan: "to",
  to: "to",
  donggui: "cc",
  cc: "cc",
  tieude: "subject",
  chude: "subject",
  subject: "subject",
  noidung: "body",
  body: "body",
  tep: "attachment",
  tentep: "attachment",
  dinhkem: "attachment",
  file: "attachment",
  filename: "attachment",
  has: "attachment",
  truoc: "before",
  truocngay: "before",
  before: "before",
  sau: "after",
  saungay: "after",
  tungay: "after",
  after: "after",
  lonhon: "larger",
  larger: "larger",
  nhohon: "smaller",
  smaller: "smaller",
  trong: "in",
  thumuc: "in",
  in: "in",
  nhan: "label",
  label: "label",
  la: "is",
  is: "is",
};

/** The states of a letter that can be asked for. */
export const STATES = {
  unread: { notKeyword: KEYWORD.seen },
  read: { hasKeyword: KEYWORD.seen },
  flagged: { hasKeyword: KEYWORD.flagged },
  attachment: { hasAttachment: true },
  answered: { hasKeyword: KEYWORD.answered },
} as const satisfies Record<string, EmailFilter>;
export type State = keyof typeof STATES;

/** What states are called, without marks. Those of two words and more need no operator. */
export const STATE_WORDS: Record<string, State> = {
  "chua doc": "unread",
  unread: "unread",
  "da doc": "read",
  read: "read",
  "gan co": "flagged",
  "co sao": "flagged",
  flagged: "flagged",
  starred: "flagged",
  "co tep": "attachment",
  "dinh kem": "attachment",
  "has attachment": "attachment",
  "da tra loi": "answered",
  answered: "answered",
};

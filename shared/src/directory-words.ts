/** What an agency is: `division` is a part of its parent and is reported with it; `group` only holds others together. */
export const AGENCY_KINDS = [
  "province",
  "department",
  "district",
  "commune",
  "unit",
  "party",
  "division",
  "group",
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** QĐ 20/2020/QĐ-TTg (top-down) and QCVN 102:2016/BTTTT (bottom-up). */
export const CODE_SCHEMES = ["QD20", "QCVN102"] as const;
export type CodeScheme = (typeof CODE_SCHEMES)[number];

export const ACCOUNT_KINDS = ["person", "agency", "technical"] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** `locked` still receives; `departed` refuses mail; `revoked` is on its way to deletion. */
export const ACCOUNT_STATUSES = ["active", "locked", "departed", "revoked"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const ACCOUNT_SORTS = ["name", "address", "created"] as const;
export type AccountSortBy = (typeof ACCOUNT_SORTS)[number];
export const MAILBOX_RIGHTS = ["full", "read"] as const;
export type MailboxRights = (typeof MAILBOX_RIGHTS)[number];

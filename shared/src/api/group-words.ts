/** Who may write to a group: anyone, our own people, its members, those named. */
export const POSTINGS = ["open", "internal", "members", "writers"] as const;

/** Whom a rule names at the agencies it covers. */
export const RULE_WHO = ["staff", "leaders", "mailboxes"] as const;

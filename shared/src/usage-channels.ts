/** Ways in which a person comes to the mailbox: the page on a computer, the page on a phone, mail programs, programs that speak JMAP. */
export const USAGE_CHANNELS = ["web", "mobile", "imap", "pop3", "submission", "api"] as const;
export type UsageChannel = (typeof USAGE_CHANNELS)[number];

/**
 * What the standards lack, under the capability `urn:congthu:params:jmap:mail`. Every type has /get, /changes and /set as RFC 8620 §5 has
 * them; states are those of the account.
 */
import type { JmapId, UnsignedInt, UtcDate } from "./core.ts";

/** What a rule looks at. Texts are found whatever their case and marks; `not` turns a condition round. */
export type RuleCondition = { not?: boolean } & (
  | { type: "from" | "to" | "subject"; contains: string }
  | { type: "hasAttachment" | "fromOutside" }
  | { type: "largerThan"; octets: UnsignedInt }
);

/** What a rule does. `forward` goes to addresses of the state alone. */
export type RuleAction =
  | { type: "fileInto"; mailboxId: JmapId }
  | { type: "flag" | "markRead" | "trash" }
  | { type: "label"; keyword: string }
  | { type: "forward"; to: string };

/** What is done with mail as it comes, rule after rule by `sortOrder`, until one that fits says `stop`. */
export type MailRule = {
  id: JmapId;
  name: string;
  isEnabled: boolean;
  sortOrder: UnsignedInt;
  /** Whether all conditions must fit, or one. */
  match: "all" | "any";
  conditions: RuleCondition[];
  actions: RuleAction[];
  stop: boolean;
};

/** `MailRule/test`: which letters of the inbox a rule fits, the newest first; nothing is done to them. */
export type MailRuleTestRequest = {
  accountId: JmapId;
  rule: Pick<MailRule, "match" | "conditions">;
  /** Letters looked at, at most 2,000. */
  limit?: UnsignedInt;
};
export type MailRuleTestResponse = { accountId: JmapId; looked: UnsignedInt; ids: JmapId[] };

/** A search to come back to, as it stands in the search box. */
export type SavedSearch = { id: JmapId; name: string; query: string; sortOrder: UnsignedInt };

/** How one person likes it: a single record "singleton" whose other properties are the client's own. */
export type Preferences = { id: "singleton" } & Record<string, unknown>;

/** A letter to begin from. Those of the agency's mailbox are shown to all its people with `isShared`. */
export type Template = {
  id: JmapId;
  name: string;
  subject: string;
  textBody: string;
  htmlBody: string;
  sortOrder: UnsignedInt;
  /** Of the agency's mailbox, to be changed there alone; set by the server. */
  isShared: boolean;
};

/** A letter put aside until a time; then it comes into the inbox anew, unread, as an Email of its own. */
export type Snooze = {
  id: JmapId;
  emailId: JmapId;
  until: UtcDate;
  /** Where the letter came from and goes back to; set by the server. */
  mailboxId: JmapId;
};

/** "Not answered after five days": looks at `at` whether somebody else wrote in the thread since. */
export type Reminder = {
  id: JmapId;
  emailId: JmapId;
  at: UtcDate;
  /** Whether an answer makes it needless. */
  unlessAnswered: boolean;
  note: string;
  /** Set by the server. */
  threadId: JmapId;
  /** Set by the server: `due` is to be shown, `answered` needs nothing. */
  state: "waiting" | "due" | "answered";
};

/** Who of those who work in a shared mailbox takes care of a thread. Its id is the thread's. */
export type Assignment = {
  id: JmapId;
  threadId: JmapId;
  /** The account id of a clerk of the mailbox, or of its owner. */
  assigneeId: JmapId;
  isDone: boolean;
  /** Set by the server. */
  assigneeName: string;
  byId: JmapId;
  byName: string;
  at: UtcDate;
};

/**
 * A file that is not in a letter but behind a link in it; `FileLink/get` and `FileLink/set` alone, and /set only destroys: the link is withdrawn.
 * It is made by a POST of the octets to `uploadUrl` of the account's capability, answered 201 with the record.
 */
export type FileLink = {
  id: JmapId;
  name: string;
  type: string;
  size: UnsignedInt;
  /** Relative to the session resource. Whoever has it may fetch the file, without signing in. */
  url: string;
  createdAt: UtcDate;
  expiresAt: UtcDate;
  byName: string;
  downloads: UnsignedInt;
  downloadedAt: UtcDate | null;
};

/** `accountCapabilities["urn:congthu:params:jmap:mail"]` of the own account: a client can ask for the inbox's letters together with its folders. */
export type OwnCapability = { inboxId: JmapId | null };

/** `accountCapabilities["urn:congthu:params:jmap:mail"].fileLinks`: how files are sent as links; null where they may not be. Sizes in octets. */
export type FileLinksCapability = {
  /** Larger files should not be put into letters. */
  above: UnsignedInt;
  most: UnsignedInt;
  days: UnsignedInt;
  /** A template of level 1 with `name`. */
  uploadUrl: string;
};

/** Who works in a shared mailbox, so that letters can be given to them; `Worker/get` alone. Ids are those of accounts. */
export type Worker = { id: JmapId; name: string };

/** "X is answering": told for two minutes from each /set; its id is made of thread and person. */
export type Presence = {
  id: JmapId;
  threadId: JmapId;
  /** Set by the server. */
  personId: JmapId;
  personName: string;
  until: UtcDate;
};

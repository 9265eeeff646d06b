import type { JmapId, UtcDate } from "@congthu/shared/jmap/core";
import type { EmailAddress } from "@congthu/shared/jmap/mail";

/**
 * A file of a draft. `cid`: it stands in the text as an image and is not listed. `linked`: it is too large for a letter, which carries the
 * address `url` instead, good until then. Size in octets.
 */
export type DraftFile = {
  key: string;
  name: string;
  type: string;
  size: number;
  cid: string | null;
  state:
    | { is: "ready"; blobId: JmapId }
    | { is: "linked"; linkId: JmapId; url: string; until: UtcDate }
    | { is: "uploading"; fraction: number }
    | { is: "failed"; reason: string };
};

/** The original under an answer. It never enters the editor: its tables and fonts stay as they are. */
export type Quote = {
  kind: "reply" | "forward";
  /** HTML as it goes under the answer, its introduction included; sanitised when the letter is built. */
  html: string;
  text: string;
  /** The letter to show in the sandboxed block; null when it is not known any more, then `html` is shown. */
  source: { accountId: JmapId; emailId: JmapId } | null;
};

/** What an answer does to the letter it answers, once it is sent. */
export type Answered = { accountId: JmapId; emailId: JmapId; keyword: "$answered" | "$forwarded" };

/** A letter that is being written. */
export type Draft = {
  accountId: JmapId;
  identityId: JmapId;
  /** The stored copy among the drafts; null before the first save. */
  emailId: JmapId | null;
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  /** What stands in the editor. */
  html: string;
  files: DraftFile[];
  quote: Quote | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  answered: Answered | null;
  /** Asks each reader's program to tell when the letter is read (RFC 8098 §2.1). */
  receipt: boolean;
};

export function emptyDraft(accountId: JmapId, identityId: JmapId): Draft {
  return {
    accountId,
    identityId,
    emailId: null,
    to: [],
    cc: [],
    bcc: [],
    subject: "",
    html: "",
    files: [],
    quote: null,
    inReplyTo: null,
    references: null,
    answered: null,
    receipt: false,
  };
}

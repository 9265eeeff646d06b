/** JMAP mail vocabulary, RFC 8621 §1 to §5. */
import type {
  ChangesResponse,
  Comparator,
  Filter,
  GetRequest,
  JmapDate,
  JmapId,
  QueryRequest,
  SetRequest,
  UnsignedInt,
  UtcDate,
} from "./core.ts";

/** `accountCapabilities["urn:ietf:params:jmap:mail"]` (RFC 8621 §1.3.1). Sizes in octets. */
export type MailCapability = {
  maxMailboxesPerEmail: UnsignedInt | null;
  maxMailboxDepth: UnsignedInt | null;
  maxSizeMailboxName: UnsignedInt;
  maxSizeAttachmentsPerEmail: UnsignedInt;
  emailQuerySortOptions: string[];
  mayCreateTopLevelMailbox: boolean;
};

/** IANA mailbox name attributes in lower case (RFC 8621 §2). */
export type MailboxRole =
  | "inbox"
  | "drafts"
  | "scheduled"
  | "sent"
  | "trash"
  | "junk"
  | "archive"
  | "all"
  | "flagged"
  | "important"
  | "snoozed";

/** RFC 8621 §2. */
export type MailboxRights = {
  mayReadItems: boolean;
  mayAddItems: boolean;
  mayRemoveItems: boolean;
  maySetSeen: boolean;
  maySetKeywords: boolean;
  mayCreateChild: boolean;
  mayRename: boolean;
  mayDelete: boolean;
  maySubmit: boolean;
};

/** RFC 8621 §2. */
export type Mailbox = {
  id: JmapId;
  name: string;
  parentId: JmapId | null;
  role: MailboxRole | null;
  sortOrder: UnsignedInt;
  totalEmails: UnsignedInt;
  unreadEmails: UnsignedInt;
  totalThreads: UnsignedInt;
  unreadThreads: UnsignedInt;
  myRights: MailboxRights;
  isSubscribed: boolean;
};
export type MailboxCreate = Pick<Mailbox, "name"> &
  Partial<Pick<Mailbox, "parentId" | "role" | "sortOrder" | "isSubscribed">>;
/** RFC 8621 §2.3. */
export type MailboxFilter = {
  parentId?: JmapId | null;
  name?: string;
  role?: MailboxRole | null;
  hasAnyRole?: boolean;
  isSubscribed?: boolean;
};
export type MailboxQueryRequest = QueryRequest<MailboxFilter, Comparator<"sortOrder" | "name">> & {
  sortAsTree?: boolean;
  filterAsTree?: boolean;
};
/** RFC 8621 §2.2. */
export type MailboxChangesResponse = ChangesResponse & { updatedProperties: string[] | null };
/** RFC 8621 §2.5. */
export type MailboxSetRequest = SetRequest<MailboxCreate> & { onDestroyRemoveEmails?: boolean };
export type MailboxSetErrorType = "mailboxHasChild" | "mailboxHasEmail";

/** RFC 8621 §3. Emails in the order of receipt, oldest first. */
export type Thread = { id: JmapId; emailIds: JmapId[] };

/** RFC 8621 §4.1.1: what IMAP calls \Seen, \Flagged … and the registered keywords the product acts on. */
export const KEYWORD = {
  draft: "$draft",
  seen: "$seen",
  flagged: "$flagged",
  answered: "$answered",
  forwarded: "$forwarded",
  junk: "$junk",
  notJunk: "$notjunk",
  phishing: "$phishing",
  important: "$important",
  mdnSent: "$mdnsent",
} as const;

/** RFC 8621 §4.1.2.3. */
export type EmailAddress = { name: string | null; email: string };
/** RFC 8621 §4.1.2.4. */
export type EmailAddressGroup = { name: string | null; addresses: EmailAddress[] };
/** RFC 8621 §4.1.3: the value in Raw form. */
export type EmailHeader = { name: string; value: string };
/** The parsed forms of header fields (RFC 8621 §4.1.2). */
export type HeaderForm =
  | "asRaw"
  | "asText"
  | "asAddresses"
  | "asGroupedAddresses"
  | "asMessageIds"
  | "asDate"
  | "asURLs";
/** A property such as `header:List-Post:asURLs` or `header:Resent-To:asAddresses:all` (RFC 8621 §4.1.3). */
export type HeaderProperty = `header:${string}`;
export type HeaderValue =
  | string
  | string[]
  | string[][]
  | EmailAddress[]
  | EmailAddress[][]
  | EmailAddressGroup[]
  | EmailAddressGroup[][]
  | null
  | (string[] | null)[]
  | (string | null)[];

/** RFC 8621 §4.1.4. */
export type EmailBodyPart = {
  partId: string | null;
  blobId: JmapId | null;
  size: UnsignedInt;
  headers?: EmailHeader[];
  name: string | null;
  type: string;
  charset: string | null;
  disposition: string | null;
  cid: string | null;
  language: string[] | null;
  location: string | null;
  subParts?: EmailBodyPart[] | null;
};
/** RFC 8621 §4.1.4. */
export type EmailBodyValue = { value: string; isEncodingProblem: boolean; isTruncated: boolean };

/** RFC 8621 §4.1. Reading one usually asks for some of these properties: see `Pick<Email, …>` at the call. */
export type Email = {
  id: JmapId;
  blobId: JmapId;
  threadId: JmapId;
  mailboxIds: Record<JmapId, true>;
  keywords: Record<string, true>;
  size: UnsignedInt;
  receivedAt: UtcDate;
  headers: EmailHeader[];
  messageId: string[] | null;
  inReplyTo: string[] | null;
  references: string[] | null;
  sender: EmailAddress[] | null;
  from: EmailAddress[] | null;
  to: EmailAddress[] | null;
  cc: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  replyTo: EmailAddress[] | null;
  subject: string | null;
  sentAt: JmapDate | null;
  bodyStructure: EmailBodyPart;
  bodyValues: Record<string, EmailBodyValue>;
  textBody: EmailBodyPart[];
  htmlBody: EmailBodyPart[];
  attachments: EmailBodyPart[];
  hasAttachment: boolean;
  preview: string;
  [header: HeaderProperty]: HeaderValue;
};

/** RFC 8621 §4.2. */
export type EmailGetRequest = GetRequest & {
  bodyProperties?: string[];
  fetchTextBodyValues?: boolean;
  fetchHTMLBodyValues?: boolean;
  fetchAllBodyValues?: boolean;
  /** Octets; 0 for no bound. */
  maxBodyValueBytes?: UnsignedInt;
};

/** RFC 8621 §4.4.1. */
export type EmailFilter = {
  inMailbox?: JmapId;
  inMailboxOtherThan?: JmapId[];
  before?: UtcDate;
  after?: UtcDate;
  minSize?: UnsignedInt;
  maxSize?: UnsignedInt;
  allInThreadHaveKeyword?: string;
  someInThreadHaveKeyword?: string;
  noneInThreadHaveKeyword?: string;
  hasKeyword?: string;
  notKeyword?: string;
  hasAttachment?: boolean;
  text?: string;
  from?: string;
  to?: string;
  cc?: string;
  bcc?: string;
  subject?: string;
  body?: string;
  /** A field name, and the text to look for in it. */
  header?: [string] | [string, string];
  /** Ours, with `urn:congthu:params:jmap:mail`: in names of attached files, and in what PDF and office files say. */
  attachment?: string;
};

export const EMAIL_SORT_PROPERTIES = [
  "receivedAt",
  "sentAt",
  "size",
  "from",
  "to",
  "subject",
  "hasKeyword",
  "allInThreadHaveKeyword",
  "someInThreadHaveKeyword",
] as const;
/** RFC 8621 §4.4.2; the keyword sorts name their keyword. */
export type EmailSort = Comparator<(typeof EMAIL_SORT_PROPERTIES)[number]> & { keyword?: string };
/** RFC 8621 §4.4. */
export type EmailQueryRequest = QueryRequest<EmailFilter, EmailSort> & { collapseThreads?: boolean };

/** A part given at creation: a partId that stands in bodyValues, or a blobId (RFC 8621 §4.6). */
export type EmailBodyPartCreate = Partial<Omit<EmailBodyPart, "subParts">> & {
  type?: string;
  subParts?: EmailBodyPartCreate[] | null;
};
/** RFC 8621 §4.6. */
export type EmailCreate = Partial<
  Pick<
    Email,
    | "keywords"
    | "receivedAt"
    | "messageId"
    | "inReplyTo"
    | "references"
    | "sender"
    | "from"
    | "to"
    | "cc"
    | "bcc"
    | "replyTo"
    | "subject"
    | "sentAt"
  >
> & {
  mailboxIds: Record<JmapId, true>;
  bodyStructure?: EmailBodyPartCreate;
  bodyValues?: Record<string, { value: string; isEncodingProblem?: false; isTruncated?: false }>;
  textBody?: EmailBodyPartCreate[];
  htmlBody?: EmailBodyPartCreate[];
  attachments?: EmailBodyPartCreate[];
  [header: HeaderProperty]: HeaderValue;
};
export type EmailSetErrorType = "blobNotFound" | "tooManyKeywords" | "tooManyMailboxes";

/** RFC 8621 §4.8. */
export type EmailImport = {
  blobId: JmapId;
  mailboxIds: Record<JmapId, true>;
  keywords?: Record<string, true>;
  receivedAt?: UtcDate;
};
export type EmailImportRequest = {
  accountId: JmapId;
  ifInState?: string | null;
  emails: Record<JmapId, EmailImport>;
};
export type EmailImportErrorType = "invalidEmail";

/** RFC 8621 §4.9. */
export type EmailParseRequest = Pick<
  EmailGetRequest,
  "bodyProperties" | "fetchTextBodyValues" | "fetchHTMLBodyValues" | "fetchAllBodyValues" | "maxBodyValueBytes"
> & { accountId: JmapId; blobIds: JmapId[]; properties?: string[] };
export type EmailParseResponse = {
  accountId: JmapId;
  parsed: Record<JmapId, Partial<Email>> | null;
  notParsable: JmapId[] | null;
  notFound: JmapId[] | null;
};

/** RFC 8621 §5: `&`, `<`, `>` as entities, matches within `<mark>`. */
export type SearchSnippet = { emailId: JmapId; subject: string | null; preview: string | null };
/** RFC 8621 §5.1. */
export type SearchSnippetRequest = { accountId: JmapId; filter?: Filter<EmailFilter> | null; emailIds: JmapId[] };
export type SearchSnippetResponse = { accountId: JmapId; list: SearchSnippet[]; notFound: JmapId[] | null };

/** Room of an account. RFC 9425 §4 */
export type Quota = {
  id: string;
  resourceType: "count" | "octets";
  used: number;
  hardLimit: number;
  warnLimit: number | null;
};

declare const brand: unique symbol;
/** A string that names one kind of thing; the kinds do not mix. */
export type Id<K extends string> = string & { readonly [brand]: K };

export type AccountId = Id<"account">;
export type AgencyId = Id<"agency">;
export type MailboxId = Id<"mailbox">;
/** JMAP Email id, stable over moves; several placements (mailbox + UID) may share it. RFC 8621 §4.1.1, RFC 8474 §4. */
export type EmailId = Id<"email">;
export type ThreadId = Id<"thread">;
/** SHA-256 of the octets, lower-case hex. */
export type BlobId = Id<"blob">;
export type SubmissionId = Id<"submission">;
export type IdentityId = Id<"identity">;
/** A file sent as a link. */
export type FileLinkId = Id<"fileLink">;
export type GroupId = Id<"group">;
export type ReportPeriodId = Id<"reportPeriod">;
export type FrozenReportId = Id<"frozenReport">;
export type SessionId = Id<"session">;

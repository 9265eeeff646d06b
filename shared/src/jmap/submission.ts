/** JMAP submission vocabulary: RFC 8621 §6 Identity, §7 EmailSubmission, §8 VacationResponse. */
import type {
  Comparator,
  JmapId,
  PatchObject,
  QueryRequest,
  SetError,
  SetRequest,
  UnsignedInt,
  UtcDate,
} from "./core.ts";
import type { EmailAddress } from "./mail.ts";

/** `accountCapabilities["urn:ietf:params:jmap:submission"]` (RFC 8621 §1.3.2). Delay in seconds; FUTURERELEASE is RFC 4865. */
export type SubmissionCapability = {
  maxDelayedSend: UnsignedInt;
  submissionExtensions: Record<string, string[]>;
};

/** RFC 8621 §6. */
export type Identity = {
  id: JmapId;
  name: string;
  email: string;
  replyTo: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  textSignature: string;
  htmlSignature: string;
  mayDelete: boolean;
};
export type IdentityCreate = Pick<Identity, "email"> & Partial<Omit<Identity, "id" | "email" | "mayDelete">>;
export type IdentitySetErrorType = "forbiddenFrom";

/** RFC 8621 §7: an address of the envelope; a parameter without a value is null. HOLDFOR (seconds) delays the release. */
export type EnvelopeAddress = { email: string; parameters?: Record<string, string | null> | null };
export type Envelope = { mailFrom: EnvelopeAddress; rcptTo: EnvelopeAddress[] };

export type UndoStatus = "pending" | "final" | "canceled";
/** RFC 8621 §7. */
export type DeliveryStatus = {
  smtpReply: string;
  delivered: "queued" | "yes" | "no" | "unknown";
  displayed: "unknown" | "yes";
};

/** RFC 8621 §7. */
export type EmailSubmission = {
  id: JmapId;
  identityId: JmapId;
  emailId: JmapId;
  threadId: JmapId;
  envelope: Envelope | null;
  sendAt: UtcDate;
  undoStatus: UndoStatus;
  deliveryStatus: Record<string, DeliveryStatus> | null;
  dsnBlobIds: JmapId[];
  mdnBlobIds: JmapId[];
};
/** `emailId` may be "#creationId" of an Email made earlier in the request (RFC 8620 §5.3). */
export type EmailSubmissionCreate = Pick<EmailSubmission, "identityId" | "emailId"> & { envelope?: Envelope | null };
/** RFC 8621 §7.3. */
export type EmailSubmissionFilter = {
  identityIds?: JmapId[];
  emailIds?: JmapId[];
  threadIds?: JmapId[];
  undoStatus?: UndoStatus;
  before?: UtcDate;
  after?: UtcDate;
};
export type EmailSubmissionQueryRequest = QueryRequest<
  EmailSubmissionFilter,
  Comparator<"emailId" | "threadId" | "sentAt">
>;
/** RFC 8621 §7.5; the keys of the two extra arguments are submission ids, or "#creationId". */
export type EmailSubmissionSetRequest = SetRequest<EmailSubmissionCreate> & {
  onSuccessUpdateEmail?: Record<string, PatchObject> | null;
  onSuccessDestroyEmail?: string[] | null;
};
export type EmailSubmissionSetErrorType =
  | "invalidEmail"
  | "tooManyRecipients"
  | "noRecipients"
  | "invalidRecipients"
  | "forbiddenMailFrom"
  | "forbiddenFrom"
  | "forbiddenToSend"
  | "cannotUnsend";
/** With the extra properties of RFC 8621 §7.5. */
export type EmailSubmissionSetError = SetError<EmailSubmissionSetErrorType> & {
  maxSize?: UnsignedInt;
  maxRecipients?: UnsignedInt;
  invalidRecipients?: string[];
};

/** RFC 8621 §8; its only id is "singleton". */
export type VacationResponse = {
  id: "singleton";
  isEnabled: boolean;
  fromDate: UtcDate | null;
  toDate: UtcDate | null;
  subject: string | null;
  textBody: string | null;
  htmlBody: string | null;
};

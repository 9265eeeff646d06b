import type {
  Assignment,
  FileLink,
  MailRule,
  MailRuleTestRequest,
  MailRuleTestResponse,
  Preferences,
  Presence,
  Reminder,
  SavedSearch,
  Snooze,
  Template,
  Worker,
} from "@congthu/shared/jmap/congthu";
import type { ContactCard } from "@congthu/shared/jmap/contacts";
import type {
  ChangesRequest,
  ChangesResponse,
  GetRequest,
  GetResponse,
  JmapId,
  QueryChangesRequest,
  QueryChangesResponse,
  QueryResponse,
  ResultReference,
  SetRequest,
  SetResponse,
} from "@congthu/shared/jmap/core";
import type {
  Email,
  EmailCreate,
  EmailFilter,
  EmailGetRequest,
  EmailQueryRequest,
  EmailSetErrorType,
  EmailSort,
  Mailbox,
  MailboxChangesResponse,
  MailboxCreate,
  MailboxSetErrorType,
  MailboxSetRequest,
  Quota,
  SearchSnippetRequest,
  SearchSnippetResponse,
  Thread,
} from "@congthu/shared/jmap/mail";
import type {
  EmailSubmission,
  EmailSubmissionCreate,
  EmailSubmissionQueryRequest,
  EmailSubmissionSetErrorType,
  EmailSubmissionSetRequest,
  Identity,
  IdentityCreate,
  IdentitySetErrorType,
  VacationResponse,
} from "@congthu/shared/jmap/submission";

/** The small records of `urn:congthu:params:jmap:mail`, and the cards of contacts, that the webmail keeps with an account. */
export type RecordTypes = {
  Assignment: Assignment;
  ContactCard: ContactCard;
  MailRule: MailRule;
  Preferences: Preferences;
  Presence: Presence;
  Reminder: Reminder;
  SavedSearch: SavedSearch;
  Snooze: Snooze;
  Template: Template;
};
export type RecordKind = keyof RecordTypes;
type RecordMethods = {
  [K in RecordKind as `${K}/get`]: Method<GetRequest, GetResponse<RecordTypes[K]>>;
} & {
  [K in RecordKind as `${K}/set`]: Method<SetRequest<object>, SetResponse<{ id: JmapId }, string>>;
};

type Method<Args, Reply> = { args: Args; reply: Reply };

/** The methods that the webmail calls: what each takes and gives. */
export type Methods = RecordMethods & {
  "MailRule/test": Method<MailRuleTestRequest, MailRuleTestResponse>;
  "Worker/get": Method<GetRequest, GetResponse<Worker>>;
  "Blob/copy": Method<
    { fromAccountId: JmapId; blobIds: JmapId[] },
    { copied: Record<JmapId, JmapId> | null; notCopied: Record<JmapId, object> | null }
  >;
  "FileLink/get": Method<GetRequest, GetResponse<FileLink>>;
  "FileLink/set": Method<SetRequest<never>, SetResponse<FileLink>>;
  "Mailbox/get": Method<GetRequest, GetResponse<Mailbox>>;
  "Mailbox/changes": Method<ChangesRequest, MailboxChangesResponse>;
  "Mailbox/set": Method<MailboxSetRequest & SetRequest<MailboxCreate>, SetResponse<Mailbox, MailboxSetErrorType>>;
  "Thread/get": Method<GetRequest, GetResponse<Thread>>;
  "Email/query": Method<EmailQueryRequest, QueryResponse>;
  "Email/queryChanges": Method<
    QueryChangesRequest<EmailFilter, EmailSort> & { collapseThreads?: boolean },
    QueryChangesResponse
  >;
  "Email/get": Method<EmailGetRequest, GetResponse<Email>>;
  "Email/changes": Method<ChangesRequest, ChangesResponse>;
  "Email/set": Method<SetRequest<EmailCreate>, SetResponse<Email, EmailSetErrorType>>;
  "SearchSnippet/get": Method<SearchSnippetRequest, SearchSnippetResponse>;
  "Identity/get": Method<GetRequest, GetResponse<Identity>>;
  "Identity/set": Method<SetRequest<IdentityCreate>, SetResponse<Identity, IdentitySetErrorType>>;
  "EmailSubmission/get": Method<GetRequest, GetResponse<EmailSubmission>>;
  "EmailSubmission/query": Method<EmailSubmissionQueryRequest, QueryResponse>;
  "EmailSubmission/set": Method<
    EmailSubmissionSetRequest & SetRequest<EmailSubmissionCreate>,
    SetResponse<EmailSubmission, EmailSubmissionSetErrorType>
  >;
  "Quota/get": Method<GetRequest, GetResponse<Quota>>;
  "VacationResponse/get": Method<GetRequest, GetResponse<VacationResponse>>;
  "VacationResponse/set": Method<SetRequest<never>, SetResponse<VacationResponse>>;
};
export type MethodName = keyof Methods;
export type Reply<M extends MethodName> = Methods[M]["reply"];

type Referable<A> = A & { [K in keyof A & string as `#${K}`]?: ResultReference };
/** Arguments of a call; any but accountId may come from an earlier call as "#name" (RFC 8620 §3.7). */
export type Args<M extends MethodName> = { accountId: JmapId } & Partial<Referable<Methods[M]["args"]>>;

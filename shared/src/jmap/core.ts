/** JMAP core vocabulary, RFC 8620. Types only, but for the capability names; imported by the server and by the webmail. */

/** 1–255 characters of A-Z a-z 0-9 - _ (RFC 8620 §1.2). */
export type JmapId = string;
/** "2026-11-21T08:30:00Z", always in UTC (RFC 8620 §1.4). */
export type UtcDate = string;
/** RFC 3339 date-time with any offset, the letters T and Z upper case (RFC 8620 §1.4). */
export type JmapDate = string;
export type UnsignedInt = number;

/** The capability URIs that the product knows. */
export const CAPABILITY = {
  core: "urn:ietf:params:jmap:core",
  mail: "urn:ietf:params:jmap:mail",
  submission: "urn:ietf:params:jmap:submission",
  vacation: "urn:ietf:params:jmap:vacationresponse",
  quota: "urn:ietf:params:jmap:quota",
  contacts: "urn:ietf:params:jmap:contacts",
  blob: "urn:ietf:params:jmap:blob",
  mdn: "urn:ietf:params:jmap:mdn",
  principals: "urn:ietf:params:jmap:principals",
  websocket: "urn:ietf:params:jmap:websocket",
  /** Ours: what the standards lack. Clients that ignore it work. */
  congthu: "urn:congthu:params:jmap:mail",
} as const;

/** The value of `capabilities["urn:ietf:params:jmap:core"]` (RFC 8620 §2). Sizes in octets. */
export type CoreCapability = {
  maxSizeUpload: UnsignedInt;
  maxConcurrentUpload: UnsignedInt;
  maxSizeRequest: UnsignedInt;
  maxConcurrentRequests: UnsignedInt;
  maxCallsInRequest: UnsignedInt;
  maxObjectsInGet: UnsignedInt;
  maxObjectsInSet: UnsignedInt;
  collationAlgorithms: string[];
};

/** One account of the session: the person's own, or an agency mailbox shared with them (RFC 8620 §2). */
export type SessionAccount = {
  name: string;
  isPersonal: boolean;
  isReadOnly: boolean;
  accountCapabilities: Record<string, unknown>;
};

/** The Session resource (RFC 8620 §2). The four URLs are templates of level 1 (RFC 6570). */
export type JmapSession = {
  capabilities: Record<string, unknown>;
  accounts: Record<JmapId, SessionAccount>;
  primaryAccounts: Record<string, JmapId>;
  username: string;
  apiUrl: string;
  downloadUrl: string;
  uploadUrl: string;
  eventSourceUrl: string;
  state: string;
};

/** Method name (or "error"), arguments, and the client's id of the call (RFC 8620 §3.2). */
export type Invocation<A = Record<string, unknown>> = [name: string, args: A, callId: string];

/** RFC 8620 §3.3. */
export type JmapRequest = {
  using: string[];
  methodCalls: Invocation[];
  createdIds?: Record<JmapId, JmapId>;
};

/** RFC 8620 §3.4. */
export type JmapResponse = {
  methodResponses: Invocation[];
  createdIds?: Record<JmapId, JmapId>;
  sessionState: string;
};

/** The value of an argument whose name begins with "#" (RFC 8620 §3.7). */
export type ResultReference = { resultOf: string; name: string; path: string };

/** Request-level errors, the `type` of the problem document (RFC 8620 §3.6.1). */
export type RequestErrorType =
  | "urn:ietf:params:jmap:error:unknownCapability"
  | "urn:ietf:params:jmap:error:notJSON"
  | "urn:ietf:params:jmap:error:notRequest"
  | "urn:ietf:params:jmap:error:limit";

/** A problem document (RFC 7807), as JMAP and the REST routes answer refusals. `limit` names the limit passed (RFC 8620 §3.6.1). */
export type ProblemDetails = {
  type: string;
  title?: string;
  status?: number;
  detail?: string;
  limit?: string;
};

/** Method-level errors: RFC 8620 §3.6.2, and those the standard methods add in §5.1 to §5.6. */
export type MethodErrorType =
  | "serverUnavailable"
  | "serverFail"
  | "serverPartialFail"
  | "unknownMethod"
  | "invalidArguments"
  | "invalidResultReference"
  | "forbidden"
  | "accountNotFound"
  | "accountNotSupportedByMethod"
  | "accountReadOnly"
  | "requestTooLarge"
  | "cannotCalculateChanges"
  | "stateMismatch"
  | "alreadyExists"
  | "fromAccountNotFound"
  | "fromAccountNotSupportedByMethod"
  | "anchorNotFound"
  | "unsupportedSort"
  | "unsupportedFilter"
  | "tooManyChanges"
  | "unknownDataType";

export type MethodError = { type: MethodErrorType; description?: string };

/** The refusals of one record that any /set may give (RFC 8620 §5.3) and /copy adds (§5.4). */
export type StandardSetErrorType =
  | "forbidden"
  | "overQuota"
  | "tooLarge"
  | "rateLimit"
  | "notFound"
  | "invalidPatch"
  | "willDestroy"
  | "invalidProperties"
  | "singleton"
  | "alreadyExists";

/** Why one record was not created, updated or destroyed (RFC 8620 §5.3). `T`: the types a data type adds. */
export type SetError<T extends string = never> = {
  type: StandardSetErrorType | T;
  description?: string | null;
  /** With invalidProperties. */
  properties?: string[];
  /** With alreadyExists (RFC 8620 §5.4). */
  existingId?: JmapId;
};

/** JSON pointers without the leading slash → new values; null means the default or absence (RFC 8620 §5.3). */
export type PatchObject = Record<string, unknown>;

/** RFC 8620 §5.1. */
export type GetRequest = { accountId: JmapId; ids?: JmapId[] | null; properties?: string[] | null };
export type GetResponse<T> = { accountId: JmapId; state: string; list: T[]; notFound: JmapId[] };

/** RFC 8620 §5.2. */
export type ChangesRequest = { accountId: JmapId; sinceState: string; maxChanges?: UnsignedInt | null };
export type ChangesResponse = {
  accountId: JmapId;
  oldState: string;
  newState: string;
  hasMoreChanges: boolean;
  created: JmapId[];
  updated: JmapId[];
  destroyed: JmapId[];
};

/** RFC 8620 §5.3. `C`: what a create may carry. */
export type SetRequest<C = Record<string, unknown>> = {
  accountId: JmapId;
  ifInState?: string | null;
  create?: Record<JmapId, C> | null;
  update?: Record<JmapId, PatchObject> | null;
  destroy?: JmapId[] | null;
};
export type SetResponse<T, E extends string = never> = {
  accountId: JmapId;
  oldState: string | null;
  newState: string;
  created: Record<JmapId, Partial<T>> | null;
  updated: Record<JmapId, Partial<T> | null> | null;
  destroyed: JmapId[] | null;
  notCreated: Record<JmapId, SetError<E>> | null;
  notUpdated: Record<JmapId, SetError<E>> | null;
  notDestroyed: Record<JmapId, SetError<E>> | null;
};

/** RFC 8620 §5.4. */
export type CopyRequest<C = Record<string, unknown>> = {
  fromAccountId: JmapId;
  ifFromInState?: string | null;
  accountId: JmapId;
  ifInState?: string | null;
  create: Record<JmapId, C>;
  onSuccessDestroyOriginal?: boolean;
  destroyFromIfInState?: string | null;
};
export type CopyResponse<T> = {
  fromAccountId: JmapId;
  accountId: JmapId;
  oldState: string | null;
  newState: string;
  created: Record<JmapId, Partial<T>> | null;
  notCreated: Record<JmapId, SetError> | null;
};

/** RFC 8620 §5.5. `C`: the FilterCondition of the data type. */
export type FilterOperator<C> = { operator: "AND" | "OR" | "NOT"; conditions: Filter<C>[] };
export type Filter<C> = FilterOperator<C> | C;
export type Comparator<P extends string = string> = {
  property: P;
  /** Ascending unless false. */
  isAscending?: boolean;
  collation?: string;
};
export type QueryRequest<C, S = Comparator> = {
  accountId: JmapId;
  filter?: Filter<C> | null;
  sort?: S[] | null;
  position?: number;
  anchor?: JmapId | null;
  anchorOffset?: number;
  limit?: UnsignedInt | null;
  calculateTotal?: boolean;
};
export type QueryResponse = {
  accountId: JmapId;
  queryState: string;
  canCalculateChanges: boolean;
  position: UnsignedInt;
  ids: JmapId[];
  /** Only when asked for with calculateTotal. */
  total?: UnsignedInt;
  /** Only when the server lowered the limit asked for. */
  limit?: UnsignedInt;
};

/** RFC 8620 §5.6. */
export type QueryChangesRequest<C, S = Comparator> = {
  accountId: JmapId;
  filter?: Filter<C> | null;
  sort?: S[] | null;
  sinceQueryState: string;
  maxChanges?: UnsignedInt | null;
  upToId?: JmapId | null;
  calculateTotal?: boolean;
};
export type AddedItem = { id: JmapId; index: UnsignedInt };
export type QueryChangesResponse = {
  accountId: JmapId;
  oldQueryState: string;
  newQueryState: string;
  total?: UnsignedInt;
  removed: JmapId[];
  added: AddedItem[];
};

/** What the upload endpoint answers (RFC 8620 §6.1). Size in octets. */
export type UploadResponse = { accountId: JmapId; blobId: JmapId; type: string; size: UnsignedInt };

/** RFC 8620 §6.3. */
export type BlobCopyRequest = { fromAccountId: JmapId; accountId: JmapId; blobIds: JmapId[] };
export type BlobCopyResponse = {
  fromAccountId: JmapId;
  accountId: JmapId;
  copied: Record<JmapId, JmapId> | null;
  notCopied: Record<JmapId, SetError> | null;
};

/** Data type name → its state now. */
export type TypeState = Record<string, string>;
/** What push sends (RFC 8620 §7.1): the event `state` of the event source carries one as its text (§7.3). */
export type StateChange = { "@type": "StateChange"; changed: Record<JmapId, TypeState> };
/** The text of the event `ping` (RFC 8620 §7.3). Interval in seconds. */
export type PingEvent = { interval: UnsignedInt };

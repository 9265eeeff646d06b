import type { SettingValue } from "@congthu/shared/api/setting-values";
import type { FileLinksCapability } from "@congthu/shared/jmap/congthu";
import { CAPABILITY, type CoreCapability } from "@congthu/shared/jmap/core";
import type { MailCapability } from "@congthu/shared/jmap/mail";
import type { SubmissionCapability } from "@congthu/shared/jmap/submission";
import { LIMITS } from "../lib/limits.ts";
import { SORT_PROPERTIES } from "./email-sort.ts";
import { BLOB_TYPES } from "./methods/blob.ts";

const CORE: CoreCapability = {
  maxSizeUpload: LIMITS.uploadBytes,
  maxConcurrentUpload: LIMITS.jmapConcurrentUploads,
  maxSizeRequest: LIMITS.jmapRequestBytes,
  maxConcurrentRequests: LIMITS.jmapConcurrentRequests,
  maxCallsInRequest: LIMITS.jmapCallsInRequest,
  maxObjectsInGet: LIMITS.jmapObjectsInGet,
  maxObjectsInSet: LIMITS.jmapObjectsInSet,
  collationAlgorithms: ["i;ascii-casemap", "i;unicode-casemap"],
};

/** Where JMAP is spoken over a WebSocket. */
export const SOCKET_PATH = "/jmap/ws";

/** Where files come up that are sent as links. */
export const LINK_PATH = "/jmap/link/:accountId";

/** What the server can do (RFC 8620 §2). */
export const SERVER_CAPABILITIES: Record<string, unknown> = {
  [CAPABILITY.core]: CORE,
  [CAPABILITY.mail]: {},
  [CAPABILITY.submission]: {},
  [CAPABILITY.vacation]: {},
  [CAPABILITY.quota]: {},
  [CAPABILITY.contacts]: {},
  [CAPABILITY.blob]: {},
  [CAPABILITY.mdn]: {},
  [CAPABILITY.principals]: {},
  // RFC 8887 §3; the URL is relative, as all of the session are.
  [CAPABILITY.websocket]: { url: SOCKET_PATH, supportsPush: true },
  [CAPABILITY.congthu]: {},
};

/** What one may do in an account (RFC 8621 §1.3); sending, identities and vacation only with full rights. */
export function accountCapabilities(q: {
  accountId: string;
  mayWrite: boolean;
  maxMessageBytes: number;
  links: SettingValue<"fileLinks">;
}): Record<string, unknown> {
  const mail: MailCapability = {
    maxMailboxesPerEmail: LIMITS.mailboxesPerEmail,
    maxMailboxDepth: LIMITS.mailboxDepth,
    maxSizeMailboxName: 255,
    // Base64 adds a third, and lines; the rest is for text and headers.
    maxSizeAttachmentsPerEmail: Math.floor((q.maxMessageBytes * 0.97 * 57) / 78),
    emailQuerySortOptions: [...SORT_PROPERTIES],
    mayCreateTopLevelMailbox: q.mayWrite,
  };
  const submission: SubmissionCapability = {
    maxDelayedSend: LIMITS.delayedSendSeconds,
    submissionExtensions: {
      SIZE: [String(q.maxMessageBytes)],
      DSN: [],
      FUTURERELEASE: [String(LIMITS.delayedSendSeconds)],
    },
  };
  const fileLinks: FileLinksCapability = {
    above: q.links.aboveBytes,
    most: q.links.maxBytes,
    days: q.links.days,
    uploadUrl: `/jmap/link/${q.accountId}?name={name}`,
  };
  return {
    [CAPABILITY.core]: {},
    [CAPABILITY.mail]: mail,
    [CAPABILITY.quota]: {},
    // RFC 9610 §1.4.1
    [CAPABILITY.contacts]: { maxAddressBooksPerCard: null, mayCreateAddressBook: q.mayWrite },
    // RFC 9404 §3.1
    [CAPABILITY.blob]: {
      maxSizeBlobSet: LIMITS.uploadBytes,
      maxDataSources: LIMITS.blobSources,
      supportedTypeNames: BLOB_TYPES,
      supportedDigestAlgorithms: ["sha", "sha-256", "sha-512"],
    },
    [CAPABILITY.congthu]: { fileLinks: q.mayWrite && q.links.isOn ? fileLinks : null },
    ...(q.mayWrite ? { [CAPABILITY.submission]: submission, [CAPABILITY.vacation]: {}, [CAPABILITY.mdn]: {} } : {}),
  };
}

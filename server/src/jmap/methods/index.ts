import type { Method } from "../method.ts";
import { recordMethods } from "../record-type.ts";
import { addressBook } from "../types/address-book.ts";
import { contactCard, contactCardQuery } from "../types/contact-card.ts";
import { reminderType, snoozeType } from "../types/later-records.ts";
import { mailRule, mailRuleTest } from "../types/mail-rule.ts";
import { preferences, savedSearch, templateType } from "../types/own-records.ts";
import { shareNotification, shareNotificationQuery } from "../types/share-notification.ts";
import { assignmentType, presenceType } from "../types/shared-records.ts";
import { blobCopy, blobGet, blobLookup, blobUpload } from "./blob.ts";
import { coreEcho } from "./core-echo.ts";
import { emailChangesMethod } from "./email-changes.ts";
import { emailCopy } from "./email-copy.ts";
import { emailGet } from "./email-get.ts";
import { emailImport } from "./email-import.ts";
import { emailParse } from "./email-parse.ts";
import { emailQuery } from "./email-query.ts";
import { emailQueryChanges } from "./email-query-changes.ts";
import { emailSet } from "./email-set.ts";
import { emailSubmissionChanges, emailSubmissionGet, emailSubmissionQuery } from "./email-submission.ts";
import { emailSubmissionSet } from "./email-submission-set.ts";
import { fileLinkGet, fileLinkSet } from "./file-link.ts";
import { identityChangesMethod, identityGet, identitySet } from "./identity.ts";
import { mailboxChangesMethod } from "./mailbox-changes.ts";
import { mailboxGet } from "./mailbox-get.ts";
import { mailboxQuery } from "./mailbox-query.ts";
import { mailboxSet } from "./mailbox-set.ts";
import { mdnParse, mdnSend } from "./mdn.ts";
import { principalChanges, principalGet, principalQuery, principalSet } from "./principal.ts";
import { pushSubscriptionGet, pushSubscriptionSet } from "./push-subscription.ts";
import { quotaChanges, quotaGet, quotaQuery } from "./quota.ts";
import { searchSnippetGet } from "./search-snippet-get.ts";
import { threadChangesMethod } from "./thread-changes.ts";
import { threadGet } from "./thread-get.ts";
import { vacationResponseGet, vacationResponseSet } from "./vacation-response.ts";
import { workerGet } from "./worker.ts";

const TABLE: readonly Method[] = [
  coreEcho,
  pushSubscriptionGet,
  pushSubscriptionSet,
  blobCopy,
  blobUpload,
  blobGet,
  blobLookup,
  mailboxGet,
  mailboxChangesMethod,
  mailboxSet,
  ...mailboxQuery,
  threadGet,
  threadChangesMethod,
  emailGet,
  emailChangesMethod,
  emailQuery,
  emailQueryChanges,
  emailSet,
  emailImport,
  emailCopy,
  emailParse,
  searchSnippetGet,
  identityGet,
  identityChangesMethod,
  identitySet,
  emailSubmissionGet,
  emailSubmissionChanges,
  ...emailSubmissionQuery,
  emailSubmissionSet,
  quotaGet,
  quotaChanges,
  ...quotaQuery,
  vacationResponseGet,
  vacationResponseSet,
  principalGet,
  principalChanges,
  principalSet,
  ...principalQuery,
  ...recordMethods(shareNotification),
  ...shareNotificationQuery,
  mdnSend,
  mdnParse,
  ...recordMethods(addressBook),
  ...recordMethods(contactCard),
  ...contactCardQuery,
  ...recordMethods(mailRule),
  mailRuleTest,
  ...recordMethods(savedSearch),
  ...recordMethods(preferences),
  ...recordMethods(templateType),
  ...recordMethods(snoozeType),
  ...recordMethods(reminderType),
  ...recordMethods(assignmentType),
  ...recordMethods(presenceType),
  workerGet,
  fileLinkGet,
  fileLinkSet,
];

/** All methods by name. */
export const METHODS: ReadonlyMap<string, Method> = new Map(TABLE.map((method) => [method.name, method]));

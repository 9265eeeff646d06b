import type { AccountId, EmailId } from "@congthu/shared/ids";

/** Where a word is looked for; `to`, `cc` and `bcc` are one place in the index, for the caller to tell apart. */
export type SearchField = "subject" | "from" | "to" | "cc" | "bcc" | "body" | "attachment";
/** A word or, with spaces, a phrase. Without a field it may stand anywhere. */
export type SearchTerm = { text: string; field?: SearchField };
export type SearchQuery = { accountId: AccountId; terms: readonly SearchTerm[]; limit: number };
/** `exact`: the marks of the query stand in the message as they were typed. */
export type SearchHit = { emailId: EmailId; exact: boolean };

/** Words to messages; derived from the store and rebuilt at will. */
export interface SearchIndex {
  /** Messages of the account that hold all terms, whatever their marks: exact spelling first, then the newest. */
  search(q: SearchQuery): Promise<SearchHit[]>;
  /** Resolves when everything committed before the call can be found. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A name with an address, as it stands in a header. */
export type Party = { name: string; address: string };
export type LetterFile = {
  name: string;
  type: string;
  bytes: Buffer /** Content-ID of a picture shown in the text. */;
  cid?: string;
};

/** Who wrote it: one of our people, a clerk for an agency, or somebody outside the province. */
export type Author =
  | { kind: "person"; personKey: string }
  | { kind: "agency"; agencyKey: string; personKey: string }
  | { kind: "outside" }
  | { kind: "system" };

/** One letter of the demo before it becomes octets. */
export type Letter = {
  /** Message-ID with its brackets: unique, and the same for the same seed. */
  messageId: string;
  /** When it was sent, epoch milliseconds. */
  at: number;
  author: Author;
  from: Party;
  to: readonly Party[];
  cc: readonly Party[];
  subject: string;
  text: string;
  html: string | null;
  files: readonly LetterFile[];
  inReplyTo: string | null;
  references: readonly string[];
  headers: readonly (readonly [name: string, value: string])[];
  /** Octets of letters that no honest composer writes today: legacy character sets, decomposed names. */
  raw: Buffer | null;
  /** Where it lies at the receiver's: the inbox, or already in junk. */
  folder: "inbox" | "junk";
};

/** What most letters have in common, to be overwritten in part. */
export const PLAIN_LETTER = {
  cc: [],
  html: null,
  files: [],
  inReplyTo: null,
  references: [],
  headers: [],
  raw: null,
  folder: "inbox",
} as const satisfies Partial<Letter>;

/** A reply to a letter: its thread, its sender as recipient. */
export function replyTo(letter: Letter): Pick<Letter, "to" | "subject" | "inReplyTo" | "references"> {
  return {
    to: [letter.from],
    subject: letter.subject.startsWith("Re: ") ? letter.subject : `Re: ${letter.subject}`,
    inReplyTo: letter.messageId,
    references: [...letter.references, letter.messageId],
  };
}

import type { MailAddress } from "./addresses.ts";
import type { MessageMeta } from "./describe.ts";

/** What lists are sorted, searched and threaded by: a small part of the description, read for 100,000 messages at once. */
export type Gist = Pick<
  MessageMeta,
  "sentAt" | "subject" | "baseSubject" | "messageId" | "inReplyTo" | "references" | "from" | "to" | "cc" | "bcc"
>;

const FIELD = "\x1f";
const ITEM = "\x1e";
const NAME = "\x1d";
/** Longer ones (a notice to hundreds of people) are not kept: the description says it all. */
const MOST_CHARS = 3_000;

/** A gist as one line of text; null when it would be too long. */
export function writeGist(g: Gist): string | null {
  const base = g.baseSubject === g.subject ? null : g.baseSubject;
  const text = [
    writeText(g.sentAt),
    writeText(g.subject),
    writeText(base),
    writeList(g.messageId),
    writeList(g.inReplyTo),
    writeList(g.references),
    ...[g.from, g.to, g.cc, g.bcc].map((list) => writeList(list?.map(writeAddress) ?? null)),
  ].join(FIELD);
  return text.length > MOST_CHARS ? null : text;
}

/** Reads it back; lists are taken apart only when they are looked at. */
export function readGist(text: string): Gist {
  const f = text.split(FIELD);
  const subject = readText(f[1]);
  return {
    sentAt: readText(f[0]),
    subject,
    baseSubject: readText(f[2]) ?? subject ?? "",
    get messageId() {
      return readList(f[3]);
    },
    get inReplyTo() {
      return readList(f[4]);
    },
    get references() {
      return readList(f[5]);
    },
    get from() {
      return readAddresses(f[6]);
    },
    get to() {
      return readAddresses(f[7]);
    },
    get cc() {
      return readAddresses(f[8]);
    },
    get bcc() {
      return readAddresses(f[9]);
    },
  };
}

function writeText(text: string | null): string {
  return text === null ? "" : `=${clean(text)}`;
}

function readText(text: string | undefined): string | null {
  return text ? text.slice(1) : null;
}

function writeList(list: readonly string[] | null): string {
  return list === null ? "" : `=${list.join(ITEM)}`;
}

function readList(text: string | undefined): string[] | null {
  if (!text) return null;
  return text === "=" ? [] : text.slice(1).split(ITEM);
}

function writeAddress(a: MailAddress): string {
  return a.name === null ? clean(a.email) : `${clean(a.name)}${NAME}${clean(a.email)}`;
}

function readAddresses(text: string | undefined): MailAddress[] | null {
  return (
    readList(text)?.map((item) => {
      const at = item.indexOf(NAME);
      return at < 0 ? { name: null, email: item } : { name: item.slice(0, at), email: item.slice(at + 1) };
    }) ?? null
  );
}

/** Without the characters that divide. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: just these
  return /[\x1d-\x1f]/.test(text) ? text.replace(/[\x1d-\x1f]/g, " ") : text;
}

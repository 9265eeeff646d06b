import type { AccountId, MailboxId } from "@congthu/shared/ids";
import type { App } from "../core/app.ts";
import type { Actor } from "../core/mailbox/note-opened.ts";
import type { Pace } from "./pace.ts";
import type { View } from "./view.ts";
import type { ViewCache } from "./view-cache.ts";
import type { Upload } from "./wire/read-command.ts";
import type { Tokens } from "./wire/tokens.ts";
import type { Writer } from "./wire/writer.ts";

export type { Writer };
export type ImapApp = Pick<
  App,
  "clock" | "db" | "blobs" | "search" | "changes" | "log" | "metrics" | "signOuts" | "site"
>;

/** RFC 9051 §3 */
export type State = "notAuthenticated" | "authenticated" | "selected";

/** The mailbox a session has open; of the session's account or one it may read. */
export type Selected = {
  accountId: AccountId;
  mailboxId: MailboxId;
  readOnly: boolean;
  uidValidity: number;
  view: View;
  /** The search result variable `$`, as UIDs. RFC 9051 §6.4.4.1 */
  saved: number[];
  /** Tells a person from a program that fetches ahead. */
  pace: Pace;
  /** Stops hearing of the account's changes. */
  unsubscribe(): void;
};

/** Whose mail is read, and by whom: the same account, or a clerk in an agency's mailbox. */
export type Signed = { accountId: AccountId; actor: Actor };

/** What the commands of one connection share. */
export type Session = {
  readonly app: ImapApp;
  readonly id: string;
  readonly remote: string;
  readonly views: ViewCache;
  signed: Signed | null;
  selected: Selected | null;
  /** Something changed since the selected mailbox was looked at. */
  stale: boolean;
  /** Called when `stale` becomes true: an IDLE waits for it. */
  wake: (() => void) | null;
  /** RFC 9051 §6.3.1; `utf8` with IMAP4rev2 or UTF8=ACCEPT. */
  readonly enabled: { rev2: boolean; utf8: boolean; condstore: boolean; qresync: boolean };
  readonly link: Link;
  /** The literal the command ended in, its octets still to come. */
  incoming: Incoming | null;
  /** The tag of the command being obeyed. */
  tag: string;
};

/** What some commands need of the connection itself. */
export type Link = {
  isEncrypted(): boolean;
  /** Whether a password may be sent now. RFC 9051 §6.2.3 */
  mayTakePassword(): boolean;
  /** Whether STARTTLS would work. */
  mayStartTls(): boolean;
  /** Handshake on the socket in use; what was sent in clear and not read is forgotten. */
  startTls(): Promise<void>;
  /** The next line, for commands that go on after their first; null when the client went. Throws ImapStreamError when too long. */
  line(): Promise<string | null>;
  /** Checks a password and makes the session that account's. Throws as core's signIn does. */
  signIn(login: string, password: string): Promise<void>;
  /** Ends the connection once all is sent. */
  end(): void;
};

/** A message on its way in. */
export type Incoming = Upload & {
  /** Asks the client to send, if it waits to be asked, and gives all octets; null when the client went. */
  take(): Promise<Buffer | null>;
  /** What follows the literal on its line. */
  rest(): Promise<string | null>;
};

/** How a command ended well: the tagged OK gets `[code]` and text; `after` runs once it is sent. */
export type Ending = { code?: string; text?: string; after?: () => Promise<void> | void };

export type Command<A> = {
  name: string;
  states: readonly State[];
  /** Message numbers must stay while it runs: no EXPUNGE. RFC 9051 §7.5.1 */
  holdsNumbers?: boolean;
  /** It asks about the mailbox as it is, so the client hears what is new before; all others tell it after. RFC 9051 §5.2 */
  looksFirst?: boolean;
  /** Tokens to arguments; throws ImapSyntaxError, touches nothing else. */
  parse(t: Tokens): A;
  /** Arguments to effects; throws MailError, never writes the tagged line. */
  run(s: Session, args: A, out: Writer): Promise<Ending | undefined>;
};

/** Keeps parse and run agreeing on A, then forgets A for the table. */
export function command<A>(c: Command<A>): Command<unknown> {
  return c as Command<unknown>;
}

/** For commands without arguments. */
export function noArguments(t: Tokens): null {
  t.end();
  return null;
}

export const SIGNED_IN: readonly State[] = ["authenticated", "selected"];
export const ANY_STATE: readonly State[] = ["notAuthenticated", "authenticated", "selected"];

/** The account of a session in a state that has one. */
export function accountOf(s: Session): AccountId {
  if (!s.signed) throw new Error("no account in this state");
  return s.signed.accountId;
}

/** The open mailbox of a session in the selected state. */
export function selectedOf(s: Session): Selected {
  if (!s.selected) throw new Error("no mailbox in this state");
  return s.selected;
}

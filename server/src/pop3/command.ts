import type { AccountId } from "@congthu/shared/ids";
import type { App } from "../core/app.ts";
import type { DropMessage } from "../core/mailbox/open-maildrop.ts";

export type Pop3App = Pick<App, "clock" | "db" | "blobs" | "changes" | "log" | "metrics" | "signOuts" | "site">;
/** RFC 1939 §3 */
export type Pop3State = "authorization" | "transaction";

/** The inbox as it was when the session opened it; numbers do not move. RFC 1939 §5 */
export type Maildrop = {
  accountId: AccountId;
  messages: readonly DropMessage[];
  deleted: Set<number>;
  release: () => void;
};

export type Pop3Session = {
  readonly app: Pop3App;
  readonly remote: string;
  state: Pop3State;
  user: string | null;
  maildrop: Maildrop | null;
  isEncrypted(): boolean;
  /** Whether passwords may come in clear. */
  readonly plaintextSignIn: boolean;
  /** Whether STLS can still be had. */
  canStartTls(): boolean;
  startTls(): Promise<void>;
  /** Reads the next line as it is (AUTH PLAIN). */
  nextLine(): Promise<string>;
  write(text: string): Promise<void>;
  /** Sends a message after its status line, dot-stuffed, to `maxBodyLines` lines of the body. RFC 1939 §3 */
  writeMessage(octets: AsyncIterable<Uint8Array>, maxBodyLines?: number): Promise<void>;
  quit: boolean;
};

export type Pop3Command = {
  name: string;
  states: readonly Pop3State[];
  /** Arguments to effects; throws MailError or Pop3SyntaxError, which become the reply. */
  run(s: Pop3Session, args: readonly string[]): Promise<void>;
};

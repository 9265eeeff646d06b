import type { AccountId } from "@congthu/shared/ids";
import type { SMTPServer, SMTPServerSession } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import type { ByteBudget } from "../lib/byte-budget.ts";
import { LIMITS } from "../lib/limits.ts";
import { mailOf, type ParsedPath, rcptOf } from "./envelope.ts";
import { type LineFault, SmtpReader } from "./reader.ts";
import { Refusal, SAY, type SmtpReply, toSmtpReply } from "./replies.ts";
import type { Handlers, Session } from "./session.ts";

export type SmtpKind = "mx" | "submission" | "submissions";

/** What the connections of one port share. */
export type Listener = {
  app: App;
  kind: SmtpKind;
  handlers: Handlers;
  budget: ByteBudget;
  perAddress: Map<string, number>;
  maxPerAddress: number;
};

/** Wrong passwords on one connection. */
const MAX_FAILURES = 5;

/** The port a library server serves. */
export const listenerOf = new WeakMap<SMTPServer, Listener>();
/** The connection a library session belongs to. */
export const connectionOf = new WeakMap<SMTPServerSession, Connection>();

type Done = (err?: Error | null) => void;
type Auth = { username?: string | undefined; password?: string | null | undefined; authzid?: string | undefined };

/** What the library lacks or does otherwise: strict reading, no wait before the greeting, our replies, AUTH offered under TLS alone. */
export class Connection extends SMTPConnection {
  readonly #listener: Listener;
  readonly #state: Session;
  #failures = 0;
  #isCounted = false;
  #isTaking = false;

  constructor(...args: ConstructorParameters<typeof SMTPConnection>) {
    super(...args);
    this.#listener = listenerOf.get(this._server) as Listener;
    connectionOf.set(this.session, this);
    const client = { ip: this.remoteAddress, port: this.remotePort ?? 0, helo: "", tls: "", refused: 0 };
    this.#state = { ...client, protocol: "SMTP", principal: undefined, mail: undefined, to: new Map() };
  }

  // The library waits 100 ms here for clients that talk first; a turn of the loop catches those whose octets are there already.
  override init(): void {
    this._setListeners(() => {
      if (this.#enter()) setImmediate(() => this._closed || this.connectionReady());
      else this.#say(SAY.tooMany);
    });
  }

  #enter(): boolean {
    const { perAddress, maxPerAddress, app, kind } = this.#listener;
    const n = (perAddress.get(this._originalRemoteAddress) ?? 0) + 1;
    perAddress.set(this._originalRemoteAddress, n);
    this.#isCounted = true;
    app.metrics.count("congthu_smtp_connections_total", { kind });
    const { maxClients } = this._server.options;
    return n <= maxPerAddress && (maxClients === undefined || this._server.connections.size <= maxClients);
  }

  #leave(): void {
    if (!this.#isCounted) return;
    this.#isCounted = false;
    const { perAddress } = this.#listener;
    const n = (perAddress.get(this._originalRemoteAddress) ?? 1) - 1;
    if (n > 0) perAddress.set(this._originalRemoteAddress, n);
    else perAddress.delete(this._originalRemoteAddress);
  }

  override _onClose(): void {
    this.#leave();
    this.#reader()?.abandon();
    super._onClose();
  }

  /** Tells a client that waits for nothing that the server goes down. */
  endIfIdle(): void {
    if (!this.#isTaking && !this.#reader()?.isCollecting) this.#say(SAY.goingDown);
  }

  /** Ends the connection of somebody whose access has ended, a message under way with it: nothing of it was taken yet. */
  signOut(accountId: AccountId): void {
    if (this.#state.principal?.account.account_id === accountId) this.#say(SAY.signedOut);
  }

  #reader(): SmtpReader | undefined {
    return (this._parser || undefined) as unknown as SmtpReader | undefined;
  }

  // Runs in the base class's constructor: our own fields are not there yet.
  override _createParser(): ReturnType<SMTPConnection["_createParser"]> {
    const reader = new SmtpReader((listenerOf.get(this._server) as Listener).budget);
    reader.oncommand = (line, next, fault) => this.#command(line, next, fault);
    return reader as unknown as ReturnType<SMTPConnection["_createParser"]>;
  }

  #command(line: Buffer, next: () => void, fault: LineFault): void {
    if (fault === "long") this.#say(SAY.longLine);
    else if (fault && this._ready && !this._upgrading) this.#refuse(SAY.badLine, next);
    else if (this.#needsTls(line)) this.#refuse(SAY.tlsFirst, next);
    else this._onCommand(line, next);
  }

  // RFC 3207 §4: a server that requires TLS answers 530 to every command other than these
  #needsTls(line: Buffer): boolean {
    if (this.#listener.kind !== "submission" || this.secure || this._upgrading || !this._ready) return false;
    return !/^(?:EHLO|HELO|NOOP|RSET|STARTTLS|AUTH|HELP|VRFY|QUIT)\b/i.test(line.toString("latin1", 0, 10));
  }

  #refuse(r: SmtpReply, next: () => void): void {
    if (++this._unrecognizedCommands >= 10) this.#say(SAY.tooManyErrors);
    else {
      this.#say(r);
      this._whenWritable(next);
    }
  }

  #say({ code, enhanced, text }: SmtpReply): void {
    super.send(code, enhanced === "" ? text : `${enhanced} ${text}`, false);
  }

  /** Our refusals come with their enhanced code in the text; the library's own texts get theirs from its table. */
  override send(code: number, text?: string | string[] | null, context?: string | false): void {
    const isOurs = typeof text === "string" && /^[245]\.\d{1,3}\.\d{1,3} /.test(text);
    super.send(code, text, isOurs ? false : context);
  }

  override _resetSession(): void {
    super._resetSession();
    this.#state.mail = undefined;
    this.#state.to = new Map();
  }

  /** An error the library turns into the reply of `toSmtpReply`; what is no refusal is our bug and told as such. */
  #errorFor(err: unknown): Error {
    const { app, kind } = this.#listener;
    const { code, enhanced, text } = toSmtpReply(err);
    if (err instanceof MailError || err instanceof Refusal) {
      app.metrics.count("congthu_smtp_refused_total", { kind, code: String(code) });
    } else {
      app.metrics.count("congthu_bugs_total", { at: "smtp" });
      app.log("error", "bug", {
        at: "smtp",
        connection: this.id,
        stack: err instanceof Error ? (err.stack ?? "") : String(err),
      });
    }
    return Object.assign(new Error(`${enhanced} ${text}`), { responseCode: code });
  }

  signIn(auth: Auth, done: (err: Error | null, response?: { user: unknown }) => void): void {
    const { handlers } = this.#listener;
    const login = auth.username ?? "";
    // RFC 4616 §2: an authorization identity of someone else is not ours to give
    const isOther = auth.authzid !== undefined && auth.authzid !== "" && auth.authzid !== login;
    const found = isOther
      ? Promise.reject(new MailError("auth.failed"))
      : handlers.signIn?.(this.#state, { login, password: auth.password ?? "" });
    if (!found) {
      done(this.#errorFor(new Refusal(SAY.notAvailable)));
      return;
    }
    found.then(
      (principal) => {
        this.#state.principal = principal;
        done(null, { user: principal.account.account_id });
      },
      (err) => {
        done(this.#errorFor(err));
        if (++this.#failures >= MAX_FAILURES) this.#say(SAY.tooManyFailures);
      },
    );
  }

  mail(path: ParsedPath, done: Done): void {
    this.#state.helo = this.hostNameAppearsAs || "";
    const { tlsOptions } = this.session;
    this.#state.tls = this.secure && tlsOptions ? (tlsOptions.version ?? "") : "";
    this.#run(async () => {
      const mail = mailOf(path, { takesAuth: this.#listener.kind !== "mx" });
      await this.#listener.handlers.mail(this.#state, mail);
      this.#state.mail = mail;
      this.#state.protocol = protocolName(this._transmissionType(), mail.smtpUtf8);
    }, done);
  }

  rcpt(path: ParsedPath, done: Done): void {
    this.#run(async () => {
      const { mail } = this.#state;
      if (!mail) throw new Refusal(SAY.noMail);
      const addressee = await this.#listener.handlers.rcpt(this.#state, rcptOf(path, mail));
      this.#state.to.set(addressee.address, addressee);
    }, done);
  }

  #run(act: () => Promise<void>, done: Done): void {
    act().then(
      () => done(),
      (err) => done(this.#errorFor(err)),
    );
  }

  override handler_EHLO(command: Buffer, next: () => void): void {
    const name = hostOf(command);
    if (name === undefined) this.#say(SAY.badName);
    else {
      this.hostNameAppearsAs = name;
      this._resetSession();
      super.send(250, [this.name, ...this.#extensions()], false);
    }
    next();
  }

  // RFC 5321 §2.2.1: what is announced has its behaviour behind it
  #extensions(): string[] {
    const { size } = this._server.options;
    const out = ["PIPELINING", `SIZE ${size}`, "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "DSN"];
    if (!this.secure && this._isSupported("STARTTLS")) out.push("STARTTLS");
    if (this.secure && this._isSupported("AUTH") && !this.session.user) out.push("AUTH PLAIN LOGIN");
    return out;
  }

  override handler_HELO(command: Buffer, next: () => void): void {
    const name = hostOf(command);
    if (name === undefined) this.#say(SAY.badName);
    else {
      this.hostNameAppearsAs = name;
      this._resetSession();
      super.send(250, this.name, false);
    }
    next();
  }

  override handler_AUTH(command: Buffer, next: () => void): void {
    if (this.secure && !this.#state.mail) {
      super.handler_AUTH(command, next);
      return;
    }
    this.#say(this.secure ? SAY.badSequence : SAY.encryptFirst);
    next();
  }

  override handler_HELP(_command: Buffer, next: () => void): void {
    this.#say(SAY.help);
    next();
  }

  // RFC 5321 §3.5.3: addresses are not told
  override handler_VRFY(_command: Buffer, next: () => void): void {
    this.#say(SAY.notVerified);
    next();
  }

  handler_EXPN(_command: Buffer, next: () => void): void {
    this.#say(SAY.notAvailable);
    next();
  }

  override handler_DATA(command: Buffer, next: () => void): void {
    const { mail, to } = this.#state;
    const reader = this.#reader();
    if (!mail || to.size === 0 || !reader) this.#say(mail ? SAY.noRecipient : SAY.noMail);
    else if (command.length > 4 && command.toString().trim().length > 4) this.#say(SAY.noParameter);
    else {
      reader.collect({ limit: this._server.options.size ?? LIMITS.messageBytes, expected: mail.sizeBytes }, (c) => {
        this.#isTaking = true;
        // The client waits for us now: its idle timeout rests.
        this._handlerPending = true;
        void this.#take(c.tooLarge ? undefined : c.bytes);
      });
      this.#say(SAY.goOn);
    }
    next();
  }

  async #take(bytes: Buffer | undefined): Promise<void> {
    const { handlers } = this.#listener;
    const { mail } = this.#state;
    try {
      if (!bytes || !mail) throw new MailError("message.tooLarge");
      this.#say(SAY.queued(await handlers.message(this.#state, mail, bytes)));
    } catch (err) {
      const { responseCode, message } = this.#errorFor(err) as Error & { responseCode: number };
      this.send(responseCode, message);
    }
    this.#isTaking = false;
    this._handlerPending = false;
    this._transactionCounter++;
    this._unrecognizedCommands = 0;
    this._resetSession();
    this.#reader()?.resume();
    if (this._server._closeTimeout) this.#say(SAY.goingDown);
  }
}

/** The one argument of EHLO and HELO; undefined when it cannot be a name or address literal. RFC 5321 §4.1.1.1 */
function hostOf(command: Buffer): string | undefined {
  const [, name, more] = command.toString("latin1").trim().split(/\s+/);
  return name !== undefined && more === undefined && /^[\x21-\x7e]{1,255}$/.test(name) ? name.toLowerCase() : undefined;
}

/** RFC 3848 §1, RFC 6531 §4.3. */
function protocolName(plain: string, smtpUtf8: boolean): string {
  return smtpUtf8 ? plain.replace(/^E?SMTP/, "UTF8SMTP") : plain;
}

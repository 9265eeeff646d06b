import SMTPConnection from "nodemailer/lib/smtp-connection";
import { OWN_REPLY, oneLine } from "./replies.ts";
import type { MailHost } from "./route.ts";

/** One message for one host, with the recipients that are asked for at once. */
export type Transfer = {
  from: string;
  to: readonly string[];
  bytes: Buffer;
  hasEightBit: boolean;
  /** RFC 3461 §5.2.1: passed on to hosts that know them. */
  dsn: { ret: string; envid: string; notify: string; orcpt: string };
};

/** An SMTP session with another server, kept for several messages. */
export type Link = {
  /** `mx.example.org [192.0.2.1]`. */
  remote: string;
  /** `TLSv1.3`, "" in the clear. */
  tls: string;
  knowsDsn: boolean;
  isOpen(): boolean;
  /** The host's reply for each recipient, by address. Never throws; a lost connection is a 4xx for those it left open. */
  send(t: Transfer): Promise<Map<string, string>>;
  close(): void;
};

export type LinkOptions = {
  port: number;
  helo: string;
  timeouts: Timeouts;
  /** Ends a session at once, whatever it is at. */
  signal: AbortSignal;
};
/** Milliseconds; RFC 5321 §4.5.3.2 asks for minutes once a host answers at all. */
export type Timeouts = {
  connectMs: number;
  greetingMs: number;
  idleMs: number /** One message as a whole. */;
  transferMs: number;
};

/** Hosts that do not answer at all are given up soon, those that work on a message late. RFC 5321 §4.5.3.2 */
export const OUTBOUND_TIMEOUTS: Timeouts = {
  connectMs: 30_000,
  greetingMs: 5 * 60_000,
  idleMs: 10 * 60_000,
  transferMs: 20 * 60_000,
};

/** No session came about; `reply` says why, as a host would. */
export class LinkFailed extends Error {
  override readonly name = "LinkFailed";
  readonly reply: string;
  constructor(reply: string, options?: ErrorOptions) {
    super(reply, options);
    this.reply = reply;
  }
}

/**
 * Opens a session, in TLS when the host offers it, whatever its certificate (RFC 7435 §3: some protection is better than none), and in
 * the clear when its TLS fails. Throws LinkFailed.
 */
export async function openLink(host: MailHost, o: LinkOptions): Promise<Link> {
  try {
    return await dial(host, o, true);
  } catch (err) {
    if (!(err instanceof LinkFailed) || (err.cause as Fault | undefined)?.code !== "ETLS") throw err;
    return dial(host, o, false);
  }
}

type Fault = Error & {
  code?: string;
  response?: string;
  command?: string;
  rejectedErrors?: Fault[];
  recipient?: string;
};
type Sent = { accepted: string[]; rejectedErrors?: Fault[]; response: string };
type Session = InstanceType<typeof SMTPConnection> & {
  /** What EHLO told; the library keeps it to itself. */
  _supportedExtensions: string[];
  _maxAllowedSize: number;
  _socket: { getProtocol?: () => string | null; destroyed: boolean; writable: boolean } | false;
};

function dial(host: MailHost, o: LinkOptions, useTls: boolean): Promise<Link> {
  const session = new SMTPConnection({
    host: host.address,
    port: o.port,
    name: o.helo,
    secure: false,
    ignoreTLS: !useTls,
    opportunisticTLS: true,
    tls: { rejectUnauthorized: false, ...(host.name.startsWith("[") ? {} : { servername: host.name }) },
    connectionTimeout: o.timeouts.connectMs,
    greetingTimeout: o.timeouts.greetingMs,
    socketTimeout: o.timeouts.idleMs,
    allowInternalNetworkInterfaces: true,
    logger: false,
  }) as Session;
  return new Promise((resolve, reject) => {
    const fail = (reply: string, cause?: unknown) => {
      o.signal.removeEventListener("abort", abandon);
      session.close();
      reject(new LinkFailed(reply, { cause }));
    };
    const abandon = () => fail(OWN_REPLY.lost);
    o.signal.addEventListener("abort", abandon, { once: true });
    // Stays: an error between two messages has nobody else to hear it.
    session.on("error", (err: Fault) => {
      fail(err.response ? oneLine(err.response) : OWN_REPLY.unreachable(reason(err)), err);
    });
    session.connect((err) => {
      if (err) return fail(OWN_REPLY.unreachable(reason(err as Fault)), err);
      o.signal.removeEventListener("abort", abandon);
      resolve(linkOf(session, host, o));
    });
  });
}

function linkOf(session: Session, host: MailHost, o: LinkOptions): Link {
  const knows = (extension: string) => session._supportedExtensions.includes(extension);
  const isOpen = () => session._socket !== false && !session._socket.destroyed && session._socket.writable;
  return {
    remote: `${host.name} [${host.address}]`,
    tls: session._socket === false ? "" : (session._socket.getProtocol?.() ?? ""),
    knowsDsn: knows("DSN"),
    isOpen,
    async send(t) {
      const refusal = unfit(session, t, knows);
      if (refusal) return new Map(t.to.map((to) => [to, refusal]));
      const replies = await transfer(session, t, o);
      // A transaction that ended early leaves the host in the middle of it.
      const isWhole = [...replies.values()].some((reply) => reply.startsWith("2"));
      if (isOpen() && !isWhole && !(await reset(session))) session.close();
      return replies;
    },
    close() {
      if (isOpen()) session.quit();
      else session.close();
    },
  };
}

/** Why the host cannot have this message at all. */
function unfit(session: Session, t: Transfer, knows: (extension: string) => boolean): string | undefined {
  const beyondAscii = [t.from, ...t.to].some((address) => /[^\x20-\x7e]/.test(address));
  if (beyondAscii && !knows("SMTPUTF8")) return OWN_REPLY.needsUtf8;
  if (t.hasEightBit && !knows("8BITMIME")) return OWN_REPLY.needsEightBit;
  if (session._maxAllowedSize > 0 && t.bytes.length > session._maxAllowedSize) return OWN_REPLY.tooLarge;
  return undefined;
}

function transfer(session: Session, t: Transfer, o: LinkOptions): Promise<Map<string, string>> {
  const envelope = {
    from: t.from,
    to: [...t.to],
    size: t.bytes.length,
    use8BitMime: t.hasEightBit,
    ...(Object.values(t.dsn).some((text) => text !== "") ? { dsn: dsnOf(t.dsn) } : {}),
  };
  return new Promise((resolve) => {
    const abandon = () => {
      session.close();
      resolve(new Map(t.to.map((to) => [to, OWN_REPLY.lost])));
    };
    // A host that answers a word at a time would never be idle.
    const timer = setTimeout(abandon, o.timeouts.transferMs);
    o.signal.addEventListener("abort", abandon, { once: true });
    session.send(envelope, t.bytes, (err, done) => {
      clearTimeout(timer);
      o.signal.removeEventListener("abort", abandon);
      const fault = (err ?? undefined) as Fault | undefined;
      const sent = done as unknown as Sent | undefined;
      const replies = new Map<string, string>();
      for (const one of fault?.rejectedErrors ?? sent?.rejectedErrors ?? []) {
        if (one.recipient !== undefined) replies.set(one.recipient, oneLine(one.response ?? OWN_REPLY.lost));
      }
      const others = sent ? sent.response : (fault?.response ?? OWN_REPLY.lost);
      for (const to of t.to) if (!replies.has(to)) replies.set(to, oneLine(others));
      resolve(replies);
    });
  });
}

function dsnOf({ ret, envid, notify, orcpt }: Transfer["dsn"]) {
  return {
    ...(ret === "FULL" || ret === "HDRS" ? { ret } : {}),
    ...(envid === "" ? {} : { envid }),
    ...(notify === "" ? {} : { notify }),
    ...(orcpt === "" ? {} : { orcpt }),
  } as { ret?: "FULL" | "HDRS"; envid?: string; notify?: string; orcpt?: string };
}

function reset(session: Session): Promise<boolean> {
  return new Promise((resolve) => {
    session.once("end", () => resolve(false));
    session.reset((err) => resolve(!err));
  });
}

function reason(err: Fault): string {
  const { originalCode, code, message } = err as Fault & { originalCode?: string };
  return oneLine(originalCode ?? code ?? message);
}

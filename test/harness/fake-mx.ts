import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { makeSelfSigned, type TlsIdentity } from "@congthu/server/lib/tls";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** A message another server took from us. */
export type TakenMessage = {
  from: string;
  to: string[];
  /** The parameters of MAIL (SIZE, BODY, SMTPUTF8, RET, ENVID …), as the client sent them. */
  mailParameters: Record<string, unknown>;
  bytes: Buffer;
  /** What the client called itself. */
  helo: string;
  /** TLS version, or undefined when it came in the clear. */
  tls: string | undefined;
};

/** A reply, or what a broken server does. */
export type MxAnswer = { code: number; text: string } | "accept" | "hang" | "drop";
export type MxBehaviour = {
  connect?: MxAnswer;
  mail?: MxAnswer;
  rcpt?: MxAnswer | ((address: string) => MxAnswer);
  /** After the final dot. */
  data?: MxAnswer;
};

/** Another mail server on loopback, which does as it is told. */
export type FakeMx = {
  port: number;
  messages: TakenMessage[];
  /** Connections opened so far. */
  connections: number;
  /** What it answers from now on; the empty object accepts everything. */
  behaviour: MxBehaviour;
  identity: TlsIdentity;
  /** Resolves with all messages as soon as there are `count`; rejects when that takes longer than ten seconds. */
  until(count: number): Promise<TakenMessage[]>;
  close(): Promise<void>;
};

/** Starts one on a free port. `tls: false`: it does not offer STARTTLS. */
export async function startFakeMx(
  p: { name?: string; tls?: boolean; port?: number; behaviour?: MxBehaviour } = {},
): Promise<FakeMx> {
  const name = p.name ?? "mx.example.org";
  const identity = await makeSelfSigned([name], Date.now());
  let arrived: () => void = () => {};
  const mx: FakeMx = { port: 0, messages: [], connections: 0, behaviour: p.behaviour ?? {}, identity, until, close };

  const settle = (answer: MxAnswer | undefined, session: SMTPServerSession, done: (err?: Error | null) => void) => {
    if (answer === undefined || answer === "accept") return done();
    if (answer === "hang") return;
    if (answer === "drop") return drop(session);
    done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
  };

  const server = new SMTPServer({
    name,
    cert: identity.cert,
    key: identity.key,
    disabledCommands: p.tls === false ? ["AUTH", "STARTTLS"] : ["AUTH"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(session, done) {
      mx.connections += 1;
      settle(mx.behaviour.connect, session, done);
    },
    onMailFrom: (_address, session, done) => settle(mx.behaviour.mail, session, done),
    onRcptTo({ address }, session, done) {
      const { rcpt } = mx.behaviour;
      settle(typeof rcpt === "function" ? rcpt(address) : rcpt, session, done);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        settle(mx.behaviour.data, session, (err) => {
          if (!err) mx.messages.push(describe(session, Buffer.concat(chunks)));
          done(err);
          arrived();
        });
      });
    },
  });
  server.on("error", () => {});
  server.listen(p.port ?? 0, "127.0.0.1");
  await once(server.server, "listening");
  mx.port = (server.server.address() as AddressInfo).port;
  return mx;

  function drop(session: SMTPServerSession): void {
    for (const connection of openConnections(server))
      if (connection.session?.id === session.id) connection._socket.destroy();
  }

  async function until(count: number): Promise<TakenMessage[]> {
    while (mx.messages.length < count) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${mx.messages.length} of ${count} messages after 10 s`)),
          10_000,
        );
        arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return mx.messages;
  }

  async function close(): Promise<void> {
    for (const connection of openConnections(server)) connection._socket.destroy();
    await new Promise<void>((resolve) => server.close(resolve));
  }
}

type OpenConnection = { session?: { id: string }; _socket: { destroy(): void } };

function openConnections(server: SMTPServer): OpenConnection[] {
  return [...(server as unknown as { connections: Set<OpenConnection> }).connections];
}

function describe(session: SMTPServerSession, bytes: Buffer): TakenMessage {
  const { mailFrom, rcptTo } = session.envelope;
  const secure = session.tlsOptions as { version?: string } | false | undefined;
  return {
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map((r) => r.address),
    mailParameters: mailFrom && typeof mailFrom.args === "object" ? { ...mailFrom.args } : {},
    bytes,
    helo: session.hostNameAppearsAs || "",
    tls: session.secure ? (secure || undefined)?.version : undefined,
  };
}

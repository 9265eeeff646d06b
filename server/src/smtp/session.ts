import type { Principal } from "../core/access.ts";
import type { Addressee } from "../core/delivery/addressees.ts";

/** MAIL as the client gave it. RFC 1870 §3 (SIZE), RFC 6531 §3.4 (SMTPUTF8), RFC 3461 §4.3, §4.4 (RET, ENVID) */
export type Mail = {
  address: string;
  sizeBytes: number;
  smtpUtf8: boolean;
  ret: "" | "FULL" | "HDRS";
  envid: string;
};

/** RCPT as the client gave it. RFC 3461 §4.1, §4.2 (NOTIFY, ORCPT) */
export type Rcpt = { address: string; notify: string; orcpt: string };

/** One connection as the handlers see it; `mail` and `to` are of the transaction under way. */
export type Session = {
  ip: string;
  port: number;
  /** `TLSv1.3`; "" in the clear. */
  tls: string;
  /** What the client called itself. */
  helo: string;
  /** For the Received line: ESMTPS, ESMTPSA … */
  protocol: string;
  principal: Principal | undefined;
  mail: Mail | undefined;
  /** By address: one named twice counts once, as it was named last. */
  to: Map<string, Addressee>;
  /** Recipients refused on this connection; the log keeps so many of them. */
  refused: number;
};

/** Who the client is, for the log. */
export function originOf(s: Session): { ip: string; port: number; agent: string; tls: string } {
  return { ip: s.ip.replace(/^::ffff:/i, ""), port: s.port, agent: s.helo, tls: s.tls };
}

/** What a listener does with what it is told; each refuses by throwing. The reader of RFC 5321 stays in listeners.ts. */
export type Handlers = {
  signIn?(s: Session, q: { login: string; password: string }): Promise<Principal>;
  mail(s: Session, mail: Mail): Promise<void>;
  rcpt(s: Session, rcpt: Rcpt): Promise<Addressee>;
  /** Takes the message over; gives its id in the trace. */
  message(s: Session, mail: Mail, bytes: Buffer): Promise<string>;
};

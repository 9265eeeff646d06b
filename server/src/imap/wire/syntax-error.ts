/** The peer wrote what the grammar does not allow; becomes a tagged BAD. RFC 9051 §7.1.3 */
export class ImapSyntaxError extends Error {
  override readonly name = "ImapSyntaxError";
}

/** The peer broke a limit in a way that leaves the stream unreadable; becomes BYE and the connection ends. RFC 9051 §7.1.5 */
export class ImapStreamError extends Error {
  override readonly name = "ImapStreamError";
}

/** The connection is gone; whatever was running for it stops. */
export class ConnectionClosed extends Error {
  override readonly name = "ConnectionClosed";
  constructor() {
    super("connection closed");
  }
}

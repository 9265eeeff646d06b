/** One request to an endpoint that answers something else than the JSON of a REST route. `P`: who asks. */
export type HttpCall<P> = {
  principal: P;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: AsyncIterable<Uint8Array>;
  /** Fires when the client has gone or signed out. */
  signal: AbortSignal;
  /** Who asks as they are now, for answers that go on for long; undefined once they may no longer. */
  again(): Promise<P | undefined>;
};

/** `body`: text, octets, or pieces that are sent as they come. */
export type HttpReply = {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array | AsyncIterable<string | Uint8Array>;
};

/** Something an edge answers under a path; `params` of the path in Express' notation. */
export type Endpoint<P> = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  run(call: HttpCall<P>): Promise<HttpReply>;
};

/** A connection kept open for messages both ways (RFC 6455). `P`: who asks. */
export type SocketCall<P> = {
  principal: P;
  /** Fires when the client has gone or signed out. */
  signal: AbortSignal;
  /** Who asks as they are now; undefined once they may no longer. */
  again(): Promise<P | undefined>;
  /** Text frames as they come; the next is read when the one before was taken. */
  messages: AsyncIterable<string>;
  send(text: string): void;
};

/** Something an edge speaks over such a connection, under one subprotocol. */
export type SocketEndpoint<P> = {
  path: string;
  protocol: string;
  maxBytes: number;
  run(call: SocketCall<P>): Promise<void>;
};

/** Reads a body whole; undefined when it is longer than `maxBytes`. */
export async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { type Answer, type DecodedPacket, decode, encode, type Packet, type Question } from "dns-packet";

/** What the zone says about one name. A name without an entry does not exist (NXDOMAIN). */
export type ZoneEntry = {
  A?: readonly string[];
  AAAA?: readonly string[];
  CNAME?: string;
  /** Preference and host. */
  MX?: readonly (readonly [number, string])[];
  TXT?: readonly string[];
  PTR?: readonly string[];
  NS?: readonly string[];
  TLSA?: readonly { usage: number; selector: number; matchingType: number; certificate: Buffer }[];
  /** Set AD in answers about this name, as a validating resolver does for a signed zone. */
  signed?: boolean;
};
export type Zone = Record<string, ZoneEntry | "SERVFAIL" | "REFUSED" | "TIMEOUT">;

/** A name server on loopback that tests fill and change as they go. */
export type FakeDns = {
  /** `127.0.0.1:port`, as config `dns.servers` takes it. */
  server: string;
  zone: Zone;
  /** Every question asked so far, oldest first: `MX example.org`. */
  questions: string[];
  close(): Promise<void>;
};

const NXDOMAIN = 3;
const CODES = { SERVFAIL: 2, REFUSED: 5 } as const;
const AUTHENTIC_DATA = 1 << 5;
const RECURSION = (1 << 8) | (1 << 7);
const TTL_S = 60;

/** Starts one over UDP and TCP on a free port. Names are compared without case and final dot. */
export async function startFakeDns(zone: Zone = {}): Promise<FakeDns> {
  const dns: FakeDns = { server: "", zone, questions: [], close };
  const udp = createSocket("udp4");
  const tcp = createServer((socket) => {
    let buffer = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      while (buffer.length >= 2 && buffer.length >= 2 + buffer.readUInt16BE(0)) {
        const length = buffer.readUInt16BE(0);
        const reply = answer(dns, buffer.subarray(2, 2 + length));
        buffer = buffer.subarray(2 + length);
        if (reply) socket.write(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]));
      }
    });
  });
  udp.on("message", (query, from) => {
    const reply = answer(dns, query);
    if (reply) udp.send(reply.length > 1232 ? truncated(query) : reply, from.port, from.address);
  });
  const port = await listenOnBoth(udp, tcp);
  dns.server = `127.0.0.1:${port}`;
  return dns;

  async function close(): Promise<void> {
    await Promise.all([
      new Promise<void>((resolve) => void udp.close(() => resolve())),
      new Promise<void>((resolve) => void tcp.close(() => resolve())),
    ]);
  }
}

/** The same free port for both; another program may hold it on one of them, so a few are tried. */
async function listenOnBoth(udp: Socket, tcp: Server): Promise<number> {
  for (let tries = 0; ; tries++) {
    tcp.listen(0, "127.0.0.1");
    await once(tcp, "listening");
    const { port } = tcp.address() as AddressInfo;
    udp.bind(port, "127.0.0.1");
    try {
      await once(udp, "listening");
      return port;
    } catch (err) {
      if (tries > 5) throw err;
      await new Promise((resolve) => tcp.close(resolve));
    }
  }
}

function answer(dns: FakeDns, query: Buffer): Buffer | undefined {
  const packet = decode(query);
  const question = packet.questions?.[0];
  if (!question) return undefined;
  dns.questions.push(`${question.type} ${plain(question.name)}`);
  const entry = find(dns.zone, question.name);
  if (entry === "TIMEOUT") return undefined;
  if (typeof entry === "string") return reply(packet, [], CODES[entry]);
  if (!entry) return reply(packet, [], NXDOMAIN);
  return reply(packet, recordsFor(dns.zone, question, entry), 0, entry.signed ? AUTHENTIC_DATA : 0);
}

function recordsFor(zone: Zone, { name, type }: Question, entry: ZoneEntry): Answer[] {
  const row = (data: unknown) => ({ name, type, ttl: TTL_S, class: "IN", data }) as Answer;
  if (entry.CNAME !== undefined && type !== "CNAME") {
    const target = find(zone, entry.CNAME);
    const further = typeof target === "object" ? recordsFor(zone, { name: entry.CNAME, type }, target) : [];
    return [{ name, type: "CNAME", ttl: TTL_S, class: "IN", data: entry.CNAME }, ...further];
  }
  if (type === "CNAME") return entry.CNAME === undefined ? [] : [row(entry.CNAME)];
  if (type === "MX") return (entry.MX ?? []).map(([preference, exchange]) => row({ preference, exchange }));
  if (type === "TXT") return (entry.TXT ?? []).map((text) => row(text.match(/.{1,255}/gs) ?? [""]));
  if (type === "A" || type === "AAAA" || type === "PTR" || type === "NS" || type === "TLSA")
    return (entry[type] ?? []).map(row);
  return [];
}

function reply(query: DecodedPacket, answers: Answer[], code: number, flags = 0): Buffer {
  const packet: Packet = {
    type: "response",
    id: query.id ?? 0,
    flags: RECURSION | flags | code,
    questions: query.questions ?? [],
    answers,
  };
  return encode(packet);
}

function truncated(query: Buffer): Buffer {
  const TRUNCATED = 1 << 9;
  return reply(decode(query), [], 0, TRUNCATED);
}

function find(zone: Zone, name: string): Zone[string] | undefined {
  return Object.entries(zone).find(([owner]) => plain(owner) === plain(name))?.[1];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

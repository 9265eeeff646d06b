import { Writable } from "node:stream";
import type { ByteBudget } from "../lib/byte-budget.ts";
import { LIMITS } from "../lib/limits.ts";

const CR = 13;
const LF = 10;
const DOT = 46;
const TAB = 9;
const SPACE = 32;
const DELETE = 127;
const LINE_START = Buffer.from("\r\n");
const LINE_START_DOT = Buffer.from("\r\n.");
const END = Buffer.from("\r\n.\r\n");
const NOTHING = Buffer.alloc(0);
/** Pipelined commands answered before other connections have their turn. */
const COMMANDS_IN_A_ROW = 100;

/** What is wrong with a line before it is read as a command. */
export type LineFault = "bad" | "long" | undefined;
/** The octets of one DATA, dots unstuffed; none when they were more than allowed. */
export type Collected = { bytes: Buffer; tooLarge: boolean };
type Collecting = {
  limit: number;
  expected: number;
  chunks: Buffer[];
  size: number;
  tail: Buffer;
  done: (c: Collected) => void;
};

/**
 * Turns the octets of a connection into command lines and messages. Only CRLF ends a line and only CRLF "." CRLF ends data (RFC 5321
 * §2.3.8, §4.1.1.4): whatever another server might take for an end stays inside the message.
 */
export class SmtpReader extends Writable {
  /** Set when the connection goes: what is left is thrown away. */
  isClosed = false;
  /** Runs one command; the next line is looked at once `next` is called. */
  oncommand: (line: Buffer, next: () => void, fault: LineFault) => void = (_line, next) => next();
  readonly #budget: ByteBudget;
  /** Octets of the budget that this connection holds. */
  #held = 0;
  #rest: Buffer = NOTHING;
  #collecting: Collecting | undefined;
  #afterMessage: (() => void) | undefined;

  constructor(budget: ByteBudget) {
    super();
    this.#budget = budget;
  }

  /** Whether octets of a message are awaited. */
  get isCollecting(): boolean {
    return this.#collecting !== undefined;
  }

  /** Takes what comes from now on as a message of at most `limit` octets, `expected` of them announced. Then nothing is read until `resume`. */
  collect(q: { limit: number; expected: number }, done: (c: Collected) => void): void {
    this.#collecting = { ...q, chunks: [], size: 0, tail: LINE_START, done };
  }

  /** The message was dealt with: goes on with what was sent behind it. */
  resume(): void {
    this.#release();
    const goOn = this.#afterMessage;
    this.#afterMessage = undefined;
    goOn?.();
  }

  /** The connection is gone. */
  abandon(): void {
    this.isClosed = true;
    this.#collecting = undefined;
    this.#rest = NOTHING;
    this.resume();
  }

  override _write(chunk: Buffer, _encoding: string, next: () => void): void {
    const rest = this.#rest;
    this.#rest = NOTHING;
    this.#read(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), 0, next);
  }

  #read(buf: Buffer, from: number, next: () => void): void {
    let at = from;
    for (let n = 0; n < COMMANDS_IN_A_ROW && !this.isClosed; n++) {
      if (this.#collecting) {
        this.#take(this.#collecting, buf.subarray(at), next);
        return;
      }
      const lf = buf.indexOf(LF, at);
      if (lf === -1) {
        this.#keep(buf.subarray(at), next);
        return;
      }
      const hasCr = lf > at && buf[lf - 1] === CR;
      const line = buf.subarray(at, hasCr ? lf - 1 : lf);
      at = lf + 1;
      if (!this.#command(line, hasCr ? faultOf(line) : "bad", () => this.#read(buf, lf + 1, next))) return;
    }
    if (this.isClosed) next();
    else setImmediate(() => this.#read(buf, at, next));
  }

  /** Whether the command was answered at once; otherwise `later` is called when it is. */
  #command(line: Buffer, fault: LineFault, later: () => void): boolean {
    let answered = false;
    let waits = false;
    this.oncommand(
      line,
      () => {
        answered = true;
        if (waits) later();
      },
      fault,
    );
    waits = !answered;
    return answered;
  }

  #keep(rest: Buffer, next: () => void): void {
    if (rest.length > LIMITS.smtpLineBytes) this.oncommand(NOTHING, next, "long");
    else {
      this.#rest = rest;
      next();
    }
  }

  #take(c: Collecting, chunk: Buffer, next: () => void): void {
    const end = endOf(c.tail, chunk);
    const part = end === -1 ? chunk : chunk.subarray(0, end);
    c.size += part.length;
    if (this.#held > 0 || c.size <= LIMITS.smtpSmallBytes) {
      this.#add(c, { chunk, part, end }, next);
      return;
    }
    const wanted = c.expected > LIMITS.smtpSmallBytes ? c.expected : c.limit;
    void this.#budget.take(withStuffing(Math.min(wanted, c.limit))).then((taken) => {
      this.#held = taken;
      if (this.isClosed) this.#release();
      this.#add(c, { chunk, part, end }, next);
    });
  }

  #add(c: Collecting, q: { chunk: Buffer; part: Buffer; end: number }, next: () => void): void {
    const fits = c.size <= (this.#held > 0 ? this.#held : LIMITS.smtpSmallBytes);
    if (fits) c.chunks.push(q.part);
    else c.chunks = [];
    if (q.end === -1 || this.isClosed) {
      c.tail = Buffer.concat([c.tail, q.part.subarray(-4)]).subarray(-4);
      next();
      return;
    }
    this.#collecting = undefined;
    this.#afterMessage = () => this.#read(q.chunk, q.end, next);
    const bytes = fits ? messageOf(c.chunks) : NOTHING;
    const tooLarge = !fits || bytes.length > c.limit;
    c.done({ bytes: tooLarge ? NOTHING : bytes, tooLarge });
  }

  #release(): void {
    if (this.#held > 0) this.#budget.give(this.#held);
    this.#held = 0;
  }
}

// RFC 5321 §4.1.2: commands are printable, with blanks between; SMTPUTF8 adds octets above 127 (RFC 6531 §3.3)
function faultOf(line: Buffer): LineFault {
  if (line.length > LIMITS.smtpLineBytes) return "long";
  return line.every((c) => (c >= SPACE ? c !== DELETE : c === TAB)) ? undefined : "bad";
}

/** Where the end of data ends within `chunk`, when `tail` (at most four octets) stands before it; -1 when it is not there. */
function endOf(tail: Buffer, chunk: Buffer): number {
  const seam = Buffer.concat([tail, chunk.subarray(0, 4)]);
  const across = seam.indexOf(END);
  if (across !== -1) return across + END.length - tail.length;
  const at = chunk.indexOf(END);
  return at === -1 ? -1 : at + END.length;
}

/** What was sent, without the end of data and the dots put before dots. RFC 5321 §4.5.2 */
function messageOf(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  const raw = chunks.length === 1 && first ? first : Buffer.concat(chunks);
  const stuffed = raw.subarray(0, raw.length - 3);
  const start = stuffed[0] === DOT ? 1 : 0;
  let dot = stuffed.indexOf(LINE_START_DOT, start);
  if (dot === -1) return stuffed.subarray(start);
  const out = Buffer.allocUnsafe(stuffed.length);
  let from = start;
  let at = 0;
  for (; dot !== -1; dot = stuffed.indexOf(LINE_START_DOT, from)) {
    at += stuffed.copy(out, at, from, dot + 2);
    from = dot + 3;
  }
  at += stuffed.copy(out, at, from);
  return out.subarray(0, at);
}

/** RFC 1870 §3 counts a message without the dots put before dots, so what comes may be somewhat larger. */
function withStuffing(bytes: number): number {
  return Math.ceil(bytes * 1.1) + 64 * 1024;
}

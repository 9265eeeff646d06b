import { randomBytes } from "node:crypto";
import type { Id } from "@congthu/shared/ids";

const ALPHABET = "0123456789abcdefghijklmnopqrstuv";

/** One letter for the kind, then 75 random bits: never reused, safe as a JMAP Id (RFC 8620 §1.2). */
export function randomId<K extends string>(letter: string): Id<K> {
  return (letter + base32(random(10)).slice(0, 15)) as Id<K>;
}

let lastMs = 0;
let inThatMs = 0;

/**
 * One letter, the time in milliseconds, a count within it, then 50 random bits. Ids made one after another sort in that order,
 * so a commit that adds thousands of rows touches few pages of their index.
 */
export function timeId<K extends string>(letter: string, nowMs: number): Id<K> {
  inThatMs = nowMs === lastMs ? inThatMs + 1 : 0;
  lastMs = nowMs;
  return (letter + digits(nowMs, 9) + digits(inThatMs % 32_768, 3) + base32(random(7)).slice(0, 10)) as Id<K>;
}

/** Below every `timeId` of that instant or later, above every earlier one: where a stretch of time begins or ends. */
export function timeMark(letter: string, atMs: number): string {
  return letter + digits(Math.max(0, atMs), 9);
}

/** 256 random bits as hex, for session tokens and the like. */
export function secretToken(): string {
  return randomBytes(32).toString("hex");
}

let pool = randomBytes(8192);
let taken = 0;

/** Fresh random octets, fetched from the system many at a time. */
function random(n: number): Uint8Array {
  if (taken + n > pool.length) {
    pool = randomBytes(8192);
    taken = 0;
  }
  taken += n;
  return pool.subarray(taken - n, taken);
}

function digits(n: number, width: number): string {
  let out = "";
  for (let rest = Math.floor(n), i = 0; i < width; i++) {
    out = ALPHABET.charAt(rest % 32) + out;
    rest = Math.floor(rest / 32);
  }
  return out;
}

function base32(bytes: Uint8Array): string {
  let out = "";
  let bits = 0;
  let acc = 0;
  for (const b of bytes) {
    acc = (acc << 8) | b;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET.charAt((acc >> bits) & 31);
    }
    acc &= (1 << bits) - 1;
  }
  return out;
}

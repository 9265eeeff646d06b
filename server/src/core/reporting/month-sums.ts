import { USAGE_SUMS, type UsageSums } from "../../store/usage.ts";

const WORDS = USAGE_SUMS.length;
const DAYS = 31;
const [SENT, RECEIVED] = [USAGE_SUMS.indexOf("sent_agency"), USAGE_SUMS.indexOf("received_agency")];
/** So many places there are where the other side of a letter can be. */
const PEERS = RECEIVED - SENT;

/** The sums of one agency in one month, and of each of its days. */
export type MonthSums = { totals: Buffer; days: Buffer };
/** Sums being added up: a number for each of USAGE_SUMS, in that order. */
export type SumVector = Float64Array;

/** Nothing yet. */
export function noSums(): MonthSums {
  return { totals: Buffer.alloc(WORDS * 4), days: Buffer.alloc(DAYS * WORDS * 4) };
}

/** Sums as the store keeps them, in octets of their own. Those kept before there were as many kinds get zeros for the newer ones. */
export function monthSums(row: { totals: Uint8Array; days: Uint8Array }): MonthSums {
  return { totals: widened(row.totals, 1), days: widened(row.days, DAYS) };
}

function widened(octets: Uint8Array, parts: number): Buffer {
  const stride = octets.length / parts;
  if (stride === WORDS * 4) return Buffer.from(octets);
  const out = Buffer.alloc(parts * WORDS * 4);
  for (let i = 0; i < parts; i++) out.set(octets.subarray(i * stride, (i + 1) * stride), i * WORDS * 4);
  return out;
}

/** Adds to the day with this index (0 is the first of the month), in place. */
export function addSums(month: MonthSums, index: number, sums: UsageSums): void {
  for (const [i, name] of USAGE_SUMS.entries()) {
    const n = sums[name];
    if (n === 0) continue;
    month.totals.writeUInt32LE(month.totals.readUInt32LE(i * 4) + n, i * 4);
    const at = (index * WORDS + i) * 4;
    month.days.writeUInt32LE(month.days.readUInt32LE(at) + n, at);
  }
}

/** Adds the sums of another agency in the same month, in place. */
export function addMonth(month: MonthSums, other: { totals: Uint8Array; days: Uint8Array }): void {
  for (const part of ["totals", "days"] as const) {
    const more = monthSums(other)[part];
    for (let at = 0; at < more.length; at += 4)
      month[part].writeUInt32LE(month[part].readUInt32LE(at) + more.readUInt32LE(at), at);
  }
}

/** Adds what the octets of a whole month hold, in place. */
export function addTotals(sums: SumVector, octets: Uint8Array): void {
  const words = wordsOf(octets);
  for (let i = 0; i < words.length; i++) sums[i] = (sums[i] as number) + (words[i] as number);
}

/** Adds what the octets of the days of a month hold of those with an index from `first` to `last`, in place. */
export function addDays(sums: SumVector, octets: Uint8Array, { first, last }: { first: number; last: number }): void {
  const words = wordsOf(octets);
  const stride = words.length / DAYS;
  for (let day = first; day <= last; day++)
    for (let i = 0; i < stride; i++) sums[i] = (sums[i] as number) + (words[day * stride + i] as number);
}

/** Letters written and received, day by day. */
export type LetterDays = { sent: Float64Array; received: Float64Array };

/** Adds the letters of the days of a month with an index from `first` to `last`; the first of them to the day `at`. */
export function addLetters(
  into: LetterDays,
  octets: Uint8Array,
  { first, last, at }: { first: number; last: number; at: number },
): void {
  const words = wordsOf(octets);
  const stride = words.length / DAYS;
  for (let day = first; day <= last; day++) {
    let [sent, received] = [0, 0];
    for (let peer = 0; peer < PEERS; peer++) {
      sent += words[day * stride + SENT + peer] as number;
      received += words[day * stride + RECEIVED + peer] as number;
    }
    const to = at + day - first;
    into.sent[to] = (into.sent[to] as number) + sent;
    into.received[to] = (into.received[to] as number) + received;
  }
}

/** Octets as words; copied where they do not lie on whole ones. Little endian, as all machines we run on are. */
function wordsOf(octets: Uint8Array): Uint32Array {
  if (octets.byteOffset % 4 === 0) return new Uint32Array(octets.buffer, octets.byteOffset, octets.length / 4);
  return new Uint32Array(octets.slice().buffer);
}

/** Sums of nothing, to add up. */
export function sumVector(): SumVector {
  return new Float64Array(WORDS);
}

/** The sums that were added up, by name. */
export function sumsOf(vector: SumVector): UsageSums {
  return Object.fromEntries(USAGE_SUMS.map((name, i) => [name, vector[i] ?? 0])) as UsageSums;
}

/** Sums of nothing, by name. */
export function zeroSums(): UsageSums {
  return sumsOf(sumVector());
}

/** Letters written. */
export function sentSum(s: UsageSums): number {
  return s.sent_agency + s.sent_province + s.sent_gov + s.sent_public + s.sent_other;
}

/** Letters received. */
export function receivedSum(s: UsageSums): number {
  return s.received_agency + s.received_province + s.received_gov + s.received_public + s.received_other;
}
